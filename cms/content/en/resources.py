from cms.content.draft import Draft, resource

PAGE = Draft(
    slug="resources",
    title="Resources",
    description="Tools, texts and sites on pregnancy and the first 1000 days in Brussels.",
    introduction="What helps in everyday work, and where it is.",
    body=[
        resource(
            "Born in Belgium Professionals (BIB)",
            "The tool in which the screening and the other services of the programme are done.",
            "tool",
            "https://www.borninbelgiumpro.be/fr/",
            "fr",
        ),
        resource(
            "Frequent questions about BIB",
            "Access, consent, data: what the BIB team answers.",
            "guide",
            "https://borninbelgiumpro.be/fr/faq/",
            "fr",
        ),
        resource(
            "The protocol of 8 November 2023",
            "The text of the interfederal plan, as published.",
            "law",
            "https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
            "fr",
        ),
        resource(
            "INAMI/RIZIV: interfederal plan of integrated care",
            "What the institute says of it, kept up to date.",
            "site",
            "https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
            "fr",
        ),
        resource(
            "Brusano",
            "The organisation that coordinates the bassins in Brussels.",
            "site",
            "https://www.brusano.brussels/",
            "fr",
        ),
        resource(
            "Born in Brussels",
            "Information for the public, by the Brussels observatory of health and social affairs.",
            "site",
            "https://bornin.brussels/",
            "fr",
        ),
    ],
)
