"""Hooks into Wagtail's editing of pages."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from cms import visits  # noqa: F401  registers itself
from cms.desk import checking, guide_views, home, links, mending, parity_views, tongues, translating_views  # noqa: F401  they register themselves
from cms.events import desk as events_desk  # noqa: F401  registers itself
from cms.memory import forget
from cms.newsletter import desk as newsletter_desk  # noqa: F401  registers itself


def _forget_menus(*_arguments: Any) -> None:
    """A page was published, moved or removed: this process prints the new menu at once, others within a minute."""
    forget()


for moment in ("publish", "unpublish", "delete", "move", "edit"):
    hooks.register(f"after_{moment}_page", _forget_menus)
