from cms.content.draft import Draft

PAGE = Draft(
    slug="news",
    title="News",
    description="News of the perinatal network in Brussels, by bassin.",
    introduction="What changes in the network, bassin by bassin.",
)
