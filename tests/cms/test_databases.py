"""Which database is served, and that nothing is served from one that could lose what was saved."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from cms.databases import refuse_unsafe

COMMANDS = {
    "manage.py": [sys.executable, "manage.py", "migrate", "--check"],
    "wsgi": [sys.executable, "-c", "import cms.wsgi"],
    "gunicorn": [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", "127.0.0.1:0"],
}


def start(command, address, **more):
    environment = os.environ | {"SECRET_KEY": "x", "HTTPS": "no", "DJANGO_SETTINGS_MODULE": "cms.settings"}
    return subprocess.run(
        command,
        cwd=settings.BASE,
        env={name: value for name, value in (environment | {"DATABASE_URL": address} | more).items() if value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_sentence(answer, *words):
    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    assert "Traceback" not in answer.stderr
    assert [word for word in words if word not in answer.stderr] == []


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_server_that_does_not_answer_is_one_sentence(command):
    answer = start(command, "postgresql://maillage:hidden@127.0.0.1:9/network")
    assert_one_sentence(answer, "PostgreSQL does not answer", "DATABASE_URL")
    assert "hidden" not in answer.stderr


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_database_that_is_not_there_is_one_sentence(command, db):
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    assert_one_sentence(start(command, f"{address}/nowhere"), "nowhere", "DATABASE_URL")


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_stranger_is_one_sentence(command, db):
    address = os.environ["DATABASE_URL"].replace("postgres@", "nobody:hidden@")
    answer = start(command, address)
    assert_one_sentence(answer, "nobody", "DATABASE_URL")
    assert "hidden" not in answer.stderr


@pytest.mark.only_on("postgresql")
def test_a_server_that_answers_before_it_has_kept_is_refused(transactional_db):
    refuse_unsafe()
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" SET synchronous_commit = off')
    connection.close()
    with pytest.raises(ImproperlyConfigured, match="synchronous_commit = off"):
        refuse_unsafe()


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_a_file_that_answers_before_it_has_kept_is_refused():
    with pytest.raises(ImproperlyConfigured, match="synchronous = 0"):  # as the tests have it
        refuse_unsafe()


@pytest.mark.parametrize("command", [["worker", "--once"], ["import_directory"], ["import_addresses"]], ids=" ".join)
def test_what_writes_much_begins_nothing_in_such_a_database(command, db):
    answer = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PGOPTIONS": "-c synchronous_commit=off"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert_one_sentence(answer, "synchronous", "could be lost")


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(databases=["default", "cache"])
def test_a_connection_may_be_another_at_the_next_transaction():
    """As PgBouncer lends them: nothing is left on it, and one that was closed is opened anew."""
    for alias in ("default", "cache"):
        found = connections[alias].settings_dict
        assert found["DISABLE_SERVER_SIDE_CURSORS"]
        assert found["CONN_HEALTH_CHECKS"]
        assert found["OPTIONS"].get("prepare_threshold") is None


# A folder that holds no site ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["backup", "doctor"])
def test_a_forgotten_folder_is_one_sentence_and_stays_empty(tmp_path, command):
    """`MAILLAGE_VAR` was not taken from the environment file, say."""
    answer = start([sys.executable, "manage.py", command], "", MAILLAGE_VAR=str(tmp_path / "empty"))
    assert answer.returncode
    assert "Traceback" not in answer.stderr
    assert f"There is no site in {tmp_path / 'empty'}: is MAILLAGE_VAR set?" in answer.stderr
    assert not list(tmp_path.rglob("*"))


def test_a_database_without_tables_is_no_site(tmp_path):
    (tmp_path / "maillage.sqlite3").touch()
    answer = start([sys.executable, "manage.py", "doctor"], "", MAILLAGE_VAR=str(tmp_path))
    assert "There is no site in" in answer.stderr


@pytest.mark.parametrize("target", ["backup", "doctor", "upgrade"])
def test_make_makes_no_key_where_there_is_no_site(tmp_path, target):
    """Where make itself would be wrong, this must not upgrade anything: it is read what it would do first."""
    there = os.environ | {"MAILLAGE_VAR": str(tmp_path / "empty"), "SECRET_KEY": ""}
    wanted = ["make", "--dry-run", target]
    first = subprocess.run(wanted, cwd=settings.BASE, env=there, capture_output=True, text=True, check=True).stdout
    assert first.startswith('[ -n "${SECRET_KEY:-}" ]'), first

    answer = subprocess.run(["make", "site"], cwd=settings.BASE, env=there, capture_output=True, text=True, check=False)
    assert answer.returncode
    assert f"There is no site in {tmp_path / 'empty'}: is MAILLAGE_VAR set?" in answer.stderr
    assert not list(tmp_path.rglob("*"))
