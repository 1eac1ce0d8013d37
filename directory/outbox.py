"""Mails of a demonstration: files of a folder, read on this machine, and sent to nobody."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from directory.envelopes import BETWEEN_SUBJECTS, BETWEEN_TEXTS

END = ".eml"


class Mail(NamedTuple):
    """What the page shows of one: texts with their language, as far as it is known."""

    at: datetime
    to: str
    subjects: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    attachments: list[str]


class FolderBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            content = message.message()
            # A mail that is written twice, after a worker was killed, is one file.
            name = sha256(str(content["Message-ID"]).encode()).hexdigest()[:32]
            beside = folder / f".{uuid4().hex}"
            beside.touch(mode=0o600)
            beside.write_bytes(content.as_bytes())
            beside.rename(folder / f"{name}{END}")
        return len(email_messages)


def newest(limit: int) -> list[Mail]:
    found = [mail for path in _by_age()[:limit] if (mail := _read(path))]
    return sorted(found, key=lambda mail: mail.at, reverse=True)


def tidy(before: datetime) -> None:
    """Demo or not, nobody needs an old one."""
    for path in _by_age():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _by_age() -> list[Path]:
    """The newest first."""
    try:
        with os.scandir(settings.MAIL_FOLDER) as entries:
            found = [(entry.stat().st_mtime, Path(entry.path)) for entry in entries if entry.name.endswith(END)]
    except FileNotFoundError:
        return []
    return [path for _at, path in sorted(found, reverse=True)]


def _read(path: Path) -> Mail | None:
    try:
        content, at = path.read_bytes(), path.stat().st_mtime
    except OSError:  # tidied meanwhile
        return None
    message = message_from_bytes(content, _class=Parsed, policy=policy.default)
    text = message.get_body(("plain",))
    languages = [name.strip() for name in str(message["Content-Language"] or "").split(",")]
    return Mail(
        at=datetime.fromtimestamp(at, tz=timezone.get_current_timezone()),
        to=str(message["To"]),
        subjects=_spoken(str(message["Subject"]), BETWEEN_SUBJECTS, languages),
        texts=_spoken(text.get_content() if text else "", BETWEEN_TEXTS, languages),
        attachments=[str(part.get_filename()) for part in message.iter_attachments()],
    )


def _spoken(text: str, between: str, languages: list[str]) -> list[tuple[str, str]]:
    parts = text.replace("\r\n", "\n").split(between)
    if len(parts) != len(languages):
        return [("" if len(languages) > 1 else languages[0], text)]
    return list(zip(languages, parts, strict=True))
