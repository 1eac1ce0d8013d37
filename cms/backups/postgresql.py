"""The directory on PostgreSQL: its own programs make the copy and fill a new database, which then takes the name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections, transaction
from django.utils import timezone
from psycopg import sql
from psycopg.conninfo import make_conninfo

from cms.backups.archive import Refused
from cms.backups.counting import EMPTY, counts, main_tables
from cms.databases import unreachable

PART = "database.dump"
PLACES = "/usr/lib/postgresql/*/bin"
BUSY = "The database is in use: stop the web server and the worker, then try again."
LINGERS = 1.0  # seconds
LONGEST = 40  # characters of a name that get some more: PostgreSQL cuts at 63


def server() -> str:
    with _server() as ask:
        return str(ask.info.server_version // 10_000)


def program(name: str, places: str = PLACES) -> str:
    """The newest of this machine; it has to be as new as the server."""
    folders = [Path(found).parent] if (found := shutil.which(name)) else []
    folders += [folder for folder in Path("/").glob(places.lstrip("/")) if (folder / name).exists()]
    versions = [(_version(folder / name), str(folder / name)) for folder in folders]
    wanted = server()
    if not versions:
        raise Refused(f"{name} is not on this machine: install postgresql-client-{wanted}, or put it on PATH.")
    version, path = max(versions)
    if version < int(wanted):
        raise Refused(f"{name} is of version {version}, the server of {wanted}: install postgresql-client-{wanted}.")
    return path


def _version(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else 0


def dump(path: Path) -> dict[str, int]:
    """The program and our counts see the same moment, whoever writes meanwhile."""
    pg_dump, tables = program("pg_dump"), main_tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        moment = _asked(cursor, "SELECT pg_export_snapshot()")
        found = counts(tables, lambda question: int(_asked(cursor, question)))
        left = [f"--exclude-table-data={name}" for name in EMPTY]
        _run([pg_dump, "-Fc", f"--snapshot={moment}", f"--file={path}", *left], _name())
    return found


def refuse_in_use() -> None:
    with _server() as ask:
        _refuse_in_use(ask)


def fill(part: Path, tables: list[str]) -> tuple[str, dict[str, int]]:
    pg_restore, draft = program("pg_restore"), f"{_name()[:LONGEST]}_new_{_stamp()}"
    with _server() as ask:
        _refuse_in_use(ask)
        try:
            ask.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(draft)))
        except psycopg.errors.InsufficientPrivilege:
            raise Refused(
                f"The account {connection.settings_dict['USER']} may not make a database, which restoring needs: "
                f'let the administrator of PostgreSQL write ALTER ROLE "{connection.settings_dict["USER"]}" CREATEDB.'
            ) from None
    try:
        _run([pg_restore, "--no-owner", "--no-privileges", "--exit-on-error", str(part)], draft)
        with psycopg.connect(_conninfo(draft), password=_password()) as new, new.cursor() as cursor:
            cursor.execute("ANALYZE")  # else plans made before the server counts by itself take minutes
            return draft, counts(tables, lambda question: int(_asked(cursor, question)))
    except BaseException:
        drop(draft)
        raise


def swap(draft: str, _aside: Path) -> str:
    name = _name()
    kept = f"{name[:LONGEST]}_before_{_stamp()}"
    connections.close_all()
    with _server() as ask:
        there = ask.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        try:
            if there:
                _rename(ask, name, kept)
            try:
                _rename(ask, draft, name)
            except psycopg.Error:
                if there:
                    _rename(ask, kept, name)
                raise
        except psycopg.errors.ObjectInUse:
            raise Refused(BUSY) from None
    return f"the database {kept}" if there else ""


def drop(draft: str) -> None:
    connections.close_all()
    with _server() as ask:
        ask.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))


def _refuse_in_use(ask: psycopg.Connection[Any]) -> None:
    """Before a country is filled in for nothing. A connection that was closed just now is seen a moment longer."""
    connections.close_all()
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL"  # a cleaner has no name
    until = time.monotonic() + LINGERS
    while ask.execute(others, [_name()]).fetchone():
        if time.monotonic() > until:
            raise Refused(BUSY)
        time.sleep(0.05)


def _rename(ask: psycopg.Connection[Any], old: str, new: str) -> None:
    ask.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _stamp() -> str:
    return f"{timezone.now():%Y%m%d%H%M%S}"


def _password() -> str | None:
    return connection.settings_dict["PASSWORD"] or None


def _conninfo(name: str) -> str:
    """Without the password, which would stand in the list of processes."""
    said = connection.settings_dict
    where = {"host": said["HOST"], "port": said["PORT"], "user": said["USER"]}
    return make_conninfo("", **said["OPTIONS"], **{key: value for key, value in where.items() if value}, dbname=name)


@contextmanager
def _server() -> Iterator[psycopg.Connection[Any]]:
    """A door beside the database, which is renamed meanwhile."""
    door = "template1" if _name() == "postgres" else "postgres"
    try:
        door_open = psycopg.connect(_conninfo(door), password=_password(), autocommit=True)
    except psycopg.OperationalError as error:
        raise Refused(unreachable(error)) from None
    with door_open as ask:
        yield ask


def _asked(cursor: Any, question: str) -> Any:
    cursor.execute(question)
    return cursor.fetchone()[0]


def _run(command: list[str], name: str) -> None:
    password = {"PGPASSWORD": _password() or ""} if _password() else {}
    done = subprocess.run(  # noqa: S603
        [*command[:1], f"--dbname={_conninfo(name)}", *command[1:]],
        env=os.environ | password,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:300]
        raise Refused(f"{Path(command[0]).name} could not do it: {said}. Look at DATABASE_URL and the server's log.")
