from cms.content.draft import HomeDraft

PAGE = HomeDraft(
    slug="home",
    title="Home",
    seo_title="Finding help around pregnancy in Brussels",
    description="The directory of help and care around pregnancy and the first 1000 days in Brussels, by bassin, by need and by "
    "language.",
    headline="Find who can help her, close to home",
    introduction="Help and care around pregnancy and the first 1000 days, in Brussels.",
)
