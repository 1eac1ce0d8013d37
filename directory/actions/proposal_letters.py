"""Whoever wrote a change that waited is told what Brusano decided. What it was, and why not, stands on the card."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from directory import addressees, links, notifications
from directory.actions.editing import DECIDED, record_of
from directory.actions.shape import Record
from directory.lifecycle.proposals import Stand
from directory.models import Letter, Organisation, Proposal, Site


def _decided(about: str, letter: Letter) -> dict[str, Any] | None:
    """Nothing to whoever does not act for the organisation any more."""
    proposal = Proposal.objects.filter(code=about).select_related("organisation").first()
    if proposal is None or proposal.state not in {Stand.ACCEPTED, Stand.REFUSED}:
        return None
    if not addressees.is_read_by(proposal.organisation, letter.address):
        return None
    return {
        "organisation": proposal.organisation,
        "accepted": proposal.state == Stand.ACCEPTED,
        "link": links.private(own_page(record_of(proposal), proposal.organisation)),
    }


def own_page(record: Record, organisation: Organisation) -> str:
    """Where its members write it."""
    if isinstance(record, Organisation):
        return reverse("own:identity", args=[organisation.code])
    name = "own:site" if isinstance(record, Site) else "own:card"
    return reverse(name, args=[organisation.code, record.code])


def register() -> None:
    words = gettext_lazy("decision about a change")
    notifications.register(notifications.Kind(DECIDED, "directory/mail/proposal_decided", _decided, says=words))
