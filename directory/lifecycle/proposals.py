"""What becomes of a change that Brusano looks at before the public sees it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.lifecycle import Rule


class Stand(models.TextChoices):
    WAITING = "waiting", _("with Brusano")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    REPLACED = "replaced", _("replaced by a newer one")


class Move(models.TextChoices):
    ACCEPT = "accept"
    REFUSE = "refuse"
    REPLACE = "replace"


WAITS = frozenset({Stand.WAITING})
MOVES: dict[Move, Rule[Stand]] = {
    Move.ACCEPT: Rule(WAITS, Stand.ACCEPTED),
    Move.REFUSE: Rule(WAITS, Stand.REFUSED),
    Move.REPLACE: Rule(WAITS, Stand.REPLACED),
}
