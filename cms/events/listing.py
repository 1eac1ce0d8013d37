"""The events of one language as a list: what comes, by bassin and series, and the last that are over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.models import EventPage, EventsPage, Meeting, Series
from directory.models import Bassin

LAST = 12


def _bassins() -> list[tuple[str, str]]:
    return [("", str(_("All bassins"))), *((bassin.code, str(bassin)) for bassin in Bassin.objects.all())]


def _series() -> list[tuple[str, str]]:
    return [("", str(_("All series"))), *((one.code, str(one)) for one in Series.objects.filter(active=True))]


class Filter(forms.Form):
    bassin = forms.ChoiceField(label=_("Bassin"), choices=_bassins, required=False)
    series = forms.ChoiceField(label=_("Series"), choices=_series, required=False)


def found(index: EventsPage, asked: QueryDict) -> dict[str, Any]:
    """An unknown bassin or series is said on the page, which then shows everything."""
    form = Filter(asked or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    pages = EventPage.objects.live().public().filter(locale=index.locale_id)
    meetings = Meeting.objects.all()
    if code := chosen.get("series"):
        meetings = meetings.filter(series__code=code)
    where = Bassin.objects.filter(code=chosen.get("bassin") or "").first()
    if where:
        meetings = meetings.of_bassin(where)
    pages = pages.select_related("locale", "meeting__series").prefetch_related("meeting__bassins")
    return {
        "form": form,
        "chosen": any(chosen.values()),
        "where": where,
        "coming": _of(pages, meetings.coming()).order_by("meeting__starts_at", "pk"),
        "past": _of(pages, meetings.past()).order_by("-meeting__starts_at", "pk")[:LAST],
    }


def _of(pages: Any, meetings: Any) -> Any:
    return pages.filter(meeting__in=meetings.order_by().values("pk"))
