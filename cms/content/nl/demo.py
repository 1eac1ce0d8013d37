"""Invented news, for the demonstration only."""

from cms.content.draft import Draft, callout, directory, documents, heading, link, links, text

INVENTED = callout("information", "Voorbeeld", "<p>Dit artikel is verzonnen voor de demonstratie.</p>")
PAGES = {
    "demo_map": Draft(
        slug="vijf-zorgzones-een-kaart",
        title="Vijf zorgzones, één ingang",
        description="Voorbeeldartikel: hoe u uw zorgzone vindt.",
        introduction="We krijgen vaak de vraag: ‘In welke zorgzone zit ik?’ De kaart op de startpagina antwoordt met één klik.",
        body=[
            INVENTED,
            text(
                """<p>Kies uw zorgzone op de kaart: u vindt er het nummer van de helpdesk, de diensten die screenen en de volgende
                bijeenkomsten.</p>"""
            ),
            links(link("Het nieuws per zorgzone", page="news")),
        ],
    ),
    "demo_talk": Draft(
        slug="wat-we-in-het-noorden-hoorden",
        title="Wat we in het Noorden hoorden",
        description="Voorbeeldartikel: het verslag van een bijeenkomst in een zorgzone.",
        introduction="Dertig mensen rond de tafel, drie ideeën om te onthouden.",
        body=[
            INVENTED,
            heading("Drie ideeën"),
            text(
                """<ol><li>eerst bellen, dan schrijven;</li><li>liever vroeg nee dan te laat ja;</li><li>elke week één plaats vrij
                houden voor noodgevallen.</li></ol>"""
            ),
            directory("Wie screent in de zorgzone Noord?", bassin="nord", prestation="screening", most=3),
            documents(("Verslag van de bijeenkomst", "Twee bladzijden")),
        ],
    ),
    "demo_sheet": Draft(
        slug="een-blad-in-haar-taal",
        title="Een blad in haar taal, in twee minuten",
        description="Voorbeeldartikel: een blad met adressen afdrukken in de taal van de vrouw.",
        introduction="Eén bladzijde, grote nummers, en niets dat verraadt waarom zij het bewaart.",
        body=[
            INVENTED,
            text(
                """<p>Zoek, bewaar tot zes diensten, kies de taal, druk af. De QR-code opent dezelfde bladzijde op haar
                telefoon.</p>"""
            ),
            directory("Wie kan haar dicht bij huis begeleiden?", shape="near", role="accompaniment"),
        ],
    ),
}
