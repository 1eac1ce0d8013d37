from cms.content.draft import Draft

PAGE = Draft(
    slug="nieuws",
    title="Nieuws",
    description="Nieuws uit het perinatale netwerk in Brussel, per zorgzone.",
    introduction="Wat er in het netwerk verandert, zone per zone.",
)
