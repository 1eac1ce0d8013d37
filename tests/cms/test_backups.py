"""Backups: whole, closed to others, without secrets; and a way back that changes nothing before it is sure."""

import gzip
import io
import json
import sqlite3
import tarfile
import threading
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from cms import backups
from cms.backups import engines, putting_back
from cms.management.commands.backup import NOT_BEGUN
from directory.models import Change, Commune, Organisation, Service, Site
from tests.copying import copies
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True)
COUNTED = (Organisation, Site, Service, Commune, Change)
on_sqlite = pytest.mark.only_on("sqlite")  # a damaged file


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "var" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    yield settings.VAR
    connections.close_all()
    if connection.vendor == "postgresql":
        mine = connection.settings_dict["NAME"]  # other runs share the server
        for (name,) in copies()._server("SELECT datname FROM pg_database WHERE datname ~ '_(before|new)_[0-9]+$'"):
            if name.startswith(f"{mine}_"):
                copies()._server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def filled(var, settings):
    for number in range(12):
        ServiceFactory(name_fr=f"Sages-femmes du Canal {number}", languages=["ar"])
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now())
    (settings.MEDIA_ROOT / "images").mkdir()
    (settings.MEDIA_ROOT / "images" / "façade.png").write_bytes(b"a picture")
    return var


def holds(client):
    return [model.objects.count() for model in COUNTED], found(client)


def found(client):
    answer = client.get("/api/v1/search", {"q": "sages-femmes canal"}).json()
    return answer["total"], [hit["id"] for hit in answer["hits"]]


def destroy(settings):
    """As a disk that is gone leaves it."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    if connection.vendor == "sqlite":
        for file in Path(name).parent.glob(f"{Path(name).name}*"):
            file.unlink()
    else:
        copies()._server(f'DROP DATABASE "{name}" WITH (FORCE)')
    for picture in settings.MEDIA_ROOT.rglob("*.png"):
        picture.unlink()
    cache.clear()


def manifest(path):
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile("manifest.json"))


def altered(path, **changes):
    """The same archive with another manifest."""
    entries = []
    with tarfile.open(path) as tar:
        entries = [(entry, tar.extractfile(entry).read()) for entry in tar]
    with tarfile.open(path, "w:gz") as tar:
        for entry, body in entries:
            text = json.dumps(json.loads(body) | changes).encode() if entry.name == "manifest.json" else body
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))


def refused(path):
    with pytest.raises(backups.Refused) as refusal:
        backups.restore(path)
    assert [name.name for name in path.parents[1].glob("*restore*")] == []
    return str(refusal.value)


# There and back -------------------------------------------------------------------------------------------------------


def test_a_destroyed_site_comes_back_whole(filled, client, settings):
    before = holds(client)
    assert before[1][0] == 12
    path = backups.take()
    destroy(settings)

    said = io.StringIO()
    call_command("restore", str(path), stdout=said)

    assert holds(client) == before
    assert (settings.MEDIA_ROOT / "images" / "façade.png").read_bytes() == b"a picture"
    assert "everybody logs in again" in said.getvalue()
    assert not Session.objects.exists()


def test_what_was_there_before_the_restore_is_kept_aside(filled, client):
    path = backups.take()
    ServiceFactory(name_fr="Sages-femmes du Canal, venue après")
    assert found(client)[0] == 13

    restored = backups.restore(path)

    assert found(client)[0] == 12
    if connection.vendor == "sqlite":
        kept = sqlite3.connect(restored.kept[0])
        assert kept.execute("SELECT count(*) FROM directory_service").fetchone() == (13,)
        kept.close()
        assert Path(restored.kept[0]).stat().st_mode & 0o077 == 0
    else:
        kept = restored.kept[0].removeprefix("the database ")
        assert copies()._server("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
    assert (Path(restored.kept[1]) / "images" / "façade.png").exists()


def test_a_backup_says_what_it_holds_and_keeps_no_key(filled, settings):
    settings.SECRET_KEY = "a key that signs everything " * 2
    path = backups.take()
    said = manifest(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert said["engine"] == connection.vendor
    assert said["counts"]["directory_service"] == 12
    assert any(name.startswith("directory.0001") for name in said["migrations"])
    assert settings.SECRET_KEY.encode() not in gzip.decompress(path.read_bytes())
    assert sorted(said["parts"]) == sorted([engines.current().PART, "media/images/façade.png"])
    assert backups.last().path == path
    assert [entry for entry in path.parent.iterdir() if entry != path] == []


def test_people_write_while_it_is_made(filled):
    """What the backup says it holds is what it holds: one moment, whoever writes."""
    stop, written, alias = threading.Event(), [], connections["default"]

    def write():
        while not stop.is_set():
            Commune.objects.filter(pk=Commune.objects.values("pk")[:1]).update(name_en="Again")
            ServiceFactory()
            written.append(1)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        limit = time.monotonic() + 20
        while len(written) < 2 and time.monotonic() < limit:
            time.sleep(0.01)
        paths = [backups.take(alias_folder) for alias_folder in (filled / "a", filled / "b")]
    finally:
        stop.set()
        writer.join()
    assert len(written) >= 2
    assert alias.settings_dict["NAME"]
    backups.restore(paths[-1])
    assert Service.objects.count() == manifest(paths[-1])["counts"]["directory_service"]


def test_older_backups_are_forgotten_but_never_the_last(filled):
    import os

    folder = filled / "old"
    first = backups.take(folder)
    second = first.with_name("maillage-20200101-000000.tar.gz")
    first.rename(second)
    os.utime(second, (0, 0))
    other = folder / "letter.txt"
    other.touch()
    os.utime(other, (0, 0))
    assert backups.forget_older(folder, 30) == 0
    call_command("backup", str(folder), keep_days=30, stdout=io.StringIO())

    assert not second.exists()
    assert len(list(folder.glob("maillage-*"))) == 1
    assert other.exists()


# Refusals ---------------------------------------------------------------------------------------------------------


def test_a_truncated_or_altered_archive_is_refused_before_anything_is_touched(filled, client):
    path, before = backups.take(), holds(client)
    whole = path.read_bytes()
    for place in (0.1, 0.5, 0.9, 0.999):
        cut = int(len(whole) * place)
        path.write_bytes(whole[:cut])
        assert "backup" in refused(path)
        path.write_bytes(whole[:cut] + bytes([whole[cut] ^ 1]) + whole[cut + 1 :])
        assert "backup" in refused(path)

    assert holds(client) == before


def test_a_part_that_is_not_as_it_was_saved_is_refused(filled, client):
    path, before = backups.take(), holds(client)
    altered(path, parts=manifest(path)["parts"] | {"media/images/façade.png": "0" * 64})

    assert "façade.png is not as it was saved" in refused(path)
    assert holds(client) == before


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "media/../../outside"])
def test_an_archive_cannot_write_outside_its_folder(filled, name):
    path = filled / "backups" / "made.tar.gz"
    path.parent.mkdir()
    said = {"format": 1, "made_at": "", "maillage": "", "django": "", "engine": connection.vendor, "server": ""}
    said |= {"migrations": [], "counts": {}, "parts": {name: "0" * 64}}
    with tarfile.open(path, "w:gz") as tar:
        for part, body in (("manifest.json", json.dumps(said).encode()), (name, b"x")):
            entry = tarfile.TarInfo(part)
            entry.size = len(body)
            tar.addfile(entry, io.BytesIO(body))

    assert "no whole backup" in refused(path)
    assert not list(filled.rglob("outside"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"engine": "oracle"}, "DATABASE_URL"),
        ({"migrations": ["directory.9999_from_the_future"]}, "newer Maillage"),
        ({"counts": {"directory_service": 99}}, "does not hold what the backup says"),
        ({"format": 2}, "format is 2"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(filled, client, changes, why):
    path, before = backups.take(), holds(client)
    altered(path, **changes)

    assert why in refused(path)
    assert holds(client) == before


@pytest.mark.parametrize("body", [b"", b"no archive", gzip.compress(b"no archive", mtime=0)])
def test_another_file_is_refused(filled, body):
    path = filled / "backups" / "letter.tar.gz"
    path.parent.mkdir()
    path.write_bytes(body)

    assert "no whole backup" in refused(path)
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(path.with_name("absent")))


def test_a_restored_database_that_fails_its_checks_stays_out(filled, client, monkeypatch):
    path, before = backups.take(), holds(client)

    def fail(name, **_options):
        raise CommandError("a migration failed")

    monkeypatch.setattr(putting_back, "call_command", fail)

    assert "Nothing was changed" in refused(path)
    assert holds(client) == before


@contextmanager
def running():
    """Another process that has the database open, as the web server and the worker have."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"])
        other.execute("SELECT count(*) FROM directory_service").fetchone()
    else:
        other = connection.copy()
        other.ensure_connection()
    try:
        yield
    finally:
        other.close()


