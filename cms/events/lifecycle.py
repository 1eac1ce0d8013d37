"""What becomes of a registration: every step that is possible, as data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.lifecycle import Rule


class State(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("mail not confirmed")
    CONFIRMED = "confirmed", _("registered")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")
    PRESENT = "present", _("present")


class Step(models.TextChoices):
    SEAT = "seat", _("gets a seat")
    QUEUE = "queue", _("joins the waiting list")
    CANCEL = "cancel", _("cancels")
    ASK_AGAIN = "ask_again", _("asks again")
    ATTEND = "attend", _("is there")
    MISS = "miss", _("was not there after all")


RULES: dict[Step, Rule[State]] = {
    Step.SEAT: Rule(frozenset({State.UNCONFIRMED, State.WAITING}), State.CONFIRMED),
    Step.QUEUE: Rule(frozenset({State.UNCONFIRMED}), State.WAITING),
    Step.CANCEL: Rule(frozenset({State.UNCONFIRMED, State.CONFIRMED, State.WAITING}), State.CANCELLED),
    Step.ASK_AGAIN: Rule(frozenset({State.CANCELLED}), State.UNCONFIRMED),
    Step.ATTEND: Rule(frozenset({State.CONFIRMED}), State.PRESENT),
    Step.MISS: Rule(frozenset({State.PRESENT}), State.CONFIRMED),
}
SEATED = (State.CONFIRMED, State.PRESENT)  # who holds a seat
ALIVE = (State.CONFIRMED, State.PRESENT, State.WAITING)  # who hears of what happens to the meeting
