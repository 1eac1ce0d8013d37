"""Typed readers of what the environment says of mail. What is refused is not repeated: it may hold a password."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from cms.environment import text
from directory.envelopes import Box

# Of each scheme the port it has by itself.
PORTS = {"smtp+tls": 587, "smtps": 465, "smtp": 25, "smtp+plain": 25}
WANTED = "write smtp+tls://user:password@host:587 or smtps://user:password@host:465 (a sign like @ in one as %40)."
BOX_WANTED = "write imaps://user:password@host/INBOX (a sign like @ in the password as %40), or the path of a Maildir."


class Relay(NamedTuple):
    """The mail server that takes our mail."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def relay(name: str) -> Relay | None:
    """Without one, mail waits. Without encryption only to this machine, or where one writes smtp+plain."""
    value = text(name, "").strip()
    if not value:
        return None
    parts = _parts(name, value, WANTED)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{name} cannot be read: {WANTED}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ImproperlyConfigured(f"{name} holds a user or a password alone: {WANTED}")
    if parts.scheme == "smtp" and not _this_machine(parts.hostname):
        raise ImproperlyConfigured(
            f"{name} begins with smtp://, which others can read on the way: {WANTED} "
            "Within a network of your own that is closed, smtp+plain://host:25."
        )
    if parts.scheme == "smtp+plain" and user:
        raise ImproperlyConfigured(f"{name} would send a password that others can read on the way: {WANTED}")
    port = parts.port or PORTS[parts.scheme]
    return Relay(parts.hostname, port, user, password, parts.scheme == "smtp+tls", parts.scheme == "smtps")


def sender(name: str, default: str) -> str:
    """An address, with or without a name: « Maillage <maillage@brusano.example> »."""
    value = text(name, "").strip() or default
    shown, address = parseaddr(value)
    if "\n" in value or "\r" in value or not _is_address(address):
        raise ImproperlyConfigured(f"{name} is no mail address: write Maillage <maillage@example.brussels>.")
    return formataddr((shown, address))


def returns(name: str, default: str) -> str:
    """Its host must deliver `return+anything@…` where it delivers `return@…`."""
    value = text(name, "").strip() or parseaddr(default)[1]
    if not _is_address(value) or "+" in value or '"' in value:
        raise ImproperlyConfigured(f"{name} is no plain mail address: write return@example.brussels, without a +.")
    return value


def box(name: str) -> Box | None:
    value = text(name, "").strip()
    if not value:
        return None
    if value.startswith("/"):
        if not all((Path(value) / part).is_dir() for part in ("cur", "new", "tmp")):
            raise ImproperlyConfigured(f"{name} names a folder that is no Maildir (cur, new, tmp): {BOX_WANTED}")
        return Box(value)
    parts = _parts(name, value, BOX_WANTED)
    if parts.scheme not in {"imaps", "imap"} or not parts.hostname or not parts.username or not parts.password:
        raise ImproperlyConfigured(f"{name} cannot be read: {BOX_WANTED}")
    tls = parts.scheme == "imaps"
    if not tls and not _this_machine(parts.hostname):
        raise ImproperlyConfigured(f"{name} begins with imap://, which others can read on the way: {BOX_WANTED}")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    port = parts.port or (993 if tls else 143)
    return Box(folder, parts.hostname, port, unquote(parts.username), unquote(parts.password), tls)


def _parts(name: str, value: str, wanted: str) -> SplitResult:
    if not value.isprintable() or " " in value:
        raise ImproperlyConfigured(f"{name} holds a blank or a sign that is no letter: {wanted}")
    try:
        parts = urlsplit(value)
        _port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"The port or host is mistyped in {name}: {wanted}") from None
    return parts


def _this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_address(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True
