"""The sessions that are open: each has a row, and ends with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import auth
from django.http import HttpRequest
from django.utils import timezone

from directory.models import Membership, OpenSession, Organisation, User

KEY = "open"
STAMPED_EVERY = timedelta(minutes=1)


def begin(request: HttpRequest, user: User, factor: str = "") -> OpenSession:
    """She has logged in: with her password alone as long as no factor is named."""
    row = OpenSession.objects.create(user=user, factor=factor, roles=sorted(roles_of(user)))
    request.session[KEY] = str(row.pk)
    request.sign_in = row  # type: ignore[attr-defined]
    return row


def here(request: HttpRequest) -> OpenSession | None:
    found: OpenSession | None = getattr(request, "sign_in", None)
    return found


def find(request: HttpRequest) -> OpenSession | None:
    if not (key := request.session.get(KEY)):
        return None
    return OpenSession.objects.filter(pk=key, user_id=str(request.user.pk)).first()


def end(request: HttpRequest) -> None:
    if key := request.session.get(KEY):
        OpenSession.objects.filter(pk=key).delete()
    auth.logout(request)
    request.sign_in = None  # type: ignore[attr-defined]


def prove(request: HttpRequest, factor: str) -> None:
    """The second factor is done here. The session gets another name: nobody can have planted this one."""
    if row := here(request):
        row.factor = factor
        row.save(update_fields=["factor"])
    request.session.cycle_key()


def end_others(request: HttpRequest | None, user: User) -> int:
    """Everywhere but here, when it is she who asks."""
    others = user.open_sessions.all()
    row = here(request) if request else None
    if row and row.user_id == user.pk:
        others = others.exclude(pk=row.pk)
    return others.delete()[0]


def stamp(row: OpenSession) -> None:
    now = timezone.now()
    if now - row.seen_at >= STAMPED_EVERY:
        OpenSession.objects.filter(pk=row.pk).update(seen_at=now)


def roles_of(user: User) -> set[str]:
    """What she may do, in words that can be compared: losing one of them logs her out."""
    roles = {f"member {code}" for code in _memberships(user)} | {f"group {name}" for name in _groups(user)}
    return roles | {name for name in ("is_staff", "is_superuser") if getattr(user, name)}


def followed(roles: set[str]) -> set[str]:
    """The same where organisations were merged: whoever acted for the one acts for the other, and goes on."""
    return {_followed(role) for role in roles}


def _followed(role: str) -> str:
    kind, _space, rest = role.partition(" ")
    if kind != "member":
        return role
    number, *more = rest.split(" ")
    organisation = Organisation.objects.filter(pk=number).first()
    while organisation and organisation.merged_into:
        organisation = organisation.merged_into
    return " ".join(["member", str(organisation.pk) if organisation else number, *more])


def _memberships(user: User) -> list[Any]:
    rows = Membership.objects.filter(user=user).values_list("organisation_id", "role")
    return [name for organisation, role in rows for name in _member(organisation, role)]


def _member(organisation: int, role: str) -> list[str]:
    """A manager is a member too: becoming one is a gain."""
    return [f"{organisation}", f"{organisation} {role}"] if role == Membership.Role.MANAGER else [f"{organisation}"]


def _groups(user: User) -> list[str]:
    return list(user.groups.values_list("name", flat=True))
