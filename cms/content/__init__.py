"""The first text of the pages, in three languages; `manage.py seed_pages` writes them once, editors keep them from then on.

Facts come from Brusano's own pages and the authorities'. What nobody has published stays « à compléter ».
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib import import_module
from uuid import UUID, uuid5

from cms.content.draft import Draft, HomeDraft, typeset

LANGUAGES = ("fr", "nl", "en")
BASSINS = ("nord", "nord-est", "centre-ouest", "sud", "sud-est")
_KEYS = UUID("5f0c7c1e-3f5c-4f0b-9c5e-1d2b7a9e6a10")


@dataclass(frozen=True)
class Entry:
    """A page in its languages: the same key, the same place in the tree and the menu, the same structure."""

    name: str
    in_menu: bool = False
    kind: str = "InformationPage"
    under: str = ""  # another entry; none is the home
    file: str = ""  # where several pages share one
    languages: tuple[str, ...] = LANGUAGES
    bassin: str = ""
    days_ago: int = 0  # of news
    demo: bool = False

    @property
    def translation_key(self) -> UUID:
        return uuid5(_KEYS, self.name)

    def draft(self, language: str) -> Draft:
        module = import_module(f"cms.content.{language}.{self.file or self.name}")
        draft = module.PAGES[self.name] if self.file else module.PAGE
        return Draft(**typeset(asdict(draft), language))


HOME = Entry("home")
BOTH = ("fr", "nl")
# In the order of menu and footer.
PAGES = (
    Entry("programme", in_menu=True),
    Entry("plan", under="programme"),
    Entry("other_programmes", under="programme"),
    Entry("pregnant", in_menu=True),
    Entry("news", in_menu=True, kind="NewsIndexPage"),
    Entry("events", in_menu=True, kind="EventsPage"),
    *(Entry(f"bassin_{code}", kind="BassinPage", file="bassins", bassin=code) for code in BASSINS),
    Entry("actors", kind="GlossaryPage"),
    Entry("faq", kind="FaqPage"),
    Entry("resources", kind="ResourcesPage"),
    Entry("contact"),
    Entry("accessibility"),
    Entry("privacy"),
)
DEMO = tuple(
    Entry(name, kind="NewsPage", under="news", file="demo", languages=BOTH, bassin=bassin, days_ago=days, demo=True)
    for name, bassin, days in (("demo_map", "", 40), ("demo_talk", "nord", 12), ("demo_sheet", "centre-ouest", 4))
)


def home(language: str) -> HomeDraft:
    draft = import_module(f"cms.content.{language}.home").PAGE
    return HomeDraft(**typeset(asdict(draft), language))
