from cms.content.draft import Draft, resource

PAGE = Draft(
    slug="ressources",
    title="Ressources",
    description="Outils, textes et sites utiles autour de la grossesse et des 1000 premiers jours à Bruxelles.",
    introduction="Ce qui sert au travail de tous les jours, et où le trouver.",
    body=[
        resource(
            "Born in Belgium Professionals (BIB)",
            "L’outil dans lequel se font le dépistage et les autres prestations du programme.",
            "tool",
            "https://www.borninbelgiumpro.be/fr/",
            "fr",
        ),
        resource(
            "Questions fréquentes sur BIB",
            "Accès, consentement, données : les réponses de l’équipe BIB.",
            "guide",
            "https://borninbelgiumpro.be/fr/faq/",
            "fr",
        ),
        resource(
            "Le protocole du 8 novembre 2023",
            "Le texte du plan interfédéral, tel que publié.",
            "law",
            "https://etaamb.openjustice.be/fr/protocole-du-08-novembre-2023_n2024001501.html",
            "fr",
        ),
        resource(
            "INAMI : plan interfédéral de soins intégrés",
            "Le point de vue de l’INAMI et ses mises à jour.",
            "site",
            "https://www.inami.fgov.be/fr/professionnels/info-pour-tous/plan-interfederal-soins-integres",
            "fr",
        ),
        resource(
            "Brusano",
            "L’organisation qui coordonne les bassins à Bruxelles.",
            "site",
            "https://www.brusano.brussels/",
            "fr",
        ),
        resource(
            "Born in Brussels",
            "Site d’information destiné au public, de l’Observatoire de la Santé et du Social.",
            "site",
            "https://bornin.brussels/",
            "fr",
        ),
    ],
)
