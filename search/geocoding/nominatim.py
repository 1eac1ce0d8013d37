"""Places that our tables do not know, asked of the Nominatim that the operator named, if there is one.

What goes out is the text of the place and the box of Brussels: nothing of who asks. What comes back stays in the memory
of this process for two hours, under a key that dies with it. No table, file or log ever holds either.
"""

from __future__ import annotations

import fcntl
import hmac
import logging
import os
import re
import secrets
import struct
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError, GeocoderTimedOut, GeopyError
from geopy.geocoders import Nominatim
from geopy.util import logger as geopy_logger

from search.geocoding.gazetteer import key
from search.network import Call, Refused, TooSlow, Unanswered

BUDGET = 1.2  # seconds for all of it, waiting for our turn included
PATIENCE = 0.3  # seconds until our turn; with more to wait the place stays unknown
BETWEEN = 1.0  # seconds between two questions of this machine
REST = 30.0  # seconds in which one that failed is left alone
KEPT, KEPT_FOR = 500, 7200
AT_ONCE = 2
MOST = 7
BRUSSELS = (50.75, 4.20), (50.93, 4.52)
AREAS = {"boundary", "waterway", "natural", "route"}  # no points that somebody could live at
HOMES = {"building", "highway", "place"}
KNOWN = "Grand-Place 1, 1000 Bruxelles"  # what the doctor asks
# A telephone, a national number: nine digits and more, in groups; an address has none so long.
NUMBERED = re.compile(r"(?:\d[\s./()-]{0,2}){9}")

logger = logging.getLogger(__name__)
geopy_logger.addFilter(lambda _record: False)  # it writes the whole question, and the answer to it


@dataclass(frozen=True)
class Hit:
    """An answer, reduced to what a Place is made of."""

    lat: float
    lon: float
    name: str
    postal_code: str
    home: bool


