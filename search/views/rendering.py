"""Jinja2 for what is printed many times a page, from this package's templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from directory import rendering
from search.geocoding import nominatim

# Without script a posted page cannot be gone back to: its cards open beside it. With script (exit.js) they do not.
APART = SafeString(' target="_blank" rel="noopener" data-apart')


def apart(card: str) -> SafeString:
    """A drawn card whose links leave the page it stands on where it is."""
    return mark_safe(card.replace(' hx-boost="false"', f'{APART} hx-boost="false"'))  # noqa: S308  drawn by us


environment = rendering.environment(Path(__file__).resolve().parent.parent / "jinja2", apart=apart)
environment.globals |= {"APART": APART, "geocoder": nominatim.host}


def rendered(template: str, **context: Any) -> SafeString:
    return rendering.rendered(environment, template, **context)
