"""Twice a year somebody else says that a member still works there."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directory import notices
from directory.models import Membership, Organisation

ASKED = "members_to_attest"
BETWEEN = timedelta(days=30)  # two mails to the same manager


def ask_managers() -> int:
    """A mail to each manager who has colleagues to confirm, at most once a month; how many were asked."""
    today, count = timezone.localdate(), 0
    due = Membership.objects.to_attest(today).filter(organisation__in=Organisation.objects.listed())
    asked = Membership.objects.managers().filter(
        Q(reminded_on=None) | Q(reminded_on__lte=today - BETWEEN), organisation__in=due.values("organisation")
    )
    for manager in asked.select_related("user", "organisation"):
        if due.filter(organisation=manager.organisation_id).exclude(pk=manager.pk).exists():
            count += _ask(manager)
    return count


def _ask(manager: Membership) -> int:
    with transaction.atomic():
        notices.tell(manager.user, ASKED, about=str(manager.pk), organisation=manager.organisation)
        Membership.objects.filter(pk=manager.pk).update(reminded_on=timezone.localdate())
    return 1
