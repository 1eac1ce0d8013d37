from cms.content.draft import Draft, resource

PAGE = Draft(
    slug="bronnen",
    title="Bronnen",
    description="Tools, teksten en sites rond zwangerschap en de eerste 1000 dagen in Brussel.",
    introduction="Wat in het dagelijks werk van pas komt, en waar u het vindt.",
    body=[
        resource(
            "Born in Belgium Professionals (BIB)",
            "De tool waarin de screening en de andere verstrekkingen van het programma gebeuren.",
            "tool",
            "https://www.borninbelgiumpro.be/nl/",
            "nl",
        ),
        resource(
            "Veelgestelde vragen over BIB",
            "Toegang, toestemming, gegevens: de antwoorden van het BIB-team.",
            "guide",
            "https://borninbelgiumpro.be/fr/faq/",
            "fr",
        ),
        resource(
            "Het protocol van 8 november 2023",
            "De tekst van het interfederaal plan, zoals gepubliceerd.",
            "law",
            "https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
            "fr",
        ),
        resource(
            "RIZIV: interfederaal plan geïntegreerde zorg",
            "Het standpunt van het RIZIV en de updates.",
            "site",
            "https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
            "fr",
        ),
        resource(
            "Brusano",
            "De organisatie die de zorgzones in Brussel coördineert.",
            "site",
            "https://www.brusano.brussels/nl/",
            "nl",
        ),
        resource(
            "Born in Brussels",
            "Informatiesite voor het publiek, van het Observatorium voor Gezondheid en Welzijn.",
            "site",
            "https://bornin.brussels/",
            "fr",
        ),
    ],
)
