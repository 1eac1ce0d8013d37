"""The yearly figures: by event, bassin, sector and kind of actor. No person is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.events import tables, totals, words
from cms.models import AttendanceTotal, Meeting
from directory.permissions import need

SEE = "cms.view_meeting"
OLDEST, NEWEST = 2020, 2100
Key = Callable[[AttendanceTotal], str]


def _bassin(row: AttendanceTotal) -> str:
    return str(row.bassin) if row.bassin else _("the whole Region, or elsewhere")


def _sector(row: AttendanceTotal) -> str:
    return totals.sector(row.sector)


def _kind(row: AttendanceTotal) -> str:
    return str(row.category) if row.category else _("not said")


def _event(row: AttendanceTotal) -> str:
    return (
        f"{timezone.localtime(row.meeting.starts_at):%d/%m/%Y} {words.title(row.meeting, words.page_of(row.meeting))}"
    )


def _summed(rows: Iterable[AttendanceTotal], key: Key) -> list[dict[str, Any]]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(totals.COUNTS, 0))
    for row in rows:
        for name in totals.COUNTS:
            found[key(row)][name] += getattr(row, name)
    return [{"label": label, **counts} for label, counts in found.items()]


class FiguresView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Yearly figures")
    header_icon = "table"
    template_name = "events/desk/figures.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        year = _year(request.GET.get("year", ""))
        rows = list(totals.of_year(year))
        sections = [
            (_("By event"), _summed(rows, _event)),
            (_("By bassin"), sorted(_summed(rows, _bassin), key=_label)),
            (_("By sector"), sorted(_summed(rows, _sector), key=_label)),
            (_("By kind of actor"), sorted(_summed(rows, _kind), key=_label)),
        ]
        years = [day.year for day in Meeting.objects.filter(is_demo=False).datetimes("starts_at", "year", order="DESC")]
        context = self.get_context_data(year=year, years=sorted({*years, year}, reverse=True), sections=sections)
        return cast("HttpResponse", self.render_to_response(context))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def _label(row: dict[str, Any]) -> str:
    return str(row["label"]).casefold()


def _year(text: str) -> int:
    known = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return known if OLDEST <= known <= NEWEST else timezone.localdate().year


class FiguresTableView(View):
    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        need(request.user, SEE)
        return tables.answer(f"events-{_year(str(year))}.csv", _lines(_year(str(year))))


def _lines(year: int) -> Iterator[list[object]]:
    heads = (_("Event"), _("Series"), _("Bassin"), _("Sector"), _("Kind of actor"))
    yield [*heads, _("Registered"), _("Present"), _("Waiting"), _("Cancelled")]
    for row in totals.of_year(year):
        counts = [getattr(row, name) for name in totals.COUNTS]
        yield [_event(row), row.meeting.series, _bassin(row), _sector(row), _kind(row), *counts]
