"""The code that proves a mailbox: it says for which service, and nothing that could be pressed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from directory import links, notifications
from directory.actions import mailboxes
from directory.models import Letter, Service


def _code(about: str, letter: Letter) -> dict[str, Any] | None:
    """Nothing, once the address was changed. One code for both languages of the mail."""
    service = Service.objects.filter(code=about.partition(":")[0]).first()
    if service is None or service.mailbox.lower() != letter.address.lower():
        return None
    if not getattr(letter, "mailbox_code", ""):
        letter.mailbox_code = links.mint_code(mailboxes.CODE, about, minutes=mailboxes.CODE_MINUTES)
    name = (service.is_sensitive and service.neutral_name) or service.name
    return {"code": letter.mailbox_code, "name": name, "minutes": mailboxes.CODE_MINUTES}


def register() -> None:
    says = gettext_lazy("code for a mailbox")
    kind = notifications.Kind(mailboxes.CODE, "directory/mail/mailbox_code", _code, priority="high", says=says)
    notifications.register(kind)
    notifications.when_dead(mailboxes.address_is_dead)