class Adapter(BaseSyncAdapter):
    """geopy's way out, through `search.network`: no redirect, no proxy, no cookie, an end to everything."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.internal = settings.NOMINATIM["internal"]

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        return self._asked(url, timeout, headers).decode("utf-8", "replace")

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> list[dict[str, Any]]:
        """What is no list of places is no answer."""
        try:
            found = orjson.loads(self._asked(url, timeout, headers))
        except orjson.JSONDecodeError:
            found = None
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise GeocoderServiceError("what it answers makes no sense")
        return [one | {"display_name": _words(one.get("display_name"))} for one in found if _pointed(one)]

    def _asked(self, url: str, timeout: float, headers: dict[str, str]) -> bytes:
        try:
            return Call(url, headers, self.internal, timeout).body()
        except TooSlow as fault:
            raise GeocoderTimedOut(str(fault)) from fault
        except Unanswered as fault:
            raise GeocoderServiceError(str(fault)) from fault


class _State:
    """Of this process. The key of the cache is drawn when it starts and told to nobody."""

    def __init__(self) -> None:
        self.secret = secrets.token_bytes(32)
        self.kept: OrderedDict[bytes, tuple[float, tuple[Hit, ...]]] = OrderedDict()
        self.rests_until = 0.0
        self.lock = threading.Lock()
        self.free = threading.BoundedSemaphore(AT_ONCE)


_state = _State()


def configured() -> bool:
    return bool(settings.NOMINATIM["url"])


def host() -> str:
    """Who is asked, for the people whose words these are."""
    return urlsplit(settings.NOMINATIM["url"]).hostname or ""


def asked(text: str) -> tuple[Hit, ...]:
    """What it knows in Brussels by this name; nothing, too, when it is away, slow, or not to be asked so soon."""
    if not configured() or not may_leave(text):
        return ()
    name = hmac.new(_state.secret, key(text).encode(), sha256).digest()
    known = _kept(name)
    if known is not None or time.monotonic() < _state.rests_until:
        return known or ()
    try:
        found = _briefly(lambda until: _answer(text, until), BUDGET)
    except GeopyError as fault:
        _state.rests_until = time.monotonic() + REST
        logger.warning("The Nominatim gave no answer: %s. It is left alone for %s seconds.", fault, int(REST))
        return ()
    if found is None:
        return ()
    _keep(name, found)
    return found


def may_leave(text: str) -> bool:
    """A place has a word, and holds no number of a person and no address of mail."""
    return "@" not in text and not NUMBERED.search(text) and re.search(r"[^\W\d_]{3}", text) is not None


def fault() -> str:
    """Why it does not answer, for the operator; nothing when it does."""
    try:
        if _briefly(lambda until: _answer(KNOWN, until, BETWEEN), BUDGET + BETWEEN) is None:
            return "It is asked by others at this moment: try again."
    except GeopyError as error:
        refused = isinstance(error.__cause__, Refused)
        mend = (
            "Look at NOMINATIM_URL and NOMINATIM_INTERNAL" if refused else "Look at NOMINATIM_URL, and whether it runs"
        )
        return f"The Nominatim gives no answer: {error}. {mend}."
    return ""


def forget() -> None:
    """For tests: nothing was asked."""
    global _state  # noqa: PLW0603
    _state = _State()
    _geocoder.cache_clear()
    _turn_file().unlink(missing_ok=True)


def _briefly(work: Callable[[float], tuple[Hit, ...] | None], seconds: float) -> tuple[Hit, ...] | None:
    """Also where looking up a name hangs: that cannot be cut short, only be left behind."""
    free = _state.free
    if not free.acquire(blocking=False):
        return None
    until = time.monotonic() + seconds
    try:
        under_way = _threads().submit(work, until)
    except RuntimeError:  # the process is ending
        free.release()
        return None
    under_way.add_done_callback(lambda _done: free.release())
    try:
        return under_way.result(timeout=seconds + 0.05)
    except TooLate:
        raise GeocoderTimedOut("it was too slow") from None


def _answer(text: str, until: float, patience: float = PATIENCE) -> tuple[Hit, ...] | None:
    wait = _turn(patience)
    if wait is None:
        return None
    time.sleep(wait)
    found = _geocoder(settings.NOMINATIM["url"]).geocode(
        _words(text),
        exactly_one=False,
        limit=MOST,
        addressdetails=True,
        country_codes="be",
        viewbox=BRUSSELS,
        bounded=True,
        timeout=max(until - time.monotonic(), 0.01),
    )
    return tuple(hit for one in found or () if (hit := _hit(one.raw)))


@cache
def _geocoder(url: str) -> Nominatim:
    scheme, _sign, domain = url.partition("://")
    return Nominatim(scheme=scheme, domain=domain, user_agent="Maillage", proxies={}, adapter_factory=Adapter)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, "nominatim")


def _turn(patience: float) -> float | None:
    """Seconds until our turn, which is then taken, among all processes of this machine; None when that is too long."""
    try:
        file = os.open(_turn_file(), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            now, written = time.time(), os.pread(file, 8, 0)
            due: float = struct.unpack("d", written)[0] if len(written) == 8 else now
            if not now < due <= now + 2 * BETWEEN:  # long past, or the clock was put back
                due = now
            if due - now > patience:
                return None
            os.pwrite(file, struct.pack("d", due + BETWEEN), 0)
            return due - now
        finally:
            os.close(file)
    except OSError as error:
        raise GeocoderServiceError(f"whose turn it is cannot be written ({error.strerror})") from error


def _turn_file() -> Path:
    """Beside the counters of rate limits. It holds a moment."""
    return Path(settings.LIMITS_FILE).with_name("nominatim.turn")


def _kept(name: bytes) -> tuple[Hit, ...] | None:
    with _state.lock:
        until, hits = _state.kept.get(name, (0.0, ()))
        if until > time.monotonic():
            return hits
        _state.kept.pop(name, None)
    return None


def _keep(name: bytes, hits: tuple[Hit, ...]) -> None:
    with _state.lock:
        _state.kept[name] = time.monotonic() + KEPT_FOR, hits
        while len(_state.kept) > KEPT:
            _state.kept.popitem(last=False)


def _pointed(one: dict[str, Any]) -> bool:
    try:
        lat, lon = float(one["lat"]), float(one["lon"])
    except (KeyError, TypeError, ValueError):
        return False
    (south, west), (north, east) = BRUSSELS
    return south <= lat <= north and west <= lon <= east


def _hit(raw: dict[str, Any]) -> Hit | None:
    """A street with its number, else a name; its commune is read from the outlines, in our words."""
    parts = raw.get("address")
    parts = parts if isinstance(parts, dict) else {}
    street, kind = _words(parts.get("road")), _words(raw.get("class")) or _words(raw.get("category"))
    home = kind in HOMES and bool(street)
    name = f"{street} {_words(parts.get('house_number'))}".strip() if home else ""
    name = name or _words(raw.get("name")) or _words(raw.get("display_name")).partition(",")[0]
    if kind in AREAS or not name:
        return None
    code = re.fullmatch(r"1[0-2]\d\d", _words(parts.get("postcode")))
    return Hit(float(raw["lat"]), float(raw["lon"]), name, code[0] if code else "", home)


def _words(value: Any) -> str:
    """On one line, short, without signs that nobody sees; no number, list or nothing either."""
    return (
        " ".join("".join(c if c.isprintable() else " " for c in value).split())[:80] if isinstance(value, str) else ""
    )
