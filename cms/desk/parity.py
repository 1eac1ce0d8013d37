"""French and Dutch side by side: which page is missing in one of them, older there, or partly translated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.desk.translating import to_translate

BOTH = ("fr", "nl")
# Two versions that one person publishes after one another are as old as each other.
LATER = timedelta(days=1)


class State(models.TextChoices):
    """The worst first."""

    MISSING = "missing", _("Missing")
    OLDER = "older", _("Older than the other")
    PARTLY = "partly", _("Partly translated")
    READY = "ready", _("Translated, to be published")


@dataclass(frozen=True)
class Gap:
    """One page that says less in `language` than in the other."""

    state: State
    title: str
    kind: str
    language: str
    since: datetime | None
    mend: str
    translated: int = 0
    total: int = 0


def gaps() -> list[Gap]:
    """A handful of queries, however many pages there are."""
    translations = {(row.source.object_id, row.target_locale.language_code): row for row in _translations()}
    found = [
        gap for versions in _versions().values() for language in BOTH if (gap := _gap(versions, language, translations))
    ]
    order = list(State)
    return sorted(found, key=lambda gap: (order.index(gap.state), gap.title.lower()))


Versions = dict[str, Page]


def _versions() -> dict[UUID, Versions]:
    pages = Page.objects.filter(depth__gt=1, locale__language_code__in=BOTH)
    found: dict[UUID, Versions] = defaultdict(dict)
    for page in pages.select_related("locale", "content_type").order_by("path"):
        found[page.translation_key][page.locale.language_code] = page
    return found


def _translations() -> Iterable[Translation]:
    """Those at work, with how many of their texts there are and how many are done."""
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef("_into"),
        has_error=False,
    )
    texts = to_translate().filter(source_id=OuterRef("source_id")).order_by()
    translated = texts.annotate(_into=OuterRef("target_locale_id")).filter(Exists(done))
    rows: Iterable[Translation] = (
        Translation.objects.filter(enabled=True)
        .select_related("source__locale", "target_locale")
        .annotate(total=_count(texts), done=_count(translated))
    )
    return rows


def _count(rows: models.QuerySet[models.Model]) -> Coalesce:
    return Coalesce(Subquery(rows.values("source_id").annotate(count=Count("pk")).values("count")), 0)


def _gap(versions: Versions, language: str, translations: dict[tuple[UUID, str], Translation]) -> Gap | None:
    """What is wrong with this language's version, if anything. What no reader sees in either is nobody's gap."""
    page, other = versions.get(language), versions.get(BOTH[1 - BOTH.index(language)])
    if other is None or not other.live:
        return None
    translation = translations.get((other.translation_key, language))
    state = _state(page, other, translation)
    return (
        Gap(
            state=state,
            title=other.title,
            kind=str(other.content_type.name),
            language=language,
            since=other.last_published_at,
            mend=_mend(state, page, other, translation),
            translated=translation.done if translation else 0,
            total=translation.total if translation else 0,
        )
        if state
        else None
    )


def _state(page: Page | None, other: Page, translation: Translation | None) -> State | None:
    if translation and translation.done < translation.total:
        return State.PARTLY
    if page is None or not page.live:
        return State.READY if page and translation else State.MISSING
    return State.OLDER if _is_older(page, other, translation) else None


def _is_older(page: Page, other: Page, translation: Translation | None) -> bool:
    if page.last_published_at is None or other.last_published_at is None:
        return False
    if translation:
        return bool(other.last_published_at > page.last_published_at)
    return bool(other.last_published_at - page.last_published_at > LATER)


def _mend(state: State | None, page: Page | None, other: Page, translation: Translation | None) -> str:
    if page is None:
        language = BOTH[1 - BOTH.index(other.locale.language_code)]
        return f"{reverse('wagtail_localize:submit_page_translation', args=[other.pk])}?select_locale={language}"
    if state == State.OLDER and translation and translation.source.last_updated_at < other.last_published_at:
        return reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
