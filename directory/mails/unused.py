"""An account that nobody uses: to her before it is closed, to her colleagues afterwards."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from directory import addressees, links, notifications
from directory.actions import unused
from directory.models import Letter, Membership, Organisation, User


def _warned(about: str, letter: Letter) -> dict[str, Any] | None:
    """Nothing, once she has logged in or the account is closed."""
    user = User.objects.filter(pk=about, is_active=True, email__iexact=letter.address).first()
    if user is None or not unused.is_warned(user):
        return None
    used, day = unused.last_used(user), unused.closes_on(user)
    return {"used": used, "day": day, "link": links.private(reverse("account_login"))}


def _closed(about: str, letter: Letter) -> dict[str, Any] | None:
    """To those who still act for the organisation, as long as it is so."""
    code, pk = about.split(" ")
    organisation = Organisation.objects.listed().filter(code=code).first()
    gone = User.objects.filter(pk=pk, is_active=False, erased_at=None, memberships__organisation=organisation).first()
    if organisation is None or gone is None or not addressees.is_read_by(organisation, letter.address):
        return None
    managed = Membership.objects.managers().filter(organisation=organisation).exists()
    address = links.private(reverse("own:members", args=[code]))
    return {"organisation": organisation, "person": gone, "managed": managed, "link": address}


def register() -> None:
    folder, kind = "directory/mail", notifications.Kind
    words = gettext_lazy("account unused: it will be closed"), gettext_lazy("account of a colleague closed")
    notifications.register(kind(unused.WARNED, f"{folder}/unused", _warned, priority="high", says=words[0]))
    notifications.register(kind(unused.CLOSED, f"{folder}/unused_closed", _closed, says=words[1]))
