"""What stands in the second line of every page of « my organisation »: one line a tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext_lazy as _

from directory.models import Membership, Organisation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Tab:
    """`name` stands for the tab in lists of addresses: every URL name `own:<name>` or `own:<name>_…` is under it."""

    name: str
    label: StrOrPromise
    for_managers: bool = False
    for_unverified: bool = True  # whether a draft that nobody verified yet needs it


TABS = (
    Tab("home", _("Our cards")),
    Tab("room", _("Room and freshness"), for_unverified=False),
    Tab("tickets", _("Reports of errors"), for_unverified=False),
    Tab("mailboxes", _("Shared mailboxes"), for_managers=True, for_unverified=False),
    Tab("members", _("Who acts for us"), for_unverified=False),
)


@dataclass(frozen=True)
class Shown:
    label: StrOrPromise
    address: str
    current: bool


def tabs(membership: Membership, match: ResolverMatch | None) -> list[Shown]:
    here = match.url_name or "" if match else ""
    status, code = membership.organisation.status, membership.organisation.code
    return [
        Shown(tab.label, reverse(f"own:{tab.name}", args=[code]), here.partition("_")[0] == tab.name)
        for tab in TABS
        if (membership.is_manager or not tab.for_managers)
        and (tab.for_unverified or status == Organisation.Status.VERIFIED)
        and status != Organisation.Status.SUSPENDED
    ]
