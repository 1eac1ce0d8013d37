"""The four questions of the boussole. Nothing of the answers is kept, and none is guessed: there is no default."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search import geocoding
from search.filters.fields import CodesField, OneOfField, WordsField
from search.filters.places import understood
from search.filters.vocabulary import vocabulary
from search.question import Place, PlaceKind

HERE, NO_ADDRESS, OUTSIDE = "place", PlaceKind.NO_ADDRESS.value, PlaceKind.OUTSIDE.value
SPECIAL = {NO_ADDRESS: "sans adresse", OUTSIDE: "hors Région"}


class BoussoleForm(forms.Form):
    """Place and stage are needed; language and needs may stay open."""

    where = OneOfField(words=(HERE, NO_ADDRESS, OUTSIDE), required=False)
    place = WordsField(required=False)
    choice = WordsField(required=False)
    stage = WordsField(required=False, label=gettext_lazy("Stage"))
    language = WordsField(required=False)
    theme = CodesField(required=False)
    choices: list[str]

    def clean(self) -> dict[str, Any]:
        self.choices = []
        values, terms = self.cleaned_data, vocabulary()
        if values.get("stage") not in terms["stage"]:
            self.add_error(
                "stage", _("Say how far the pregnancy is, or how old the child is; “not known” is an answer.")
            )
        if values.get("language") not in terms["language"]:
            values["language"] = ""
        values["theme"] = tuple(code for code in terms["theme"] if code in values.get("theme", ()))
        values["found"] = self.found(values.get("where") or HERE, values.get("choice") or values.get("place", ""))
        return values

    def found(self, where: str, text: str) -> Place | None:
        if where in SPECIAL:
            return geocoding.find_place(SPECIAL[where])
        try:
            if text:
                return understood(text)
            raise ValidationError(_("Say where she lives or sleeps: a commune, a postal code, or another answer."))
        except ValidationError as error:
            self.choices = (error.params or {}).get("choices", [])
            self.add_error("place", error)
            return None
