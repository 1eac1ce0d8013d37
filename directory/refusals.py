"""Why a mail did not leave, as a word for staff and the codes of the answer. Never its text: it repeats the address."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from typing import Any, NamedTuple

# Of a mail server's answer: the code, and the finer one of RFC 3463.
CODES = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
# The mailbox is not there (any more), says the finer code; other refusals speak of the mail, or of who brings it.
GONE = re.compile(r"5\.(1\.[1-36]|1\.10|2\.1)")


class Why(NamedTuple):
    word: str  # explained in directory.wagtail_hooks.mail
    codes: str = ""
    for_good: bool = False  # trying again would change nothing
    relay: bool = False  # nothing would leave now, this letter or another

    @property
    def gone(self) -> bool:
        return self.for_good and bool(GONE.fullmatch(self.codes.rpartition(" ")[2]))


def why(error: Exception) -> Why:
    for kind, read in _READERS:
        if isinstance(error, kind):
            return read(error)
    return Why("unwritable", type(error).__name__)


def _of_recipient(error: smtplib.SMTPRecipientsRefused) -> Why:
    code, said = next(iter(error.recipients.values()))
    if code >= 500:
        return Why("refused", _codes(code, said), for_good=True)
    return Why("later", _codes(code, said), relay=code == 421)


def _of_data(error: smtplib.SMTPDataError) -> Why:
    codes = _codes(error.smtp_code, error.smtp_error)
    return Why("content", codes, for_good=True) if error.smtp_code >= 500 else Why("later", codes)


def _of_server(error: smtplib.SMTPResponseException) -> Why:
    """It did not want to hear even to whom: its greeting, our name, our sender."""
    return Why("relay", _codes(error.smtp_code, error.smtp_error), relay=True)


def _how_it_ended(error: smtplib.SMTPServerDisconnected) -> str:
    """smtplib says both in one sentence."""
    return "silent" if isinstance(error.__context__, TimeoutError) else "dropped"


def _codes(code: int, said: object) -> str:
    finer = CODES.search(said.decode("ascii", "replace") if isinstance(said, bytes) else str(said))
    return f"{code} {finer[0]}" if finer else str(code)


# The first that fits: most are subclasses of OSError, the last.
_READERS: list[tuple[type[Exception], Callable[[Any], Why]]] = [
    (smtplib.SMTPRecipientsRefused, _of_recipient),
    (smtplib.SMTPDataError, _of_data),
    (smtplib.SMTPAuthenticationError, lambda error: Why("login", str(error.smtp_code), relay=True)),
    (smtplib.SMTPResponseException, _of_server),
    (smtplib.SMTPServerDisconnected, lambda error: Why(_how_it_ended(error), relay=True)),
    (smtplib.SMTPNotSupportedError, lambda _error: Why("encryption", relay=True)),
    (ssl.SSLError, lambda _error: Why("encryption", relay=True)),
    (TimeoutError, lambda _error: Why("silent", relay=True)),
    (smtplib.SMTPException, lambda _error: Why("relay", relay=True)),
    (OSError, lambda _error: Why("unreachable", relay=True)),
]
