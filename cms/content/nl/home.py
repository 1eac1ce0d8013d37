from cms.content.draft import HomeDraft

PAGE = HomeDraft(
    slug="startpagina",
    title="Startpagina",
    seo_title="Hulp vinden rond zwangerschap in Brussel",
    description="De gids van hulp en zorg rond zwangerschap en de eerste 1000 dagen in Brussel, per zorgzone, per nood en per taal.",
    headline="Vind wie haar kan helpen, dicht bij huis",
    introduction="Hulp en zorg rond zwangerschap en de eerste 1000 dagen, in Brussel.",
)
