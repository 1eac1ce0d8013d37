"""What becomes of a report that something on a card is wrong: every step that is possible, as data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.lifecycle import Rule


class State(models.TextChoices):
    ORGANISATION = "organisation", _("with the organisation")
    BRUSANO = "brusano", _("with Brusano")
    CLOSED = "closed", _("closed")


class Step(models.TextChoices):
    PASS_ON = "pass_on", _("goes to Brusano")
    CLOSE = "close", _("is closed with an answer")


RULES: dict[Step, Rule[State]] = {
    Step.PASS_ON: Rule(frozenset({State.ORGANISATION}), State.BRUSANO),
    # The organisation may still answer what Brusano has: it knows its own card best.
    Step.CLOSE: Rule(frozenset({State.ORGANISATION, State.BRUSANO}), State.CLOSED),
}
OPEN = (State.ORGANISATION, State.BRUSANO)


class Outcome(models.TextChoices):
    """With what a report is closed; whoever reported it reads these words."""

    MENDED = "mended", _("the card was corrected")
    RIGHT = "right", _("the card was right as it stood")
    NOT_OURS = "elsewhere", _("it is not about this card")


class Reason(models.TextChoices):
    """The labels are those of data/codes/report_reasons.csv, which a test compares."""

    PHONE = "phone", _("Wrong phone or e-mail")
    ADDRESS = "address", _("Wrong address")
    HOURS = "hours", _("Wrong opening hours")
    CLOSED = "closed", _("Service closed or moved")
    CONDITIONS = "conditions", _("Wrong conditions or audience")
    LANGUAGES = "languages", _("Wrong languages")
    CAPACITY = "capacity", _("Wrong availability")
    DUPLICATE = "duplicate", _("Duplicate card")
    CONFIDENTIAL = "confidential", _("Something here should not be public")
    OTHER = "other", _("Other")


# What an organisation cannot mend by itself, and what must not wait a week.
STRAIGHT_TO_BRUSANO = frozenset({Reason.DUPLICATE, Reason.CONFIDENTIAL})
