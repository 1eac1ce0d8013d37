"""The form to register, for everybody; and what staff type for somebody."""

from __future__ import annotations

from itertools import groupby
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.events.actions import Details
from cms.events.totals import SECTORS, sector
from cms.models import Registration
from directory.models import Bassin, Category
from directory.models.people import Tongue

Choices = list[tuple[str, Any]]


def kinds_of_actor() -> Choices:
    """By sector, in the reader's language."""
    order = {code: place for place, code in enumerate(SECTORS)}
    rows = sorted(
        cast("QuerySet[Category]", Category.objects.filter(active=True)),
        key=lambda row: (order.get(row.family, len(order)), row.family, str(row.label).casefold()),
    )
    groups = groupby(rows, key=lambda row: row.family)
    found: Choices = [(sector(family), [(row.code, str(row.label)) for row in group]) for family, group in groups]
    return [("", _("Choose…")), *found, ("-", _("none of these, or in my own name"))]


def bassins() -> Choices:
    rows = [(bassin.code, str(bassin)) for bassin in Bassin.objects.all()]
    return [("", _("Choose…")), *rows, ("-", _("the whole Region, or elsewhere"))]


class RegistrationForm(forms.Form):
    """No account, no question beyond what the event and the yearly figures need."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    organisation = forms.CharField(label=_("Your organisation (optional)"), max_length=150, required=False)
    category = forms.ChoiceField(label=_("Kind of actor"), choices=kinds_of_actor)
    bassin = forms.ChoiceField(label=_("Where you work: bassin"), choices=bassins)

    AUTOCOMPLETE = {"name": "name", "email": "email", "organisation": "organization"}

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", "register-%s")
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if known := self.AUTOCOMPLETE.get(name):
                field.widget.attrs["autocomplete"] = known

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_organisation(self) -> str:
        return _one_line(self.cleaned_data["organisation"])

    def details(self, language: str) -> Details:
        """Only of a valid form."""
        said = self.cleaned_data
        return Details(
            said["name"],
            said.get("email", ""),
            said["organisation"],
            cast("QuerySet[Category]", Category.objects.filter(code=said["category"])).first(),
            Bassin.objects.filter(code=said["bassin"]).first(),
            language,
        )


class ByHandForm(RegistrationForm):
    """Staff type it for somebody: an address is not needed, and the language is hers."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=150, required=False)
    category = forms.ChoiceField(label=_("Kind of actor"), choices=kinds_of_actor, required=False)
    bassin = forms.ChoiceField(label=_("Bassin"), choices=bassins, required=False)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=Tongue.choices, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "by-hand-%s", **options})
        for field in self.fields.values():
            field.widget.attrs.pop("autocomplete", None)  # it is somebody else's

    def given(self) -> Details:
        return self.details(self.cleaned_data["language"] or Registration._meta.get_field("language").default)


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
