"""Invitations, and « who still works with you? »."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from directory import addressees, links, notifications
from directory.actions.attesting import ASKED
from directory.actions.members import INVITED
from directory.models import Invitation, Letter, Membership, Organisation
from directory.models.membership import INVITED_DAYS


def _invited(about: str, _letter: Letter) -> dict[str, Any] | None:
    """Nothing, once it was answered, withdrawn, or the organisation is gone."""
    invitation = Invitation.objects.open().filter(code=about).select_related("organisation", "by").first()
    if invitation is None:
        return None
    path = reverse("account_join", args=[links.mint(INVITED, about, days=INVITED_DAYS)])
    return {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "link": f"{links.private(path)}?language={(get_language() or 'fr')[:2]}",
        "days": INVITED_DAYS,
    }


def _asked(about: str, letter: Letter) -> dict[str, Any] | None:
    """To one manager, or to their shared mailbox: those of her colleagues nobody spoke of for half a year."""
    mine = Membership.objects.managers().filter(pk=about).select_related("organisation", "user").first()
    if mine is None or not Organisation.objects.listed().filter(pk=mine.organisation_id).exists():
        return None
    if letter.address.lower() not in {mine.user.email.lower(), *addressees.shared(mine.organisation)}:
        return None
    due = Membership.objects.to_attest(timezone.localdate()).filter(organisation=mine.organisation_id)
    people = list(due.exclude(pk=mine.pk).select_related("user"))
    address = links.private(reverse("own:members", args=[mine.organisation.code]))
    return {"organisation": mine.organisation, "people": people, "link": address} if people else None


def register() -> None:
    folder, kind = "directory/mail", notifications.Kind
    words = gettext_lazy("invitation"), gettext_lazy("members to confirm")
    notifications.register(kind(INVITED, f"{folder}/invitation", _invited, priority="high", says=words[0]))
    notifications.register(kind(ASKED, f"{folder}/attest", _asked, priority="low", says=words[1]))
