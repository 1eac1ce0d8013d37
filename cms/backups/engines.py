"""The two databases, with one set of verbs."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from django.db import connection


class Engine(Protocol):
    PART: str

    def server(self) -> str: ...
    def refuse_in_use(self) -> None: ...
    def dump(self, path: Path, /) -> dict[str, int]: ...
    def fill(self, part: Path, tables: list[str], /) -> tuple[str, dict[str, int]]: ...
    def swap(self, draft: str, aside: Path, /) -> str: ...
    def drop(self, draft: str, /) -> None: ...


def current() -> Engine:
    if connection.vendor == "postgresql":
        from cms.backups import postgresql  # noqa: PLC0415  psycopg is needed there alone

        return postgresql
    from cms.backups import sqlite  # noqa: PLC0415

    return sqlite
