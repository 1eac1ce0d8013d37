from cms.content.draft import Draft

PAGE = Draft(
    slug="actualites",
    title="Actualités",
    description="Les nouvelles du réseau périnatal à Bruxelles, par bassin.",
    introduction="Ce qui change dans le réseau, bassin par bassin.",
)