def test_a_running_site_keeps_its_database(filled, client, monkeypatch):
    """It would go on in the old one, and what people save would be lost."""
    path, before = backups.take(), holds(client)
    filling = monkeypatch.context() if connection.vendor == "postgresql" else nullcontext()
    with running(), filling as patch:
        if patch:  # it is seen before a database is filled for nothing
            patch.setattr("cms.backups.postgresql.program", lambda name: f"no {name} is needed")
        assert "stop the web server" in refused(path)
    assert holds(client) == before
    backups.restore(path)
    assert holds(client) == before


def test_a_running_site_is_saved_but_not_for_an_upgrade(filled, client):
    """Tables would change under it."""
    before = holds(client)
    with running():
        with pytest.raises(CommandError, match="stop the web server") as refusal:
            call_command("backup", stopped=True, stdout=io.StringIO())
        assert refusal.value.returncode == NOT_BEGUN
        assert not list(filled.rglob("maillage-*"))
        call_command("backup", stdout=io.StringIO())
        next(filled.rglob("maillage-*")).unlink()
    call_command("backup", stopped=True, stdout=io.StringIO())
    assert len(list(filled.rglob("maillage-*"))) == 1
    assert holds(client) == before


@on_sqlite
def test_a_damaged_database_goes_aside_as_it_is(filled, client):
    path, before = backups.take(), holds(client)
    connections.close_all()
    live = Path(connection.settings_dict["NAME"])
    live.write_bytes(b"rubbish" * 1000)

    restored = backups.restore(path)

    assert Path(restored.kept[0]).read_bytes().startswith(b"rubbish")
    assert holds(client) == before


# The programs of PostgreSQL -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "why"), [("9.6.1", "of version 9"), (None, "is not on this machine")])
def test_missing_or_old_programs_are_named(tmp_path, monkeypatch, said, why):
    from cms.backups import postgresql

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "server", lambda: "16")
    if said:
        program = tmp_path / "pg_dump"
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {said}'\n")
        program.chmod(0o755)

    with pytest.raises(backups.Refused, match=f"{why}.*install postgresql-client-16"):
        postgresql.program("pg_dump", places="/nowhere/*/bin")
