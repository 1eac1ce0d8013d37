"""Reads what came back and marks the mailboxes that are dead."""

from __future__ import annotations

import imaplib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from directory import bounces

WORDS = {
    "dead": "mailboxes refuse their mail for good",
    "soft": "mails are late",
    "elsewhere": "mails were passed on to an address that refuses them",
    "other": "answers of machines",
    "forged": "mails to return addresses that are not ours, or forgotten",
}


class Command(BaseCommand):
    help = "Read the mails that came back (RETURN_BOX), mark dead mailboxes and tell whoever waits on them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.RETURN_BOX:
            raise CommandError("Set RETURN_BOX to the mailbox where mail comes back; see README.md.")
        try:
            counted = bounces.read(settings.RETURN_BOX)
        except (OSError, imaplib.IMAP4.error) as error:
            # Its words may repeat an address or a user's name.
            raise CommandError(f"The mailbox of RETURN_BOX cannot be read ({type(error).__name__}).") from None
        for word, count in sorted(counted.items()):
            self.stdout.write(f"{count} {WORDS[word]}")
        if not counted:
            self.stdout.write("Nothing came back.")
