"""What comes back: of which letter, and whether its mailbox is dead.

Only what is addressed to one of our return addresses is read, and removed once read: the rest of the box may be
somebody's. A return address that we did not write, or whose letter is forgotten, says nothing.
"""

from __future__ import annotations

import imaplib
import mailbox
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from post_office.models import Log

from directory.envelopes import Box, is_ours, number_in
from directory.models.letters import FAILED, Letter
from directory.notifications import mark_dead

LARGEST = 200_000  # bytes: the report comes first, our own mail may follow it at full length
SILENCE = 30  # seconds
# Where servers write to whom a mail was delivered.
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})")


class Returned(NamedTuple):
    """One mail of the box, and how it is removed."""

    message: Message
    remove: Callable[[], Any]


def read(box: Box) -> Counter[str]:
    """How many were dead, soft, forged or other. Those of nobody's business are left where they are."""
    counted: Counter[str] = Counter()
    for returned in in_imap(box) if box.host else in_maildir(box.folder):
        if not (addresses := _ours(returned.message)):
            continue
        counted[_heed(returned.message, addresses)] += 1
        returned.remove()
    return counted


def in_maildir(path: str) -> Iterator[Returned]:
    box = mailbox.Maildir(path, factory=None, create=False)
    for key in sorted(box.keys()):
        with suppress(KeyError):  # read by another program meanwhile
            with box.get_file(key) as file:
                message = _parsed(file.read(LARGEST))
            yield Returned(message, partial(box.discard, key))


def in_imap(box: Box) -> Iterator[Returned]:
    """By numbers that do not move; the line is closed whatever happens."""
    kind = imaplib.IMAP4_SSL if box.tls else imaplib.IMAP4
    with kind(box.host, box.port, timeout=SILENCE) as server:
        server.login(box.user, box.password)
        alone = b"UIDPLUS" in b" ".join(server.capability()[1]).upper().split()
        server.select(_quoted(box.folder))
        _ok, found = server.uid("SEARCH", "UNDELETED")
        for uid in (found[0] or b"").split():
            _ok, parts = server.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{LARGEST}>)")
            content = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if content is not None:
                yield Returned(_parsed(content), partial(_remove, server, uid.decode(), alone=alone))


def _parsed(content: bytes) -> Message:
    """Anybody may have written it: parts within parts, a thousand deep, are nothing we know."""
    try:
        message = message_from_bytes(content)
        list(message.walk())
    except (RecursionError, ValueError, LookupError):
        return Message()
    return message


def _remove(server: imaplib.IMAP4, uid: str, *, alone: bool) -> None:
    """This one alone where the server can; else it stays marked as deleted, and is not read again."""
    server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
    if alone:
        server.uid("EXPUNGE", uid)


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _ours(message: Message) -> list[str]:
    """Return addresses, by their looks."""
    local, _sign, host = settings.RETURN_MAIL.lower().rpartition("@")
    headers = [str(value) for name in ADDRESSED for value in message.get_all(name, [])]
    found = dict.fromkeys(address.lower() for _name, address in getaddresses(headers))
    return [
        address
        for address in found
        if address.startswith(f"{local}+") and address.endswith(f"@{host}") and number_in(address) is not None
    ]


def _heed(message: Message, addresses: list[str]) -> str:
    letter = next(filter(None, map(_letter, addresses)), None)
    if letter is None:
        return "forged"
    report = _report(message)
    if report is None:
        return "other"
    final, status = report
    # Of a list that passes mail on, one reader may be gone while the others read it.
    if final and final != letter.address.lower():
        return "elsewhere"
    if not status:
        return "soft"
    with transaction.atomic():
        mark_dead(letter.address, status)
        Letter.objects.filter(pk=letter.pk).update(status=FAILED, last_updated=timezone.now())
        Log.objects.create(email_id=letter.pk, status=FAILED, exception_type="bounced", message=status)
    return "dead"


def _letter(address: str) -> Letter | None:
    number = number_in(address)
    letter: Letter | None = Letter.objects.filter(pk=number).first()
    return letter if letter and is_ours(address, letter.pk, letter.message_id or "") else None


def _report(message: Message) -> tuple[str, str] | None:
    """To whom, and the code of a failure for good (RFC 3464); answering machines send no such report."""
    groups = [
        group
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status" and part.is_multipart()
        for group in part.get_payload()
        if isinstance(group, Message) and (group["Action"] or group["Status"])
    ]
    if not groups:
        return None
    failed = next(filter(_failed, groups), None)
    group = failed or groups[0]
    final = str(group["Final-Recipient"] or "").rpartition(";")[2].strip().strip("<>").lower()
    code = STATUS.match(str(group["Status"] or ""))
    return final, (code[1] if code else "5") if failed else ""


def _failed(group: Message) -> bool:
    action = str(group["Action"] or "").strip().lower()
    return action == "failed" or (not action and str(group["Status"]).strip().startswith("5"))
