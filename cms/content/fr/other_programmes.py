from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="les-deux-autres-programmes",
    title="Les deux autres programmes interfédéraux",
    description="Les programmes pour les personnes en situation de vulnérabilité et pour les enfants et adolescent·es en situation "
    "d’obésité : ce que l’on en sait.",
    introduction="Le plan interfédéral a commencé par trois programmes. Celui des 1000 premiers jours a sa page ; voici les deux autres.",
    body=[
        heading("Les personnes en situation de vulnérabilité"),
        text(
            """<p>Ce programme s’adresse à des adultes dont la situation demande plusieurs formes d’aide à la fois. Comme
            les deux autres, il veut que l’aide et les soins se coordonnent autour de la personne.</p>"""
        ),
        callout(
            "pending",
            "À compléter par Brusano",
            """<p>Le public exact, les prestations, les prestataires et la date de début à Bruxelles ne sont pas encore
            rassemblés ici.</p>""",
        ),
        heading("Les enfants et adolescent·es en situation d’obésité"),
        text(
            """<p>Ce programme organise autour de l’enfant, et avec sa famille, une aide qui associe plusieurs disciplines.</p>"""
        ),
        callout(
            "pending",
            "À compléter par Brusano",
            """<p>Les conditions, les prestations et les centres qui y participent à Bruxelles ne sont pas encore rassemblés
            ici.</p>""",
        ),
        heading("Ce que les trois ont en commun"),
        text(
            """<ul><li>ils viennent du protocole du 8 novembre 2023 ;</li>
            <li>ils ont été élaborés avec le terrain ;</li>
            <li>une convention entre l’autorité fédérale et chaque entité les met en œuvre.</li></ul>
            <p>Une femme enceinte, ou son enfant, peut être concernée par plus d’un programme : parlez-en avec l’équipe
            de coordination de votre bassin.</p>"""
        ),
        links(
            link("Le plan interfédéral", page="plan"),
            link("Contacter Brusano et votre bassin", page="contact"),
            link(
                "INAMI : plan interfédéral de soins intégrés",
                address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
            ),
        ),
    ],
)
