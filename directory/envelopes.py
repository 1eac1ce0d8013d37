"""The return address of each mail: it says which letter came back, and only we can have written it."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SIGNS = 20  # of 16: 80 bits
# Between the languages of one mail.
BETWEEN_SUBJECTS, BETWEEN_TEXTS = " / ", "\n\n* * *\n\n"


class Box(NamedTuple):
    """Where mail comes back: a folder on an IMAP server, or the Maildir of this machine that `folder` names."""

    folder: str
    host: str = ""
    port: int = 993
    user: str = ""
    password: str = ""
    tls: bool = True


def return_address(number: int, message_id: str) -> str:
    """`return+1042-5f…@host` of RETURN_MAIL's `return@host`: most mail servers deliver it there."""
    local, _sign, host = settings.RETURN_MAIL.rpartition("@")
    return f"{local}+{number}-{_seal(number, message_id)}@{host}"


def number_in(address: str) -> int | None:
    """Which letter this address speaks of, whoever wrote it: see `is_ours`."""
    tag = address.strip().strip("<>").rpartition("@")[0].rpartition("+")[2]
    number = tag.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 18 else None


def is_ours(address: str, number: int, message_id: str) -> bool:
    return constant_time_compare(address.strip().strip("<>").lower(), return_address(number, message_id).lower())


def _seal(number: int, message_id: str) -> str:
    return salted_hmac("directory.envelopes", f"{number} {message_id}", algorithm="sha256").hexdigest()[:SIGNS]
