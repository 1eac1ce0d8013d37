"""Nothing stands in one language at the address of another: no page is an alias, no tree follows another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import DatabaseError
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization


def faults() -> list[str]:
    """What is wrong and how to mend it."""
    aliases = Page.objects.exclude(alias_of=None).values_list("url_path", flat=True)
    trees = LocaleSynchronization.objects.select_related("locale")
    return [
        *(f"The page {path} is an alias of another: delete it, and translate the other." for path in aliases),
        *(f"The pages in {row.locale} follow another language: delete that LocaleSynchronization." for row in trees),
    ]


@checks.register(checks.Tags.database)
def equal_languages(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    if "default" not in (databases or ()):
        return []
    try:
        return [checks.Error(fault, id="cms.E001") for fault in faults()]
    except DatabaseError:  # before the tables are there
        return []
