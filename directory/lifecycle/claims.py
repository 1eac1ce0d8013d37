"""What becomes of « this service is ours »: from the form to Brusano's answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.lifecycle import Rule


class Stand(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    WAITING = "waiting", _("to be called back")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class Move(models.TextChoices):
    CONFIRM = "confirm"
    ACCEPT = "accept"
    REFUSE = "refuse"


MOVES: dict[Move, Rule[Stand]] = {
    Move.CONFIRM: Rule(frozenset({Stand.UNCONFIRMED}), Stand.WAITING),
    Move.ACCEPT: Rule(frozenset({Stand.WAITING}), Stand.ACCEPTED),
    Move.REFUSE: Rule(frozenset({Stand.WAITING}), Stand.REFUSED),
}
