"""Reports that something on a card is wrong. `take_step` alone writes a state; letters go in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from directory import notices, notifications
from directory.lifecycle.tickets import RULES, STRAIGHT_TO_BRUSANO, Reason, State, Step
from directory.models import Membership, Organisation, Service, Ticket, User
from directory.models.tickets import CONTACT_DAYS, KEPT_DAYS
from directory.permissions import DIRECTORY

NEW, TO_BRUSANO, ANSWERED = "ticket_new", "ticket_brusano", "ticket_answered"
SAME = timedelta(days=1)  # the same words about the same card are the same report: a button pressed twice
AGAIN = timedelta(hours=1)  # between two mails to the same members, however many reports come


@dataclass(frozen=True)
class Said:
    """What somebody says is wrong, and where she would like to read the answer."""

    reason: str
    text: str = ""
    email: str = ""
    language: str = "fr"


def take_step(ticket: Ticket, step: Step, **written: Any) -> bool:
    """False when it is not possible (any more): the row itself is asked, not what was read before."""
    rule = RULES[step]
    stamp = "closed_at" if step == Step.CLOSE else "passed_on_at"
    found = Ticket.objects.filter(pk=ticket.pk, state__in=rule.origins)
    done = found.update(state=rule.leads_to, **{stamp: timezone.now()}, **written)
    if done:
        ticket.refresh_from_db()
    return bool(done)


def report(target: Organisation | Service, said: Said) -> Ticket:
    """From anybody. The organisation hears of it; without members, or where it cannot wait, Brusano does."""
    service = target if isinstance(target, Service) else None
    organisation = target.organisation if isinstance(target, Service) else target
    values = {"organisation": organisation, "service": service, **vars(said)}
    with transaction.atomic():
        after = timezone.now() - SAME
        if known := Ticket.objects.open().filter(opened_at__gt=after, **values).first():
            return known
        members = _members(organisation)
        mailed = Ticket.objects.filter(organisation=organisation, opened_at__gt=timezone.now() - AGAIN).exists()
        ticket = Ticket.objects.create(**values)
        if not members or said.reason in STRAIGHT_TO_BRUSANO:
            take_step(ticket, Step.PASS_ON)
        urgent = said.reason == Reason.CONFIDENTIAL
        for member in [] if mailed and not urgent else members:
            notices.tell(member, NEW, about=ticket.code, organisation=organisation, cannot_wait=urgent)
        if urgent:
            tell_brusano(cannot_wait=True)
    return ticket


def pass_on(ticket: Ticket) -> bool:
    """By a member: it is not for us to mend."""
    return take_step(ticket, Step.PASS_ON)


def close(ticket: Ticket, *, outcome: str, answer: str = "", by: User) -> bool:
    """With what was done about it; whoever left an address gets that by mail."""
    with transaction.atomic():
        if not take_step(ticket, Step.CLOSE, outcome=outcome, answer=answer, closed_by=by):
            return False
        if ticket.email:
            notices.tell_at(ticket.email, ANSWERED, about=ticket.code, language=ticket.language)
    return True


def pass_on_unanswered() -> int:
    """After its days without an answer, or once nobody acts for the organisation any more. Brusano gets one mail."""
    with transaction.atomic():
        nobody = Ticket.objects.filter(state=State.ORGANISATION).filter(~Exists(_active(OuterRef("organisation"))))
        due = [*Ticket.objects.unanswered(), *nobody]
        passed = sum(take_step(ticket, Step.PASS_ON) for ticket in due)
        if passed or Ticket.objects.filter(state=State.BRUSANO, passed_on_at__gt=timezone.now() - SAME).exists():
            tell_brusano()
    return passed


def tell_brusano(*, cannot_wait: bool = False) -> None:
    """Whoever keeps the directory. What the mail says is counted when it leaves."""
    for person in User.objects.filter(groups__name=DIRECTORY, is_active=True):
        notices.tell(person, TO_BRUSANO, about="tickets", cannot_wait=cannot_wait)


def forget_closed() -> tuple[int, int]:
    """The addresses of whoever reported, then the reports. How many of each."""
    now = timezone.now()
    year, month = now - timedelta(days=KEPT_DAYS), now - timedelta(days=CONTACT_DAYS)
    with transaction.atomic():
        answered = Ticket.objects.exclude(email="").filter(closed_at__lt=month)
        never = Ticket.objects.exclude(email="").filter(closed_at=None, opened_at__lt=year)
        told = [*answered, *never]
        for ticket in told:
            notifications.forget(to=ticket.email, about=ticket.code)
        addresses = Ticket.objects.filter(pk__in=[ticket.pk for ticket in told]).update(email="")
        old = Ticket.objects.filter(closed_at__lt=year)
        for code in old.values_list("code", flat=True):
            notifications.forget(about=code)
        reports, _rows = old.delete()
    return addresses, reports


def _members(organisation: Organisation) -> list[User]:
    """Who can see it in « my organisation » today."""
    if organisation.status in {Organisation.Status.SUSPENDED, Organisation.Status.CLOSED}:
        return []
    return [one.user for one in _active(organisation).select_related("user").order_by("pk")]


def _active(organisation: Any) -> Any:
    return Membership.objects.filter(organisation=organisation, user__is_active=True)
