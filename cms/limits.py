"""How often one address may post: forms that anybody may send are answered so many times a minute, whoever asks.

The counters are shared by all processes, in a file of their own that may be lost. An address is never written: it is
kept as a hash whose salt is drawn each day and forgotten the next, and with it the counters.
"""

from __future__ import annotations

import hmac
import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms import errors
from cms.accounts import devices

MINUTE = 60
# Posts a minute, and of COSTLY pages every request. A hospital or a CPAS may stand behind one address; suggestions
# come with every few letters.
LIMITS = {
    "search:page": 120,
    "search:suggest": 600,
    "search:boussole": 60,
    "search:sheet_paper": 60,
    "memo": 60,
    "search_api:api": 300,
    "directory:report_service": 20,
    "directory:report_organisation": 20,
    "events:register": 20,
    "events:confirm": 60,
    "events:cancel": 60,
    "newsletter:subscribe": 20,
    "newsletter:confirm": 60,
    "newsletter:change": 60,
    "directory:tap": 120,  # a hospital's people behind one address, on the first of the month
    "newsletter:leave": 600,  # mail programs press the button for their readers, thousands behind one address
    "directory:claim": 20,
    "directory:propose": 20,
    "directory:claim_confirm": 60,
    "account_login": 60,
    "account_reset_password": 60,
    "account_reset_password_from_key": 60,
    "account_change_password": 20,
    "account_join": 60,
    "mfa_authenticate": 60,
    "mfa_reauthenticate": 20,
    "mfa_activate_totp": 20,
}
COSTLY = {"search:sheet_paper", "memo"}
# Where a browser that knows somebody is counted apart from its address: a neighbour's burst does not keep her out.
OF_A_BROWSER = {"account_login", "mfa_authenticate"}
LONGEST_ADDRESS = 4094  # characters; a question with every filter chosen has some 2,000
TABLES = """
    CREATE TABLE IF NOT EXISTS salt (day TEXT PRIMARY KEY, salt BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS hits (key TEXT PRIMARY KEY, minute INTEGER NOT NULL, count INTEGER NOT NULL)
        WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS tries (key TEXT PRIMARY KEY, span INTEGER NOT NULL, count INTEGER NOT NULL,
        until INTEGER NOT NULL) WITHOUT ROWID;"""
# One statement, so that a burst over several processes is counted whole.
COUNT = """INSERT INTO hits (key, minute, count) VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN minute = excluded.minute THEN count + 1 ELSE 1 END, minute = excluded.minute RETURNING count"""
TRY = """INSERT INTO tries (key, span, count, until) VALUES (?, ?, 1, ?) ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN span = excluded.span THEN count + 1 ELSE 1 END, span = excluded.span, until = excluded.until
    RETURNING count"""
_local = threading.local()
_salts: dict[str, bytes] = {}
logger = logging.getLogger(__name__)


class LimitMiddleware:
    """Refuses what is too long before it is read, and what comes too often before it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            return errors.too_long(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        counted = name in LIMITS and (request.method == "POST" or name in COSTLY)
        if not counted or within(request, name):
            return None
        return errors.too_often(request, MINUTE - int(time.time()) % MINUTE)


def within(request: HttpRequest, name: str) -> bool:
    """Counts this request. Should the file fail, everybody is let through: people come before limits."""
    if not address(request):
        return True
    try:
        who = (devices.seat(request) if name in OF_A_BROWSER else "") or visitor(request)
        return _count(f"{name} {who}") <= LIMITS[name]
    except sqlite3.Error:
        logger.exception("The counters of rate limits cannot be written.")
        return True


def visitor(request: HttpRequest) -> str:
    """The address as a hash of today. Of IPv6 the network: a household has more addresses than there are people."""
    text = address(request)
    try:
        one = ip_address(text)
    except ValueError:
        one = None
    if isinstance(one, IPv6Address):
        text = str(ip_network(f"{one}/64", strict=False))
    return hmac.new(_salt(timezone.localdate().isoformat()), text.encode(), sha256).hexdigest()[:32]


def address(request: HttpRequest) -> str:
    """Who asks; behind the reverse proxy, who asked it, which is the last name it wrote."""
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For", "")):
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def take(key: str, *, most: int, seconds: int) -> bool:
    """One more of at most so many in that time. Taken before anything is tried, so that a burst is counted whole."""
    span = int(time.time()) // seconds
    try:
        count: int = _connection().execute(TRY, (_hidden(key), span, (span + 1) * seconds)).fetchall()[0][0]
        if count == 1:
            _connection().execute("DELETE FROM tries WHERE until < ?", (int(time.time()),))
    except sqlite3.Error:
        logger.exception("The counters of tries cannot be written.")
        return True
    return count <= most


def give_back(key: str) -> None:
    """What was tried was right: it does not count."""
    try:
        _connection().execute("UPDATE tries SET count = count - 1 WHERE key = ? AND count > 0", (_hidden(key),))
    except sqlite3.Error:
        logger.exception("The counters of tries cannot be written.")


def clear(key: str) -> None:
    try:
        _connection().execute("DELETE FROM tries WHERE key = ?", (_hidden(key),))
    except sqlite3.Error:
        logger.exception("The counters of tries cannot be written.")


def _hidden(key: str) -> str:
    """Neither an address nor a mailbox is written down."""
    return hmac.new(_salt(timezone.localdate().isoformat()), key.encode(), sha256).hexdigest()[:32]


def forget() -> None:
    """For tests: nobody has asked anything."""
    _salts.clear()
    _connection().executescript("DELETE FROM hits; DELETE FROM tries; DELETE FROM salt;")


def _count(key: str) -> int:
    minute = int(time.time()) // MINUTE
    connection = _connection()
    count: int = connection.execute(COUNT, (key, minute)).fetchall()[0][0]
    if count == 1:
        connection.execute("DELETE FROM hits WHERE minute < ?", (minute,))
    return count


def _salt(day: str) -> bytes:
    """Drawn by whoever comes first that day; those of other days are forgotten."""
    if day not in _salts:
        connection = _connection()
        connection.execute("INSERT OR IGNORE INTO salt (day, salt) VALUES (?, ?)", (day, secrets.token_bytes(32)))
        connection.execute("DELETE FROM salt WHERE day <> ?", (day,))
        found = connection.execute("SELECT salt FROM salt WHERE day = ?", (day,)).fetchall()[0][0]
        _salts.clear()
        _salts[day] = found
    return _salts[day]


def _connection() -> sqlite3.Connection:
    """One for each thread. What is written may be lost with the machine: nothing waits for the disk."""
    path = str(settings.LIMITS_FILE)
    if getattr(_local, "path", "") != path:
        made = sqlite3.connect(path, timeout=2, isolation_level=None)
        made.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {TABLES}")
        _local.path, _local.connection = path, made
    connection: sqlite3.Connection = _local.connection
    return connection
