from cms.content.draft import Draft, callout, documents, heading, link, links, step, steps, text

PAGE = Draft(
    slug="plan-interfederal",
    title="Le plan interfédéral de l’aide et des soins intégrés",
    description="Le protocole du 8 novembre 2023, ses huit accords, ses trois programmes et l’instrument BelRAI, expliqués en "
    "quelques minutes.",
    introduction="Le programme « 1000 premiers jours » en est l’une des premières étapes. Voici ce que les autorités ont décidé, et "
    "pourquoi cela vous concerne.",
    body=[
        heading("D’où vient ce plan ?"),
        text(
            """<p>Une personne qui a plusieurs problèmes à la fois rencontre plusieurs services, et chacun ne voit
            qu’une partie de sa situation. L’aide et les soins intégrés veulent l’inverse : partir de la personne,
            et organiser le travail autour d’elle.</p>
            <p>En 2023, l’autorité fédérale et les entités fédérées ont préparé ensemble, avec le terrain, un plan
            interfédéral (en abrégé : PIF). La Conférence interministérielle Santé publique en a approuvé le
            protocole le <b>8 novembre 2023</b>. Il a été publié le 26 février 2024.</p>"""
        ),
        heading("Huit accords"),
        text("""<p>Les autorités s’engagent à réaliser huit accords, chacune dans ses compétences :</p>"""),
        steps(
            step(
                "Un cadre commun pour l’aide et les soins intégrés",
                "<p>Les mêmes mots et les mêmes buts pour toutes les autorités.</p>",
            ),
            step(
                "Une collaboration structurelle avec une gouvernance interfédérale",
                "<p>Un lieu où l’on décide ensemble, et qui dure.</p>",
            ),
            step(
                "Les soins centrés sur la personne et les soins ciblés comme point de départ",
                "<p>Ce que la personne veut atteindre guide l’aide.</p>",
            ),
            step(
                "L’interprétation des concepts essentiels de soins et l’accompagnement intégré",
                "<p>Se mettre d’accord sur ce que l’on entend par accompagner et coordonner.</p>",
            ),
            step(
                "L’organisation au niveau méso",
                "<p>Entre le cabinet et la Région : à Bruxelles, ce sont les bassins.</p>",
            ),
            step(
                "Ancrage durable des bonnes pratiques existantes",
                "<p>Garder ce qui a fait ses preuves sur le terrain.</p>",
            ),
            step(
                "Digitalisation, y compris la gestion de la santé de la population",
                "<p>Des outils qui se parlent, et une vue d’ensemble des besoins.</p>",
            ),
            step(
                "Des formes de financement qui encouragent l’aide et les soins intégrés",
                "<p>Payer aussi le temps passé à travailler ensemble.</p>",
            ),
        ),
        text("""<p>Les titres sont ceux du plan ; la phrase qui suit chacun est notre lecture.</p>"""),
        heading("Une première étape : trois programmes"),
        text(
            """<p>Trois programmes interfédéraux ont été élaborés avec les acteur·rices de terrain. Des conventions
            entre l’autorité fédérale et chaque entité les mettent en œuvre depuis 2024.</p>
            <ol><li>les <b>femmes enceintes vulnérables et leurs enfants</b>, de la conception à la fin des 1000
            premiers jours ;</li>
            <li>les <b>personnes en situation de vulnérabilité</b> ;</li>
            <li>les <b>enfants et adolescent·es en situation d’obésité</b>.</li></ol>"""
        ),
        links(
            link("Le programme « 1000 premiers jours »", page="programme"),
            link("Les deux autres programmes", page="other_programmes"),
        ),
        heading("BelRAI, en deux mots"),
        text(
            """<p>BelRAI est un instrument qui évalue les besoins d’une personne. Il sert aux soins intégrés parce qu’il
            part d’elle : de ce qu’elle peut faire, de ce qu’elle souhaite, de ce qui lui manque. Plusieurs
            intervenant·es peuvent s’appuyer sur la même évaluation.</p>
            <p>Ne confondez pas BelRAI et BIB : le dépistage du programme « 1000 premiers jours » se fait dans BIB.</p>"""
        ),
        heading("Le document"),
        documents(
            (
                "Plan interfédéral des soins intégrés, rapport final du 8 novembre 2023",
                "En français. Brusano le place ici.",
            )
        ),
        heading("Pour lire plus loin"),
        links(
            link(
                "Le protocole du 8 novembre 2023",
                address="https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
                note="Le texte publié ; la version néerlandaise s’y trouve aussi",
            ),
            link(
                "La Conférence interministérielle Santé publique",
                address="https://www.health.belgium.be/fr/news/cim-sante-publique-38",
            ),
            link(
                "INAMI : plan interfédéral de soins intégrés",
                address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
            ),
        ),
        callout(
            "pending",
            "À compléter",
            """<p>L’adresse du numéro de BeCare de mars 2024, consacré au plan, n’a pas été retrouvée.</p>""",
        ),
    ],
)
