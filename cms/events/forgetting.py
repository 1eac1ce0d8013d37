"""Registrations whose time is over, or whose person asks to be forgotten."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.events.actions import cancel, seats_of
from cms.events.lifecycle import State
from cms.models import Registration
from directory import links, notifications

PURPOSES = ("event_confirm", "event_cancel")


def forget(rows: QuerySet[Registration]) -> int:
    """With the letters about them and the links in those."""
    found = list(rows.values_list("pk", "key"))
    with transaction.atomic():
        for _number, key in found:
            _forget_letters(str(key))
        Registration.objects.filter(pk__in=[number for number, _key in found]).delete()
    return len(found)


def forget_address(email: str) -> None:
    """Her seats go to whoever waits. For the figures of the year the rest stays, under nobody's name."""
    hers = Registration.objects.filter(email__iexact=email)
    forget(hers.filter(state=State.UNCONFIRMED))
    for one in hers.order_by("meeting", "pk"):
        with seats_of(one.meeting_id) as meeting:
            if not meeting.has_begun:
                cancel(one)
            _forget_letters(str(one.key))
            gone = {"name": _("erased account"), "email": "", "organisation": ""}
            Registration.objects.filter(pk=one.pk).update(**gone)


def _forget_letters(key: str) -> None:
    notifications.forget(about=key)
    for purpose in PURPOSES:
        links.burn(purpose, key)
