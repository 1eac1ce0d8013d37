"""Accounts that nobody uses: a mail after eleven months without a login, closed a month later. Brusano reopens one."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.log_actions import log

from directory import notices, notifications
from directory.actions.turns import one_writer
from directory.models import Membership, Organisation, User

WARNED, CLOSED = "account_unused", "account_unused_closed"
LOGGED = "maillage.unused"
UNUSED_DAYS, NOTICE_DAYS = 365, 30


def look() -> tuple[int, int]:
    """Each night. How many were warned and how many closed."""
    today, warned, closed = timezone.localdate(), 0, 0
    for user in unused(UNUSED_DAYS - NOTICE_DAYS):
        if not is_warned(user):
            warned += _warn(user, today)
        elif closes_on(user) <= today:
            closed += _close(user)
    return warned, closed


def unused(days: int) -> QuerySet[User]:
    """Open accounts; of a demonstration nobody's."""
    rows = User.objects.filter(is_active=True, is_demo=False).alias(used=Coalesce("last_login", "joined_at"))
    return rows.filter(used__date__lt=_before(days)).order_by("pk")


def is_warned(user: User) -> bool:
    """Since she last logged in."""
    return user.warned_on is not None and user.warned_on > last_used(user)


def closes_on(user: User) -> date:
    return max((user.warned_on or timezone.localdate()) + timedelta(days=NOTICE_DAYS), _after(last_used(user)))


def last_used(user: User) -> date:
    return timezone.localdate(user.last_login or user.joined_at)


def _before(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def _after(used: date) -> date:
    return used + timedelta(days=UNUSED_DAYS + 1)


def _warn(user: User, today: date) -> int:
    with one_writer():
        notifications.ask(WARNED, to=user.email, about=str(user.pk), languages=(user.language,))
        User.objects.filter(pk=user.pk).update(warned_on=today)
    return 1


def _close(user: User) -> int:
    """Not the last one who may do everything. Reopened, she has a month again."""
    with one_writer():
        found = unused(UNUSED_DAYS).filter(pk=user.pk).first()  # she may have come meanwhile
        if found is None or _is_last_superuser(found):
            return 0
        found.is_active, found.warned_on = False, None
        found.save(update_fields=["is_active", "warned_on"])
        log(instance=found, action=LOGGED)
        for organisation in Organisation.objects.listed().filter(memberships__user=found):
            _tell(organisation, found)
    return 1


def _is_last_superuser(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


def _tell(organisation: Organisation, gone: User) -> None:
    members = Membership.objects.filter(organisation=organisation, user__is_active=True).select_related("user")
    for member in members.order_by("pk"):
        notices.tell(member.user, CLOSED, about=f"{organisation.code} {gone.pk}", organisation=organisation)
