"""Weekly hours and their exceptions: one row of the form covers several days of the week."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.actions.shape import Values
from directory.forms.children import ChildForm
from directory.forms.fields import MINUTES_A_DAY, MinutesField

OPENS, CLOSES = gettext_lazy("Opens at"), gettext_lazy("Closes at")
LONGEST_NIGHT = 16 * 60  # a longer range over midnight is « until » and « from » swapped


def _take_past_midnight(form: forms.Form) -> None:
    """« 20:00 until 08:00 » goes on into the next day; minutes keep counting past 24:00."""
    opens, closes = form.cleaned_data.get("opens"), form.cleaned_data.get("closes")
    if opens is None or closes is None or closes > opens:
        return
    if closes + MINUTES_A_DAY - opens > LONGEST_NIGHT:
        form.add_error("closes", ValidationError(_("“Until” is before “from”: are they swapped?")))
    else:
        form.cleaned_data["closes"] = closes + MINUTES_A_DAY


class HoursForm(ChildForm):
    """The same hours on several days."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["weekday"]
        self.fields["weekdays"] = forms.TypedMultipleChoiceField(
            label=gettext_lazy("Days"),
            coerce=int,
            choices=[(number, _Day(number)) for number in WEEKDAYS],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "days"}),
        )
        self.fields["opens"] = MinutesField(label=OPENS)
        self.fields["closes"] = MinutesField(label=CLOSES)
        self.order_fields(["weekdays", "opens", "closes", "kind"])

    @classmethod
    def initial_of(cls, values: list[Values]) -> list[Values]:
        days: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for row in sorted(values, key=lambda row: (row["weekday"], row["opens"])):
            days[row["kind"], row["opens"], row["closes"]].append(row["weekday"])
        return [
            {"kind": kind, "weekdays": sorted(set(found)), "opens": opens, "closes": closes}
            for (kind, opens, closes), found in days.items()
        ]

    def clean(self) -> dict[str, Any]:
        _take_past_midnight(self)
        return super().clean()

    def values(self) -> list[Values]:
        row = {name: self.cleaned_data[name] for name in ("kind", "opens", "closes")}
        return [row | {"weekday": day} for day in self.cleaned_data["weekdays"]]


class _Day(str):
    """« lun. » in the reader's language at the time it is printed."""

    def __new__(cls, number: int) -> _Day:
        return super().__new__(cls, str(WEEKDAYS_ABBR[number]))


class ExceptionForm(ChildForm):
    """Days that are different: closed, or other hours."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = cast("Any", self.fields["kind"])
        kind.required, kind.choices = False, [("", _("closed")), *kind.choices]
        self.fields["opens"] = MinutesField(label=OPENS, required=False)
        self.fields["closes"] = MinutesField(label=CLOSES, required=False)

    def clean(self) -> dict[str, Any]:
        _take_past_midnight(self)
        return super().clean()
