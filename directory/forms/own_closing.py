"""A service closes from a day, with a reason and who takes over: any public card, found by its code, page or name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.forms.layout import Section, Tab
from directory.forms.own_card import OwnForm
from directory.models import Service
from directory.models.services import ServiceQuerySet

SHOWN = 20  # cards of that name
NAMES = [f"{owner}name_{language}" for owner in ("", "organisation__") for language in ("fr", "nl", "en")]


class SuccessorField(forms.CharField):
    """Several cards of that name become a list to choose from."""

    def prepare_value(self, value: Any) -> Any:
        """The code of the row that is kept."""
        if not isinstance(value, int):
            return value
        return Service.objects.filter(pk=value).values_list("code", flat=True).first() or ""

    def clean(self, value: Any) -> Service | None:
        words = super().clean(value)
        if not words:
            return None
        listed = Service.objects.listed().select_related("organisation")
        code = words.rstrip("/").rpartition("/")[2]
        if found := listed.filter(code=code).first():
            return found
        named = list(_named(listed, words)[: SHOWN + 1])
        if not named:
            raise ValidationError(_("No public card has this code, address or name."))
        if len(named) > SHOWN:
            raise ValidationError(_("Many cards have this name: write more of it, or the code of the card."))
        if len(named) > 1:
            choices = [(one.code, f"{one} – {one.organisation}") for one in named]
            self.widget = forms.Select(choices=[("", "—"), *choices])
            raise ValidationError(_("Several cards have this name: choose one."))
        return named[0]


def _named(listed: ServiceQuerySet, words: str) -> ServiceQuerySet:
    """Each word is somewhere in the name of the card or of its organisation."""
    for word in words.split()[:8]:
        somewhere = Q()
        for name in NAMES:
            somewhere |= Q(**{f"{name}__icontains": word})
        listed = listed.filter(somewhere)
    return listed


class OwnClosingForm(OwnForm):
    model = Service
    children = {}
    heading = lazy("Close the service")
    tabs = (
        Tab(
            "closing",
            lazy("Closing"),
            (
                Section(
                    lazy("Day and reason"),
                    (("closed_on", "closed_reason"), ("successor",)),
                    lazy(
                        "Until that day the card stays as it is and announces it. Empty these fields to keep it open."
                    ),
                ),
            ),
        ),
    )

    def arrange(self) -> None:
        self.fields["successor"] = SuccessorField(
            label=lazy("Who takes over"),
            required=False,
            max_length=300,
            help_text=lazy("The name, the code or the address of its page, of another organisation too. Or nobody."),
        )

    def check(self) -> None:
        values = self.cleaned_data
        if values["closed_on"] and not values["closed_reason"]:
            self.add_error("closed_reason", _("Say why: people who look for the service read it."))
        if not values["closed_on"] and (values["closed_reason"] or values["successor"]):
            self.add_error("closed_on", _("From which day?"))
