from cms.content.draft import Draft, callout, heading, link, links, text

PAGE = Draft(
    slug="de-twee-andere-programmas",
    title="De twee andere interfederale programma’s",
    description="De programma’s voor mensen in een kwetsbare situatie en voor kinderen en jongeren met obesitas: wat we ervan weten.",
    introduction="Het interfederaal plan is met drie programma’s begonnen. De eerste 1000 dagen hebben een eigen pagina; dit zijn de twee "
    "andere.",
    body=[
        heading("Mensen in een kwetsbare situatie"),
        text(
            """<p>Dit programma richt zich tot volwassenen die verschillende soorten hulp tegelijk nodig hebben. Net als de
            twee andere wil het dat hulp en zorg rond de persoon op elkaar zijn afgestemd.</p>"""
        ),
        callout(
            "pending",
            "Door Brusano aan te vullen",
            """<p>De precieze doelgroep, de verstrekkingen, de verstrekkers en de startdatum in Brussel zijn hier nog niet
            verzameld.</p>""",
        ),
        heading("Kinderen en jongeren met obesitas"),
        text(
            """<p>Dit programma organiseert rond het kind, en met het gezin, hulp die verschillende disciplines samenbrengt.</p>"""
        ),
        callout(
            "pending",
            "Door Brusano aan te vullen",
            """<p>De voorwaarden, de verstrekkingen en de centra die er in Brussel aan deelnemen, zijn hier nog niet
            verzameld.</p>""",
        ),
        heading("Wat de drie gemeen hebben"),
        text(
            """<ul><li>ze komen voort uit het protocol van 8 november 2023;</li>
            <li>ze zijn samen met het werkveld uitgewerkt;</li>
            <li>een overeenkomst tussen de federale overheid en elke deelstaat voert ze uit.</li></ul>
            <p>Een zwangere vrouw of haar kind kan met meer dan één programma te maken hebben: bespreek het met het
            coördinatieteam van uw zorgzone.</p>"""
        ),
        links(
            link("Het interfederaal plan", page="plan"),
            link("Brusano en uw zorgzone contacteren", page="contact"),
            link(
                "RIZIV: interfederaal plan geïntegreerde zorg",
                address="https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
                language="fr",
            ),
        ),
    ],
)
