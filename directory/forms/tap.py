"""One tap: how much room there is, and that the card holds. The same few fields from a mail and in the app."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.actions import confirming
from directory.models import Confirmation, Service, User

WAITING = [
    ("", lazy("as before")),
    ("0", lazy("none")),
    ("7", lazy("about a week")),
    ("14", lazy("about two weeks")),
    ("30", lazy("about a month")),
    ("60", lazy("about two months")),
    ("90", lazy("three months or more")),
]
USUAL_DAYS = 30  # « full until », before somebody says it better


class TapForm(forms.Form):
    """What is ticked already is what was tapped; of a service that must see everyone no room is asked."""

    room = forms.ChoiceField(
        label=lazy("Is there room?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Service.Room.OPEN, lazy("Yes, there is room")),
            (Service.Room.FEW, lazy("A few places are left")),
            (Service.Room.FULL, lazy("No, it is full")),
        ],
    )
    until = forms.DateField(
        label=lazy("Full until"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    waiting = forms.TypedChoiceField(
        label=lazy("Waiting time"), required=False, choices=WAITING, coerce=int, empty_value=None
    )
    exact = forms.BooleanField(label=lazy("Everything on the card is still right"), required=False)

    def __init__(self, *args: Any, service: Service, **options: Any) -> None:
        super().__init__(*args, **options)
        self.service = service
        if service.room == Service.Room.BY_RIGHT:
            for name in ("room", "until", "waiting"):
                del self.fields[name]
        else:
            self.fields["until"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("room") and not said.get("exact"):
            self.add_error(None, _("Choose one of the answers."))
        return said

    def is_said(self) -> bool:
        """Does the card say so already, since today?"""
        said, card, today = self.cleaned_data, self.service, timezone.localdate()
        until = said.get("until") if said.get("room") == Service.Room.FULL else None
        room = (card.room, card.room_said_on, card.room_until) == (said.get("room"), today, until)
        return (room or not said.get("room")) and (card.confirmed_on == today or not said["exact"])

    def save(self, *, by: User | None, via: Confirmation.Via) -> bool:
        """Writes what was said; false where it contradicts itself, and then the form says why."""
        said = self.cleaned_data
        try:
            if room := said.get("room"):
                until, waiting = said.get("until"), said.get("waiting")
                confirming.say_room(self.service, room, by=by, via=via, until=until, waiting=waiting)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        if said["exact"]:
            confirming.confirm(self.service, by=by, via=via)
        return True


def usual_end(service: Service) -> date:
    """The day already written in « full until »: what was said before, while it is to come."""
    today = timezone.localdate()
    if service.room_until and service.room_until > today:
        return service.room_until
    return today + timedelta(days=USUAL_DAYS)
