"""A directory moved to another database is the same: each row, what search answers, who may log in, what comes next."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from cms.backups import Refused, moving
from directory.models import Organisation, Service, User
from search.index import rebuild
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "moved"])


@pytest.fixture(scope="module", autouse=True)
def known():
    """A test may only use databases that are known before it begins."""
    connections.settings["moved"] = connections.settings["default"] | {"NAME": ":memory:"}
    yield
    del connections.settings["moved"]


@pytest.fixture
def laptop(tmp_path):
    """An empty SQLite file with our tables, beside the database of this run."""
    file = tmp_path / "laptop.sqlite3"
    file.touch()
    alias = moving.open_file(file)
    there = connections[alias]
    there.disable_constraint_checking()
    with there.schema_editor() as editor:
        for model in apps.get_models():
            if model in moving.models():
                editor.create_model(model)
    recorder = MigrationRecorder(there)
    recorder.ensure_schema()
    for app, name in MigrationRecorder(connection).applied_migrations():
        recorder.record_applied(app, name)
    yield alias
    there.close()


@pytest.fixture
def filled():
    for number in range(12):
        ServiceFactory(name_fr=f"Sages-femmes du Canal {number}", languages=["ar"])
    User.objects.create_superuser("second@example.org", "a long way round")


def everything(alias):
    """Each row of each table that is moved, as Python reads it."""
    found = {}
    for model in moving.models():
        columns = [field.attname for field in model._meta.local_concrete_fields]
        found[model._meta.label] = list(model._base_manager.using(alias).order_by("pk").values_list(*columns))
    return found


def answers(client):
    found = client.get("/api/v1/search", {"q": "sages-femmes canal"}).json()
    return found["total"], [hit["id"] for hit in found["hits"]]


def test_a_directory_goes_to_another_database_and_back_as_it_was(filled, laptop, client):
    before, answered = everything("default"), answers(client)
    assert answered[0] == 12

    there = moving.move("default", laptop)
    assert everything(laptop) == before
    assert there["directory_service"] == 12
    last = Service.objects.latest("pk").pk
    empty()
    moving.move(laptop)

    assert everything("default") == before
    rebuild()
    assert answers(client) == answered
    assert client.login(username="second@example.org", password="a long way round")
    assert ServiceFactory().pk > last


def empty():
    """As `make install` leaves it."""
    tables = [model._meta.db_table for model in (Service, Organisation)]
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(sql)


def test_a_directory_that_is_there_is_not_overwritten(filled, laptop):
    moving.move("default", laptop)
    with pytest.raises(Refused, match="There is a directory"):
        moving.move(laptop)
    assert Service.objects.count() == 12


def test_another_version_is_refused(laptop):
    MigrationRecorder(connections[laptop]).record_unapplied("directory", "0001_initial")
    with pytest.raises(Refused, match="not of the same version"):
        moving.move(laptop)


@pytest.mark.only_on("postgresql")
def test_the_server_has_counted_what_came_before_anybody_asks(filled, laptop):
    """It would plan for empty tables: with 200,000 services the first question took many minutes."""
    moving.move("default", laptop)
    empty()
    moving.move(laptop)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'directory_service'")
        assert cursor.fetchone()[0] == 12


@pytest.mark.only_on("postgresql")
def test_a_row_that_does_not_fit_moves_nothing(filled, laptop):
    before = everything("default")
    moving.move("default", laptop)
    empty()
    with connections[laptop].cursor() as cursor:
        cursor.execute("UPDATE directory_service SET name_fr = %s", ["x" * 5000])

    with pytest.raises(Refused, match="directory_service does not fit"):
        moving.move(laptop)
    assert not Service.objects.exists()
    assert everything("default")["directory.Bassin"] == before["directory.Bassin"]


@pytest.mark.only_on("postgresql")
def test_a_row_without_the_one_it_names_moves_nothing(filled, laptop):
    moving.move("default", laptop)
    file = connections[laptop].settings_dict["NAME"]
    empty()
    connections[laptop].disable_constraint_checking()
    with connections[laptop].cursor() as cursor:
        cursor.execute("UPDATE directory_service SET site_id = 987654321")

    with pytest.raises(CommandError, match=r"Nothing was moved: .*foreign key"):
        call_command("move_from_sqlite", file)
    assert not Service.objects.exists()


@pytest.mark.only_on("postgresql")
def test_the_command_moves_and_fills_search(filled, laptop, capsys):
    before = everything("default")
    moving.move("default", laptop)
    file = connections[laptop].settings_dict["NAME"]
    empty()

    call_command("move_from_sqlite", file)

    assert everything("default") == before
    assert "12 services can be found." in capsys.readouterr().out


@pytest.mark.only_on("postgresql")
def test_a_file_that_is_none_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("move_from_sqlite", str(tmp_path / "nowhere"))
    (tmp_path / "text").write_text("no database")
    with pytest.raises(CommandError, match="no database of Maillage"):
        call_command("move_from_sqlite", str(tmp_path / "text"))


@pytest.mark.only_on("sqlite")
def test_sqlite_moves_nowhere():
    with pytest.raises(CommandError, match="set DATABASE_URL"):
        call_command("move_from_sqlite")
