"""An address that is nobody's any more: whatever was kept with it beside the account."""

from __future__ import annotations

from directory import notifications
from directory.actions import claims
from directory.actions.members import INVITED
from directory.actions.turns import one_writer
from directory.links import burn
from directory.models import Claim, Invitation, Ticket

GONE = "erased.invalid"


def forget_address(email: str) -> None:
    """Invitations and reports stay, since others work with them; they say no more to whom they belonged. What an
    organisation calls its own mailbox is not hers to erase."""
    with one_writer():
        for invitation in Invitation.objects.filter(email__iexact=email):
            burn(INVITED, invitation.code)
            invitation.email = f"{invitation.code.lower()}@{GONE}"
            invitation.save(update_fields=["email"])
        for claim in Claim.objects.filter(email__iexact=email):
            claims.forget(claim)
        Ticket.objects.filter(email__iexact=email).update(email="")
        notifications.revive(email)
        notifications.forget(to=email)
