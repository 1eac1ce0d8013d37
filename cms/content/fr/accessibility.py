from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="accessibilite",
    title="Déclaration d’accessibilité",
    menu_title="Accessibilité",
    description="Ce que ce site fait pour être utilisable par tout le monde, ce qui ne va pas encore, et comment nous le dire.",
    introduction="Ce site doit pouvoir servir à tout le monde : avec un téléphone ancien, au clavier, avec un lecteur d’écran, sans "
    "JavaScript, en grands caractères.",
    body=[
        heading("Ce que nous visons"),
        text(
            """<p>Nous visons le niveau AA des règles WCAG 2.2 sur toutes les pages publiques, en français, en néerlandais et en
            anglais.</p>"""
        ),
        heading("Où nous en sommes"),
        text(
            """<p>Cette déclaration a été rédigée par l’équipe qui construit le site, en novembre 2026.</p>
            <ul><li>Des tests automatiques (axe) passent sur les modèles de pages publics, dans les trois langues,
            sans rien ignorer.</li>
            <li>La recherche, les filtres, la boussole et les fiches s’utilisent au clavier et sans JavaScript.</li>
            <li>Les textes s’agrandissent, les animations s’arrêtent quand votre appareil le demande, les états ne
            sont jamais dits par la couleur seule.</li></ul>
            <p>Aucun audit n’a encore été fait par un organisme extérieur, ni par des personnes handicapées. Les tests
            automatiques ne trouvent qu’une partie des problèmes : nous ne disons donc pas que le site est
            conforme.</p>"""
        ),
        heading("Ce qui ne va pas encore"),
        text(
            """<ul><li>La <b>carte des résultats</b> ne s’utilise bien qu’à la souris ou au doigt. La liste contient
            les mêmes services, dans le même ordre.</li>
            <li>La <b>carte des cinq bassins</b> est schématique. Ses liens portent un nom ; les communes sont écrites
            dessous.</li>
            <li>Les <b>textes des services</b> viennent parfois d’une seule langue. Ils sont alors affichés dans cette
            langue, et annoncés comme tels aux lecteurs d’écran.</li>
            <li>Les <b>documents joints</b> écrits par d’autres ne sont pas tous accessibles. Demandez-nous-en une
            autre version.</li>
            <li>Il n’y a pas encore de version en <b>langue des signes</b> ni en <b>facile à lire et à comprendre
            (FALC)</b>.</li></ul>"""
        ),
        heading("Une page vous bloque ? Dites-le-nous"),
        text(
            """<p>Écrivez à <a href="mailto:{contact_mail}">{contact_mail}</a> : l’adresse de la page, ce que vous
            vouliez faire, ce qui s’est passé. Si vous avez besoin d’une information tout de suite, demandez-la
            dans le même message : nous vous la donnons autrement.</p>"""
        ),
        links(link("Autres moyens de nous joindre", page="contact")),
        callout(
            "pending",
            "À compléter par Brusano",
            """<p>Délai de réponse, numéro de téléphone pour ces demandes, et organisme auprès duquel introduire un recours.</p>""",
        ),
    ],
)
