from cms.content.draft import HomeDraft

PAGE = HomeDraft(
    slug="accueil",
    title="Accueil",
    seo_title="Trouver de l’aide autour de la grossesse à Bruxelles",
    description="Le répertoire des services d’aide et de soins autour de la grossesse et des premiers 1000 jours à Bruxelles, "
    "par bassin, par besoin et par langue.",
    headline="Trouver qui peut l’aider, près de chez elle",
    introduction="Les services d’aide et de soins autour de la grossesse et des premiers 1000 jours, à Bruxelles.",
)
