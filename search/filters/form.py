"""Every parameter of a question, declared once: the page, the API and its description all read this."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import django_filters as df
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Service
from directory.models.territory import LATITUDES, LONGITUDES
from search import geocoding
from search.filters.fields import CodesField, NumberField, OneOfField, WordsField, YesField, printable
from search.filters.places import understood
from search.filters.vocabulary import Terms, vocabulary
from search.question import DEEPEST, FACETS, Place, Question, Sort

SIZE = 20
RADII = (1, 2, 5, 10)
AGES = (30, 90, 180, 365)
POINT = {"lat", "lon"}  # where one is, the other is missed
SWITCHES = ("open_now", "has_room", "accepts_requests")


class Words(df.Filter):
    field_class = WordsField


class Codes(df.Filter):
    field_class = CodesField


class Yes(df.Filter):
    field_class = YesField


class Number(df.Filter):
    field_class = NumberField


class OneOf(df.Filter):
    field_class = OneOfField


class QuestionForm(forms.Form):
    """Parameters in, one Question out; a place is understood here."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """With the fields that were sent: making and reading all of them takes a fifth of the time of an answer."""
        asked = {*data, *(POINT if POINT & data.keys() else ())}
        sent = {name: field for name, field in type(self).base_fields.items() if name in asked}
        self.base_fields = sent  # type: ignore[misc]  # Django copies what it finds there
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        asked = {facet: values[facet] for facet in FACETS if values.get(facet)}
        if asked:
            terms = vocabulary()
            for facet, codes in asked.items():
                self.check(facet, codes, terms[facet])
        if values.get("place"):
            values["where"] = self.found(values["place"])
        elif values.get("lat") is not None and values.get("lon") is not None:
            values["where"] = geocoding.nearest_place(values["lat"], values["lon"])
        elif (values.get("lat") is None) != (values.get("lon") is None):
            missing = "lat" if values.get("lat") is None else "lon"
            if missing not in self.errors:
                self.add_error(
                    missing, ValidationError(_("A latitude and a longitude go together."), params={"value": ""})
                )
        if values.get("where") is None:
            values["radius"] = None  # around what?
        return values

    def check(self, facet: str, codes: tuple[str, ...], terms: Terms) -> None:
        """Every code must exist; they are kept in the order of their list."""
        for code in codes:
            if code not in terms or not terms[code].asked:
                message = _("“%(value)s” does not exist (any more).")
                return self.add_error(facet, ValidationError(message, params={"value": printable(code)}))
        self.cleaned_data[facet] = tuple(code for code in terms if code in codes)
        return None

    def found(self, text: str) -> Place | None:
        try:
            return understood(text)
        except ValidationError as error:
            self.add_error("place", error)
            return None

    def question(self) -> Question:
        """What was understood; what was not is in `errors`."""
        values = self.cleaned_data
        return Question(
            words=values.get("q", ""),
            place=values.get("where"),
            radius=values.get("radius"),
            confirmed_within=values.get("confirmed_within"),
            sort=values.get("sort") or Sort.RELEVANCE,
            **{name: values.get(name, False) for name in SWITCHES},
            **{facet: values.get(facet, ()) for facet in FACETS},
        )


class QuestionFilter(df.FilterSet):
    """The parameters in the order in which addresses and descriptions give them."""

    q = Words(label=gettext_lazy("Words"))
    bassin = Codes(label=gettext_lazy("Bassin"))
    commune = Codes(label=gettext_lazy("Commune"))
    place = Words(label=gettext_lazy("Place"))
    lat = Number(low=LATITUDES[0], high=LATITUDES[1], label=gettext_lazy("Latitude"))
    lon = Number(low=LONGITUDES[0], high=LONGITUDES[1], label=gettext_lazy("Longitude"))
    radius = Number(low=0.1, high=50, label=gettext_lazy("Distance"))
    stage = Codes(label=gettext_lazy("Stage"))
    theme = Codes(label=gettext_lazy("Need"))
    prestation = Codes(label=gettext_lazy("Service of the programme"))
    category = Codes(label=gettext_lazy("Kind of actor"))
    role = Codes(label=gettext_lazy("Role"))
    language = Codes(label=gettext_lazy("Language"))
    audience = Codes(label=gettext_lazy("For whom"))
    mode = Codes(label=gettext_lazy("How"))
    access = Codes(label=gettext_lazy("Access"))
    open_now = Yes(label=gettext_lazy("Open now"))
    has_room = Yes(label=gettext_lazy("Has room"))
    # Its box is there once a service takes requests; as a parameter it always is.
    accepts_requests = Yes(label=gettext_lazy("Takes on-line requests"))
    confirmed_within = Number(low=1, high=3650, whole=True, label=gettext_lazy("Card confirmed since"))
    sort = OneOf(words=tuple(Sort), label=gettext_lazy("Order"))
    page = Number(low=1, high=DEEPEST // SIZE, whole=True, label=gettext_lazy("Page"))

    class Meta:
        form = QuestionForm


PARAMETERS = tuple(QuestionFilter.base_filters)


def label_of(parameter: str) -> str:
    return str(QuestionFilter.base_filters[parameter].label)


@cache
def form_class() -> type[QuestionForm]:
    """Made once: django-filter would build it anew for each request."""
    made: type[QuestionForm] = QuestionFilter(queryset=Service.objects.none()).get_form_class()
    return made
