"""A shortlist of services that lives in an address (`?s=code&s=code`) and nowhere else: public codes, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

PARAMETER, ADD, DROP = "s", "add", "drop"
ON_A_SHEET = 6
KEPT = 30  # more than a sheet holds, so that nothing chosen is lost before somebody takes some away
CODE = re.compile(r"[a-z0-9]{8}")

Codes = tuple[str, ...]


def read(data: Mapping[str, Any]) -> Codes:
    """The codes of a request, each once, after a button added or took away one."""
    chosen = dict.fromkeys(code for code in [*_all(data, PARAMETER), *_all(data, ADD)] if CODE.fullmatch(code))
    dropped = set(_all(data, DROP))
    return tuple(code for code in chosen if code not in dropped)[:KEPT]


def query(codes: Iterable[str]) -> str:
    """What follows the « ? » of an address."""
    return urlencode([(PARAMETER, code) for code in codes])


def without(codes: Codes, code: str) -> Codes:
    return tuple(each for each in codes if each != code)


def _all(data: Mapping[str, Any], name: str) -> list[str]:
    getlist = getattr(data, "getlist", None)
    return [str(value) for value in getlist(name)] if getlist else []
