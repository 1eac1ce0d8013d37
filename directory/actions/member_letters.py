"""Whoever is removed, or whose role changes, is told: by whom, and whom to ask."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from directory import notices, notifications
from directory.models import Letter, Membership, Organisation, User
from directory.permissions import manages

CHANGED = "member_changed"
REMOVED = "removed"
SAYS = {
    REMOVED: gettext_noop("You no longer act for this organisation: its pages are closed to you."),
    Membership.Role.MANAGER: gettext_noop("You are a manager now: you also invite, confirm and remove colleagues."),
    Membership.Role.MEMBER: gettext_noop("You are a member now: you write its cards, others manage its members."),
}


def tell(membership: Membership, what: str, *, by: User) -> None:
    """Not what she did herself. Brusano is not named by a person."""
    user, organisation = membership.user, membership.organisation
    if user.pk == by.pk or not user.is_active:
        return
    manager = str(by.pk) if manages(by, organisation) else ""
    about = f"{organisation.code} {user.pk} {what} {manager}".strip()
    notices.tell(user, CHANGED, about=about)


def _changed(about: str, letter: Letter) -> dict[str, Any] | None:
    """Nothing, once it is no longer so."""
    code, person, what, *by = about.split(" ")
    organisation = Organisation.objects.filter(code=code).first()
    user = User.objects.filter(pk=person, is_active=True, email__iexact=letter.address).first()
    if organisation is None or user is None or what != _role_of(user, organisation):
        return None
    manager = User.objects.filter(pk__in=by, is_active=True).first()
    return {"organisation": organisation, "what": gettext(SAYS[what]), "manager": manager}


def _role_of(user: User, organisation: Organisation) -> str:
    found = Membership.objects.filter(user=user, organisation=organisation).first()
    return found.role if found else REMOVED


def register() -> None:
    words = gettext_lazy("member removed or with another role")
    notifications.register(notifications.Kind(CHANGED, "directory/mail/member_changed", _changed, says=words))
