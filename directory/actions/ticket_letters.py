"""The mails about reports. Each is written when it leaves: of a report that is closed meanwhile, no reminder does.

Never the words of whoever reported: anybody may type anything, and mailboxes are read over shoulders.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory import addressees, links, notifications
from directory.actions.tickets import ANSWERED, NEW, TO_BRUSANO
from directory.lifecycle.tickets import State
from directory.models import Ticket
from directory.models.letters import Letter
from directory.models.tickets import ANSWER_DAYS, CONTACT_DAYS


def _ticket(code: str) -> Ticket | None:
    found = Ticket.objects.filter(code=code).select_related("organisation", "service__category", "service__site")
    return found.first()


def card_name(ticket: Ticket) -> str:
    """What a mail calls the card; nothing of one whose name says too much."""
    if ticket.service is None:
        return str(ticket.organisation)
    return "" if ticket.service.is_sensitive else str(ticket.service)


def _new(about: str, letter: Letter) -> dict[str, Any] | None:
    """To a member or to their shared mailbox, as long as it is theirs and nobody has answered."""
    ticket = _ticket(about)
    if ticket is None or not ticket.is_open or not addressees.is_read_by(ticket.organisation, letter.address):
        return None
    waiting = Ticket.objects.open().of(ticket.organisation).count()
    address = links.private(reverse("own:tickets", args=[ticket.organisation.code]))
    return {
        "organisation": ticket.organisation,
        "name": card_name(ticket),
        "reason": ticket.get_reason_display(),
        "more": waiting - 1,
        "days": ANSWER_DAYS if ticket.state == State.ORGANISATION else 0,
        "link": address,
    }


def _to_brusano(_about: str, _letter: Letter) -> dict[str, Any] | None:
    count = Ticket.objects.filter(state=State.BRUSANO).count()
    return {"count": count, "link": links.private(reverse("tickets:index"))} if count else None


def _answered(about: str, _letter: Letter) -> dict[str, Any] | None:
    ticket = _ticket(about)
    if ticket is None or ticket.is_open:
        return None
    return {
        "code": ticket.code,
        "name": card_name(ticket),
        "outcome": ticket.get_outcome_display(),
        "answer": ticket.answer,
        "days": CONTACT_DAYS,
    }


def register() -> None:
    kind, folder = notifications.Kind, "directory/mail/tickets"
    for one in (
        kind(NEW, f"{folder}/new", _new, says=_("report of an error")),
        kind(TO_BRUSANO, f"{folder}/brusano", _to_brusano, says=_("reports that wait for Brusano")),
        kind(ANSWERED, f"{folder}/answered", _answered, says=_("answer to a report")),
    ):
        notifications.register(one)
