"""Calls to a public number: written down whatever came of them, never changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from directory.models import CallBack, Claim, Organisation, Service, User


@dataclass(frozen=True)
class Call:
    """What somebody of Brusano says of a call."""

    number: str
    found_at: str
    outcome: str
    note: str = ""


@dataclass(frozen=True)
class Subject:
    """What the call was about."""

    about: str
    organisation: Organisation | None = None
    claim: Claim | None = None
    service: Service | None = None
    person: User | None = None


def log(subject: Subject, call: Call, *, by: User) -> CallBack:
    if not by.is_active or not by.has_perm("directory.add_callback"):
        raise PermissionDenied
    return CallBack.objects.create(**vars(subject), **vars(call), by=by)
