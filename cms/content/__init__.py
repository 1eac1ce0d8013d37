"""The first text of the pages, in three languages; `manage.py seed_pages` writes them once, editors keep them from then on.

Facts come from Brusano's own pages and the authorities'. What nobody has published stays « à compléter ».
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib import import_module
from uuid import UUID, uuid5

from cms.content.draft import Draft, HomeDraft, typeset

LANGUAGES = ("fr", "nl", "en")
_KEYS = UUID("5f0c7c1e-3f5c-4f0b-9c5e-1d2b7a9e6a10")


@dataclass(frozen=True)
class Entry:
    """A page in every language: the same key, the same place in the menu, the same structure."""

    name: str
    in_menu: bool = False

    @property
    def translation_key(self) -> UUID:
        return uuid5(_KEYS, self.name)

    def draft(self, language: str) -> Draft:
        draft = import_module(f"cms.content.{language}.{self.name}").PAGE
        return Draft(**typeset(asdict(draft), language))


HOME = Entry("home")
# In the order of menu and footer.
PAGES = (
    Entry("programme", in_menu=True),
    Entry("pregnant", in_menu=True),
    Entry("contact"),
    Entry("accessibility"),
    Entry("privacy"),
)


def home(language: str) -> HomeDraft:
    draft = import_module(f"cms.content.{language}.home").PAGE
    return HomeDraft(**typeset(asdict(draft), language))
