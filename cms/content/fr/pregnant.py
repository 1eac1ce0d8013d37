from cms.content.draft import Draft, accordion, callout, heading, link, links, live, step, steps, text

PAGE = Draft(
    slug="vous-etes-enceinte",
    title="Vous êtes enceinte ?",
    menu_title="Enceinte ?",
    description="Vous êtes enceinte à Bruxelles ? Un premier entretien gratuit, dans votre langue, pour faire le point. C’est vous "
    "qui décidez.",
    introduction="Vous n’êtes pas seule. À Bruxelles, des personnes sont là pour vous écouter et pour vous aider, pendant la grossesse "
    "et après la naissance. C’est gratuit.",
    body=[
        callout(
            "safety",
            "En danger maintenant ?",
            """<p>Appelez le <a href="tel:112"><b>112</b></a> (ambulance, pompiers) ou le <a href="tel:101"><b>101</b></a> (police).
            C’est gratuit, jour et nuit.</p>
            <p>Quelqu’un regarde votre écran ? Le bouton « Quitter vite » ouvre tout de suite un autre site.</p>""",
        ),
        heading("Un premier entretien, pour faire le point"),
        text(
            """<p>Vous rencontrez une personne qui connaît bien la grossesse : une sage-femme, un médecin, une
            assistante sociale… Vous parlez ensemble de votre santé, de votre logement, de l’argent, de votre
            famille, de vos soucis. Ensuite, vous cherchez ensemble ce qui peut vous aider.</p>
            <p>Vous pouvez demander cet entretien dès le début de la grossesse, et jusqu’à 7 jours après la
            naissance.</p>"""
        ),
        heading("Comment avoir cet entretien ?"),
        steps(
            step(
                "Choisissez à qui parler",
                """<p>La boussole vous montre qui peut vous recevoir, près de chez vous et dans votre langue. Elle ne demande pas votre
                nom.</p>""",
                link("Ouvrir la boussole", tool="search:boussole"),
            ),
            step(
                "Appelez",
                """<p>Vous pouvez dire : « Bonjour, je suis enceinte. Je voudrais un entretien du programme 1000 premiers jours. »
                Quelqu’un peut aussi appeler pour vous : une amie, votre médecin, l’école, une association.</p>""",
            ),
            step(
                "Allez au rendez-vous",
                """<p>Vous pouvez venir avec une personne de confiance. Vous parlez une autre langue ? Demandez un·e interprète au
                téléphone.</p>""",
            ),
        ),
        heading("C’est gratuit"),
        text(
            """<p>Vous ne payez pas cet entretien. Vous n’avez pas de mutuelle ? Dites-le au téléphone : le service vous explique
            comment faire.</p>"""
        ),
        heading("C’est vous qui décidez"),
        text(
            """<ul><li>Vous dites oui ou non. Vous pouvez changer d’avis.</li>
            <li>Vous ne voulez pas répondre à une question ? Dites-le. C’est votre droit.</li>
            <li>La personne note vos réponses seulement si vous êtes d’accord. Vous pouvez demander qui va les
            voir.</li>
            <li>Les personnes qui vous aident sont tenues au secret.</li>
            <li>Vous choisissez le service. Il peut être dans une autre commune.</li></ul>"""
        ),
        heading("Et après ?"),
        text(
            """<p>Parfois, un entretien suffit. Si vous avez besoin de plus, on peut vous proposer, gratuitement aussi
            :</p>
            <ul><li>une consultation de conseil pendant la grossesse ;</li>
            <li>une personne qui coordonne l’aide autour de vous ;</li>
            <li>une réunion avec les personnes qui vous aident.</li></ul>
            <p>Vous pouvez aussi aller directement dans un service : pour un logement, des papiers, des vêtements de
            bébé, ou juste pour parler.</p>"""
        ),
        links(
            link("Chercher un service", tool="search:page"),
            link("Toutes les lignes d’aide", tool="directory:help_lines"),
        ),
        heading("Besoin d’aide aujourd’hui ?"),
        live("help_lines"),
        heading("Vos questions"),
        accordion(
            (
                "Je ne suis pas sûre d’être enceinte, ou je ne sais pas ce que je veux.",
                """<p>Un centre de planning familial vous écoute, sans vous juger. Vous pouvez y faire un test et poser toutes vos
                questions.</p>""",
            ),
            (
                "Je n’ai pas de papiers.",
                """<p>Vous avez le droit d’être soignée. Certains services aident sans demander de papiers : c’est écrit sur leur
                fiche. Au téléphone, vous pouvez poser la question sans donner votre nom.</p>""",
            ),
            (
                "J’ai moins de 18 ans.",
                """<p>Vous pouvez aussi demander un entretien. Pour parler d’abord à quelqu’un : le <a href="tel:103">103</a> en
                français, le <a href="tel:102">102</a> en néerlandais.</p>""",
            ),
            (
                "J’ai peur chez moi.",
                """<p>Ce n’est pas votre faute. Vous pouvez en parler à la personne qui vous reçoit, quand vous êtes seule avec elle.
                Ligne d’écoute gratuite, en français : <a href="tel:+3280030030">0800 30 030</a> ; en néerlandais :
                <a href="tel:1712">1712</a>.</p>""",
            ),
        ),
        heading("Ce site ne garde rien sur vous"),
        text(
            """<p>Pas de compte, pas de cookie, pas de nom. Mais votre téléphone ou votre ordinateur garde la liste
            des sites que vous avez ouverts. Vous pouvez effacer cet historique, ou ouvrir ce site dans une fenêtre
            de navigation privée.</p>"""
        ),
    ],
)
