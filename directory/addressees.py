"""To whom a question about a card goes: its verified mailbox, or else people of its organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from directory.models import DeadMailbox, Membership, Notices, Organisation, Service, User
from directory.models.services import not_closed

AT_ONCE = 500  # databases limit how many values one statement takes


@dataclass(frozen=True)
class Addressee:
    """A shared mailbox (in small letters) or a person, of one organisation."""

    organisation: int
    user: Any = None
    mailbox: str = ""
    language: str = "fr"


def addressees(services: QuerySet[Service]) -> dict[int, list[Addressee]]:
    """By service; none where nobody can be written to. Dead mailboxes are left out: somebody has to phone."""
    names = ("pk", "organisation_id", "mailbox", "mailbox_language", "mailbox_verified_on")
    rows = list(services.order_by("pk").values_list(*names))
    dead = set(DeadMailbox.objects.values_list("address", flat=True))
    people = _people({organisation for _pk, organisation, *_rest in rows}, dead)
    found = {}
    for pk, organisation, mailbox, language, verified in rows:
        address = mailbox.lower()
        if verified and address and address not in dead:
            found[pk] = [Addressee(organisation, mailbox=address, language=language)]
        else:
            found[pk] = people[organisation]
    return found


def _people(organisations: Iterable[int], dead: set[str]) -> dict[int, list[Addressee]]:
    """The managers; where there is none, everybody of it. Who only wants what comes to a shared mailbox is asked where
    nobody else would be."""
    reluctant: dict[int, list[Addressee]] = defaultdict(list)
    members: dict[int, list[Addressee]] = defaultdict(list)
    managers: dict[int, list[Addressee]] = defaultdict(list)
    ids = sorted(organisations)
    for start in range(0, len(ids), AT_ONCE):
        rows = Membership.objects.filter(organisation__in=ids[start : start + AT_ONCE], user__is_active=True).order_by(
            "pk"
        )
        names = ("organisation_id", "user_id", "role", "user__email", "user__language", "user__notices")
        for organisation, user, role, email, language, chosen in rows.values_list(*names):
            if email.lower() in dead:
                continue
            group = managers if role == Membership.Role.MANAGER else members
            group = reluctant if chosen == Notices.MAILBOX else group
            group[organisation].append(Addressee(organisation, user=user, language=language))
    return defaultdict(list, reluctant | members | managers)


def shared(organisation: Organisation) -> dict[str, str]:
    """The verified mailboxes of its cards that are read, with the language of each."""
    rows = Service.objects.filter(not_closed(), organisation=organisation, merged_into=None).exclude(mailbox="")
    found = rows.exclude(mailbox_verified_on=None).order_by("pk").values_list("mailbox", "mailbox_language")
    dead = set(
        DeadMailbox.objects.filter(address__in=[mailbox.lower() for mailbox, _language in found]).values_list(
            "address", flat=True
        )
    )
    return {mailbox.lower(): language for mailbox, language in found if mailbox.lower() not in dead}


def is_read_by(organisation: Organisation, address: str) -> bool:
    """By somebody who acts for it, alone or with others."""
    member = Membership.objects.filter(organisation=organisation, user__email__iexact=address, user__is_active=True)
    return member.exists() or address.lower() in shared(organisation)


def still_reached(service: Service, *, user: User | None, mailbox: str) -> bool:
    """Does a link that this person or mailbox was sent still speak for this card?"""
    if user is None:
        return service.mailbox_verified_on is not None and service.mailbox.lower() == mailbox
    return user.is_active and user.memberships.filter(organisation=service.organisation_id).exists()
