"""What becomes of a change that Brusano looks at before the public sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stand(models.TextChoices):
    WAITING = "waiting", _("with Brusano")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    REPLACED = "replaced", _("replaced by a newer one")


class Move(models.TextChoices):
    ACCEPT = "accept"
    REFUSE = "refuse"
    REPLACE = "replace"


@dataclass(frozen=True)
class Rule:
    origins: frozenset[Stand]
    leads_to: Stand


WAITS = frozenset({Stand.WAITING})
MOVES: dict[Move, Rule] = {
    Move.ACCEPT: Rule(WAITS, Stand.ACCEPTED),
    Move.REFUSE: Rule(WAITS, Stand.REFUSED),
    Move.REPLACE: Rule(WAITS, Stand.REPLACED),
}
