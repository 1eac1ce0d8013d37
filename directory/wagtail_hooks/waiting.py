"""What waits for an answer of Brusano: the lists behind the figures of the administration's first page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.actions.journal import to_come_back_to
from directory.lifecycle.tickets import State
from directory.models import Claim, Likeness, MailboxProof, Proposal, Ticket

Rows = Callable[[], QuerySet[Any]]
# The right it takes, the address and what stands behind it, the words, the rows.
WAITING: tuple[tuple[str, str, str, Promise, Rows], ...] = (
    (
        "directory.change_ticket",
        "tickets:index",
        "?state=brusano",
        _("Reports of errors to answer"),
        lambda: Ticket.objects.filter(state=State.BRUSANO),
    ),
    ("directory.change_claim", "claims", "", _("Claims to call back"), Claim.objects.waiting),
    ("directory.add_callback", "mailboxes", "", _("Shared mailboxes to call back"), MailboxProof.objects.to_call),
    ("directory.change_proposal", "proposals", "", _("Changes to look at"), Proposal.objects.waiting),
    (
        "directory.change_organisation",
        "duplicates",
        "",
        _("Pairs of cards that may be one"),
        Likeness.objects.to_look_at,
    ),
    (
        "directory.add_journalentry",
        "journals",
        "",
        _("Organisations to come back to"),
        lambda: to_come_back_to(timezone.localdate()),
    ),
)


def waiting_for(user: Any) -> list[dict[str, Any]]:
    """Nothing that is at nought: an empty list says that all is done."""
    counted = [
        (reverse(address) + which, label, rows().count())
        for right, address, which, label, rows in WAITING
        if user.has_perm(right)
    ]
    return [{"url": url, "label": label, "count": count} for url, label, count in counted if count]
