from cms.content.draft import Draft

PAGE = Draft(
    slug="events",
    title="Events",
    description="Meetings of the perinatal network in Brussels, by bassin. Most are held in French or Dutch.",
    introduction="Meetings of the network, bassin by bassin. They are held in French or Dutch: their pages are written in these languages.",
)
