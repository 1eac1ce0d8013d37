"""A typed place, understood or refused with the choices there are."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from search import geocoding
from search.filters.fields import printable
from search.geocoding import nominatim
from search.geocoding.gazetteer import current
from search.models import Place, PlaceKind
from search.question import Question


def understood(text: str) -> Place:
    """The one place meant. The error names those it may be, in its `choices`: at worst « outside the Region »."""
    places = geocoding.places_like(text) or _elsewhere(text)
    if len(places) == 1:
        return places[0]
    several = _("There are several places called “%(value)s”. Which one?")
    unknown = _("We do not know the place “%(value)s”. Write a commune, postal code or neighbourhood of Brussels.")
    choices = places or [current().special[PlaceKind.OUTSIDE]]
    params = {"value": printable(text), "choices": [place.written for place in choices]}
    raise ValidationError(several if places else unknown, params=params)


def _elsewhere(text: str) -> list[Place]:
    """Words that tell what she goes through are asked of nobody else, whatever else they name."""
    if not nominatim.configured() or Question(words=text).sensitive:
        return []
    return geocoding.places_elsewhere(text)
