"""What becomes of a subscription and of an issue: every step that is possible, as data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.lifecycle import Rule


class Standing(models.TextChoices):
    """Of a subscription. Who left has no row any more: nothing remains to be written down."""

    UNCONFIRMED = "unconfirmed", _("mail not confirmed")
    CONFIRMED = "confirmed", _("subscribed")
    LEFT = "left", _("erased")


class Move(models.TextChoices):
    CONFIRM = "confirm", _("confirms")
    LEAVE = "leave", _("leaves")


class State(models.TextChoices):
    """Of an issue."""

    DRAFT = "draft", _("draft")
    READY = "ready", _("ready to be sent")
    SENDING = "sending", _("being sent")
    PAUSED = "paused", _("paused")
    SENT = "sent", _("sent")


class Step(models.TextChoices):
    SUBMIT = "submit", _("say that it is ready")
    TAKE_BACK = "take_back", _("take it back as a draft")
    SEND = "send", _("send")
    PAUSE = "pause", _("pause")
    RESUME = "resume", _("go on")
    FINISH = "finish", _("everybody has been written to")


MOVES: dict[Move, Rule[str]] = {
    Move.CONFIRM: Rule(frozenset({Standing.UNCONFIRMED}), Standing.CONFIRMED),
    Move.LEAVE: Rule(frozenset({Standing.UNCONFIRMED, Standing.CONFIRMED}), Standing.LEFT),
}
STEPS: dict[Step, Rule[str]] = {
    Step.SUBMIT: Rule(frozenset({State.DRAFT}), State.READY),
    Step.TAKE_BACK: Rule(frozenset({State.READY}), State.DRAFT),
    Step.SEND: Rule(frozenset({State.DRAFT, State.READY}), State.SENDING),
    Step.PAUSE: Rule(frozenset({State.SENDING}), State.PAUSED),
    Step.RESUME: Rule(frozenset({State.PAUSED}), State.SENDING),
    Step.FINISH: Rule(frozenset({State.SENDING}), State.SENT),
}
OPEN = (State.DRAFT, State.READY)  # may be changed
UNDER_WAY = (State.SENDING, State.PAUSED)


def possible(step: Step, state: str) -> bool:
    return state in STEPS[step].origins
