from cms.content.draft import Draft

PAGE = Draft(
    slug="ontmoetingen",
    title="Ontmoetingen",
    description="De ontmoetingen van het perinatale netwerk in Brussel, per zorgzone: data, inschrijvingen, verslagen.",
    introduction="Elkaar ontmoeten, leren, overleggen: de afspraken van het netwerk, zone per zone. Inschrijven kan zonder account.",
)
