"""What there is to do for an organisation. Each function of DOING finds some of it; a line may lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from directory import freshness
from directory.models import Membership, Organisation, Service

Finder = Callable[[Membership, Sequence[Service], date], Iterable["Task"]]


@dataclass(frozen=True)
class Task:
    says: str
    address: str = ""


def _room(membership: Membership) -> str:
    """Where it is said; a draft that nobody verified has no such page yet."""
    organisation = membership.organisation
    verified = organisation.status == Organisation.Status.VERIFIED
    return reverse("own:room", args=[organisation.code]) if verified else ""


def cards_to_confirm(membership: Membership, services: Sequence[Service], today: date) -> Iterable[Task]:
    count = sum(freshness.confirmation(one, today).state != freshness.Confirmed.FRESH for one in services)
    if count:
        says = ngettext("%(count)s card is to be confirmed", "%(count)s cards are to be confirmed", count)
        yield Task(says % {"count": count}, _room(membership))


def rooms_to_say(membership: Membership, services: Sequence[Service], today: date) -> Iterable[Task]:
    count = sum(not freshness.room_state(one, today).is_known for one in services)
    if count:
        says = ngettext(
            "Of %(count)s service nobody has said lately whether there is room",
            "Of %(count)s services nobody has said lately whether there is room",
            count,
        )
        yield Task(says % {"count": count}, _room(membership))


def members_to_attest(membership: Membership, _services: Sequence[Service], today: date) -> Iterable[Task]:
    if not membership.is_manager or membership.organisation.status != Organisation.Status.VERIFIED:
        return
    others = Membership.objects.to_attest(today).filter(organisation=membership.organisation_id)
    if count := others.exclude(pk=membership.pk).count():
        says = ngettext("Does %(count)s person still work with you?", "Do %(count)s people still work with you?", count)
        yield Task(says % {"count": count}, reverse("own:members", args=[membership.organisation.code]))


DOING: list[Finder] = [cards_to_confirm, rooms_to_say, members_to_attest]


def to_do(membership: Membership, services: Sequence[Service], today: date) -> list[Task]:
    return [task for find in DOING for task in find(membership, services, today)]
