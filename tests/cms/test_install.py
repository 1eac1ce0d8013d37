"""`manage.py install`: a second run does what changed, and keeps what people made."""

import io
import json
import shutil
import sqlite3
import subprocess
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection

from cms import privacy
from cms.management.commands.install import AFTER_DEMO, BEFORE_DEMO
from directory.models import Organisation, Service, User
from search.engines import cluster
from search.models import Row
from tests.factories import OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])


@pytest.fixture
def install(settings, tmp_path):
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"

    def run(**options):
        said = io.StringIO()
        call_command("install", stdout=said, **options)
        return said.getvalue()

    return run


@pytest.fixture
def installed(install, settings):
    """As a first run leaves it: the test's database has its tables and reference data already."""
    done = {step.says: step.digest() for step in [*BEFORE_DEMO, *AFTER_DEMO]}
    (settings.VAR / "installed.json").write_text(json.dumps(done))


def test_a_second_run_does_nothing_and_keeps_the_data(install, settings):
    assert "Reference data" in install()
    organisation = OrganisationFactory()

    assert install() == ""
    assert Organisation.objects.get() == organisation
    assert (settings.STATIC_ROOT / "staticfiles.json").exists() or any(settings.STATIC_ROOT.iterdir())


@pytest.mark.usefixtures("installed")
def test_a_step_whose_files_changed_is_taken_again(install, settings):
    memory = settings.VAR / "installed.json"
    memory.write_text(json.dumps(json.loads(memory.read_text()) | {"Pages": "another digest"}))

    assert install() == "Pages…\n"


@pytest.mark.usefixtures("installed")
def test_a_cluster_that_is_away_is_told_later(install, settings):
    memory = settings.VAR / "installed.json"
    memory.write_text(json.dumps(json.loads(memory.read_text()) | {"Search rows": "another digest"}))
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    ServiceFactory()
    Row.objects.all().delete()
    cluster.forget()
    try:
        assert "Once the cluster answers, the worker makes its index anew" in install()
    finally:
        cluster.forget()

    assert Row.objects.count() == 1


@pytest.mark.usefixtures("installed")
def test_the_demo_comes_once_with_its_accounts(install):
    said = install(demo=True)
    assert all(group in said for group in ("directory coordinator", "editor", "moderator", "administrator"))
    call_command("seed_demo", "--remove", stdout=io.StringIO())

    assert "Demo" not in install(demo=True)
    assert not Service.objects.exists()
    assert not User.objects.exists()


@pytest.mark.usefixtures("installed")
def test_a_directory_in_use_is_served_without_demo(install):
    service = ServiceFactory()

    assert "refused" in install(demo=True)
    assert Service.objects.get() == service


# Who else on this machine may read it ---------------------------------------------------------------------------------


@pytest.fixture
def databases(settings, tmp_path):
    """Two new databases beside the tests' own, which stays connected."""
    paths = [tmp_path / "site.sqlite3", tmp_path / "cache.sqlite3"]
    engine = "django.db.backends.sqlite3"
    settings.VAR = tmp_path
    with patch.dict(
        settings.DATABASES, {name: {"ENGINE": engine, "NAME": path} for name, path in enumerate(paths)}, clear=True
    ):
        yield paths


def mode(path):
    return path.stat().st_mode & 0o777


def test_databases_are_made_readable_by_us_alone_and_so_is_what_is_written_beside_them(databases):
    privacy.make_files()

    connection = sqlite3.connect(databases[0])
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE one (two)")
    modes = [mode(path) for path in databases[0].parent.glob("*.sqlite3*")]
    connection.close()
    assert modes == [0o600] * 4
    assert {mode(databases[0].parent / name) for name in ("import", "mail")} == {0o700}


def test_databases_that_others_could_read_are_closed_when_the_site_starts(databases):
    for path in (*databases, databases[0].with_name("site.sqlite3-wal")):
        path.touch()
        path.chmod(0o644)

    privacy.close_files()

    assert {mode(path) for path in databases[0].parent.glob("*.sqlite3*")} == {0o600}


def test_installing_begins_with_that(install, monkeypatch):
    called = []
    monkeypatch.setattr("cms.management.commands.install.make_files", lambda: called.append(True))
    monkeypatch.setattr("cms.management.commands.install.Command.take", lambda *_args: called.append("step"))

    install()

    assert called[0] is True


def test_a_second_run_starts_without_taking_a_single_step(install, installed, monkeypatch):
    monkeypatch.setattr("cms.management.commands.install.call_command", lambda *_a, **_o: pytest.fail("taken again"))

    assert install() == ""


@pytest.mark.only_on("postgresql")
def test_another_database_is_installed_from_the_beginning(install, installed, monkeypatch):
    monkeypatch.setattr(
        "cms.management.commands.install.Command.take", lambda self, step: self.stdout.write(step.digest())
    )
    before = install()
    monkeypatch.setitem(connection.settings_dict, "HOST", "another.example")

    assert not set(before.splitlines()) & set(install().splitlines())


def test_an_environment_that_holds_what_is_locked_is_left_alone(settings, tmp_path):
    """With another pip than ours in front: it would be an error to call it."""
    shutil.copytree(settings.BASE / "tooling", tmp_path / "tooling")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("nothing==1\n")
    binary = tmp_path / ".venv" / "bin" / "python"
    binary.parent.mkdir(parents=True)
    binary.write_text("#!/bin/sh\nexit 9\n")
    binary.chmod(0o755)
    told = subprocess.run(["cksum", "requirements/run.txt"], cwd=tmp_path, capture_output=True, text=True, check=True)
    (tmp_path / ".venv" / "dev.stamp").write_text(told.stdout)

    done = subprocess.run(["tooling/environment", "run"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")
