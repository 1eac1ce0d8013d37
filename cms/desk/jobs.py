"""What the worker does for the editors: once a week, the report on French and Dutch for those who want it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from cms.desk.parity import State, gaps
from cms.models import ParityReader
from directory import notices, notifications
from directory.models import Letter, User
from directory.permissions import EDITOR, MODERATOR

KIND = "parity"
SHOWN = 15  # titles in the mail; the page has them all


class DeskJobs:
    def often(self) -> bool:
        return False

    def nightly(self) -> None:
        tell_of_gaps()


def tell_of_gaps() -> int:
    """On Monday, or on the first night after it that the worker is up; once a week however often it is asked."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    due = ParityReader.objects.filter(Q(told_on=None) | Q(told_on__lt=monday)).select_related("user")
    told = 0
    for reader in due if gaps() else []:
        told += _tell(reader, today)
    return told


def _tell(reader: ParityReader, today: date) -> int:
    with transaction.atomic():
        notices.tell(reader.user, KIND, about=str(reader.user_id))
        ParityReader.objects.filter(pk=reader.pk).update(told_on=today)
    return 1


def _context(about: str, _letter: Letter) -> dict[str, Any] | None:
    """As it stands when the mail leaves; nothing to whoever writes no pages any more."""
    user = User.objects.filter(pk=about, is_active=True).first()
    if user is None or not (user.is_superuser or user.groups.filter(name__in=(EDITOR, MODERATOR)).exists()):
        return None
    found = gaps()
    counts = [(state.label, sum(1 for gap in found if gap.state == state)) for state in State]
    return (
        {
            "counts": [(label, count) for label, count in counts if count],
            "gaps": found[:SHOWN],
            "more": len(found) - SHOWN,
            "address": settings.SITE_ADDRESS + reverse("desk_parity"),
        }
        if found
        else None
    )


def register() -> None:
    kind = notifications.Kind(
        KIND, "cms/mail/parity", _context, priority="low", says=gettext_noop("report on languages")
    )
    notifications.register(kind)
