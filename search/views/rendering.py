"""Jinja2 for what is printed many times a page. Everything is escaped; catalogues are Django's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from directory.templatetags.look import icon, local, phone

environment = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent.parent / "jinja2"),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n"],
)
environment.policies["ext.i18n.trimmed"] = True
environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
environment.filters |= {"local": local, "phone": phone, "number": number_format}
environment.globals |= {"icon": icon, "static": static, "url": lambda name, *args: reverse(name, args=args)}


def rendered(template: str, **context: Any) -> SafeString:
    """Safe: Jinja2 has escaped what was not."""
    return mark_safe(environment.get_template(template).render(context))  # noqa: S308
