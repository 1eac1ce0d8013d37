"""Jinja2 for what is printed many times a page, from this package's templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString

from directory import rendering

environment = rendering.environment(Path(__file__).resolve().parent.parent / "jinja2")


def rendered(template: str, **context: Any) -> SafeString:
    return rendering.rendered(environment, template, **context)
