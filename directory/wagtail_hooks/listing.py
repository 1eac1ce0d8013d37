"""The lists of organisations, sites and services: searched by words, code, number or telephone."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from directory.models import Organisation, Service, Site

NAMES = ("name_fr", "name_nl", "name_en")
MOST_WORDS, LONGEST = 6, 100
# A letter typed without its accent finds it with one, small or capital; databases fold them each in their own way.
WRITTEN = {
    "a": "[aàáâäÀÁÂÄ]",
    "c": "[cçÇ]",
    "e": "[eéèêëÉÈÊË]",
    "i": "[iíîïÍÎÏ]",
    "n": "[nñÑ]",
    "o": "[oóôöÓÔÖ]",
    "oe": "(?:œ|Œ|[oóôöÓÔÖ][eéèêëÉÈÊË])",
    "u": "[uúùûüÚÙÛÜ]",
    "'": "[’']",
    "’": "[’']",
}
SEPARATORS = re.compile(r"[\s./()-]+")


def pattern(word: str) -> str:
    """A regular expression for a word, blind to accents and apostrophes."""
    folded = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe"))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return "".join(WRITTEN.get(piece, re.escape(piece)) for piece in re.findall(r"oe|.", letters, re.DOTALL))


def matching(query: str, fields: tuple[str, ...], numbers: tuple[str, ...]) -> Q:
    """Every word in one of the fields, or all of it as a number however it is written."""
    found = Q()
    for word in query[:LONGEST].split()[:MOST_WORDS]:
        found &= Q(*[(f"{field}__iregex", pattern(word)) for field in fields], _connector=Q.OR)
    digits = SEPARATORS.sub("", query[:LONGEST])
    if len(digits) >= 4 and digits.lstrip("+").isascii() and digits.lstrip("+").isdigit():
        local = digits.removeprefix("+").removeprefix("0032").removeprefix("32").removeprefix("0")
        for field in numbers:
            found |= Q(**{f"{field}__contains": local})
    return found


class RecordIndexView(IndexView):
    """What the three lists share."""

    fields: tuple[str, ...] = (*NAMES, "code")
    numbers: tuple[str, ...] = ()
    is_searchable = True
    template_name = "wagtailadmin/generic/index.html"

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        found = self.model._default_manager.filter(matching(self.search_query, self.fields, self.numbers))
        return queryset.filter(pk__in=found.values("pk"))

    def get_edit_url(self, instance: Any) -> str:
        """Whoever may only read opens the same page."""
        return reverse(self.edit_url_name, args=[instance.pk])

    def get_list_more_buttons(self, instance: Any) -> list[MenuItem]:
        history = reverse(self.edit_url_name.replace(":edit", ":history"), args=[instance.pk])
        return [
            MenuItem(_("Open"), url=self.get_edit_url(instance), icon_name="edit", priority=10),
            MenuItem(_("History"), url=history, icon_name="history", priority=20),
        ]

    def title(self, label: Any, sort_key: str | None = "name_fr") -> TitleColumn:
        return cast(
            "TitleColumn",
            self._get_title_column_class(TitleColumn)(
                "title", label=label, accessor=str, get_url=self.get_edit_url, sort_key=sort_key
            ),
        )


class OrganisationIndexView(RecordIndexView):
    fields = (*RecordIndexView.fields, "enterprise_number")
    numbers = ("enterprise_number", "contacts__value")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title(lazy("Name")),
            Column("status", label=lazy("Status"), accessor="get_status_display", sort_key="status"),
            Column("kind", label=lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("services", label=lazy("Services"), accessor="services_count", sort_key="services_count"),
            BooleanColumn("is_demo", label=lazy("Demo"), sort_key="is_demo"),
        ]

    def get_base_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.annotate(services_count=Count("services"))


class SiteIndexView(RecordIndexView):
    fields = (
        *RecordIndexView.fields,
        "street_fr",
        "street_nl",
        "postal_code__code",
        "postal_code__commune__name_fr",
        "postal_code__commune__name_nl",
        *(f"organisation__{name}" for name in NAMES),
    )

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title(lazy("Site"), sort_key="street_fr"),
            Column("organisation", label=lazy("Organisation"), sort_key="organisation__name_fr"),
            Column("postal_code", label=lazy("Postal code"), sort_key="postal_code__code"),
            Column("bassin", label=lazy("Bassin"), sort_key="bassin__sort"),
            BooleanColumn("bassin_to_check", label=lazy("To check"), sort_key="bassin_to_check"),
            BooleanColumn("confidential", label=lazy("Confidential"), sort_key="confidential"),
        ]

    def get_base_queryset(self) -> QuerySet[Site]:
        return Site.objects.select_related("organisation", "bassin", "postal_code__commune")


class ServiceIndexView(RecordIndexView):
    fields = (*RecordIndexView.fields, *(f"organisation__{name}" for name in NAMES))
    numbers = ("contacts__value", "organisation__contacts__value", "organisation__enterprise_number")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title(lazy("Name")),
            Column("organisation", label=lazy("Organisation"), sort_key="organisation__name_fr"),
            Column("category", label=lazy("Kind of actor"), sort_key="category__sort"),
            Column("bassin", label=lazy("Bassin"), accessor=_bassin, sort_key="site__bassin__sort"),
            Column("room", label=lazy("Room"), accessor="get_room_display", sort_key="room"),
            DateColumn("confirmed_on", label=lazy("Confirmed"), sort_key="confirmed_on"),
            Column("shown", label=lazy("Shown"), accessor=_shown),
        ]

    def get_base_queryset(self) -> QuerySet[Service]:
        return Service.objects.select_related("organisation", "category", "site__bassin")


def _bassin(service: Service) -> str:
    return str(service.site.bassin or "") if service.site else ""


def _shown(service: Service) -> str:
    if service.is_closed:
        return _("closed")
    if service.organisation.status != Organisation.Status.VERIFIED:
        return service.organisation.get_status_display()
    return _("yes")
