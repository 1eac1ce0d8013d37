from cms.content.draft import Draft

PAGE = Draft(
    slug="rencontres",
    title="Rencontres",
    description="Les rencontres du réseau périnatal à Bruxelles, par bassin : dates, inscriptions, comptes rendus.",
    introduction="Se rencontrer, apprendre, se concerter : les rendez-vous du réseau, bassin par bassin. L’inscription se fait sans compte.",
)
