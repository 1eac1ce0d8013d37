"""What people wrote stays; what a source no longer has is marked; a try changes nothing; a killed run is completed."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from directory import actions
from directory.importers import runs, social_brussels
from directory.models import Change, ImportRun, Organisation, Service, Site, Source, SourceRecord, Version
from search.models import Row
from tests.directory.importing import counts, json_file, record, run
from tests.factories import ServiceFactory

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return tmp_path


def edit(row, **values):
    return actions.save(row, values, by=None, via="admin")


def test_a_field_edited_by_hand_is_kept_and_listed_as_a_conflict(folder):
    run(json_file(folder, record(1)))
    edit(Service.objects.get(), name_fr="Nom corrigé")

    report = run(json_file(folder, record(1, nameOfficialFr="NOUVEAU NOM", publicFr="Toutes")))

    service = Service.objects.get()
    assert service.name_fr == "Nom corrigé"
    assert service.conditions_fr == "Toutes"  # nobody had touched this one
    conflict = next(row for row in report["conflicts"] if row["column"] == "service.name_fr")
    assert (conflict["line"], conflict["id"], conflict["value"]) == (1, "1", "NOUVEAU NOM")
    assert "Nom corrigé" in conflict["reason"]


def test_a_conflict_is_shown_again_until_both_say_the_same(folder):
    path = json_file(folder, record(1))
    run(path)
    edit(Service.objects.get(), name_fr="Nom corrigé")

    assert counts(run(path), "conflicts", "updated", "unchanged") == (1, 0, 1)
    assert counts(run(path), "conflicts") == (1,)
    edit(Service.objects.get(), name_fr=record(1)["nameOfficialFr"])
    assert counts(run(path), "conflicts") == (0,)


def test_hand_edited_lists_children_and_sites_are_kept_too(folder):
    run(json_file(folder, record(1)))
    service = Service.objects.get()
    edit(service, themes=["housing"], contacts=[{"kind": "short", "value": "1710"}])
    edit(service.site, street_fr="Rue Juste 1")

    changed = record(1, nameOfficialFr="Planning familial X", telFr=["02/435.51.40"], address={"number": "71"})
    report = run(json_file(folder, changed | {"categoriesObject": [{"id": 1, "labelFr": "Planning familial"}]}))

    service.refresh_from_db()
    assert [theme.code for theme in service.themes.all()] == ["housing"]
    assert [contact.value for contact in service.contacts.all()] == ["1710"]
    assert service.site.street_fr == "Rue Juste 1"
    assert service.site.street_nl == "Auguste Reyerslaan 71"
    listed = {row["column"] for row in report["conflicts"]}
    assert listed == {"service.themes", "service.contacts", "site.street_fr"}


def test_a_card_its_owner_confirmed_later_is_not_made_older(folder):
    run(json_file(folder, record(1)))
    edit(Service.objects.get(), confirmed_on=date(2026, 3, 1))

    report = run(json_file(folder, record(1, lastUpdate="01/02/26")))

    assert Service.objects.get().confirmed_on == date(2026, 3, 1)
    assert counts(report, "conflicts") == (0,)
    run(json_file(folder, record(1, lastUpdate="02/04/26")))
    assert Service.objects.get().confirmed_on == date(2026, 4, 2)


def test_a_site_taken_away_by_hand_does_not_come_back(folder):
    run(json_file(folder, record(1)))
    Site.objects.all().delete()

    run(json_file(folder, record(1, publicFr="Toutes")))

    assert not Site.objects.exists()


def test_a_card_suspended_or_closed_by_staff_stays_so(folder):
    run(json_file(folder, record(1)))
    edit(Organisation.objects.get(), status="suspended")

    run(json_file(folder, record(1, nameOfficialFr="Autre")))

    assert Organisation.objects.get().status == "suspended"


def test_full_marks_what_is_gone_and_deletes_nothing(folder):
    run(json_file(folder, record(1), record(2)))

    report = run(json_file(folder, record(2)), "--full")

    assert [row["id"] for row in report["gone"]] == ["1"]
    assert SourceRecord.objects.get(external_id="1").gone_since is not None
    assert Service.objects.count() == 2
    assert counts(run(json_file(folder, record(2)), "--full"), "gone") == (0,)  # said once


def test_without_full_nothing_is_gone(folder):
    run(json_file(folder, record(1), record(2)))

    assert counts(run(json_file(folder, record(2))), "gone") == (0,)


def test_a_rejected_row_is_not_gone(folder):
    run(json_file(folder, record(1), record(2)))

    report = run(json_file(folder, record(1, address={"zipCode": "??"}), record(2)), "--full")

    assert counts(report, "rejected", "gone") == (1, 0)


def test_a_record_that_comes_back_is_no_longer_gone(folder):
    run(json_file(folder, record(1), record(2)))
    run(json_file(folder, record(2)), "--full")

    report = run(json_file(folder, record(1), record(2)))

    assert [row["id"] for row in report["back"]] == ["1"]
    assert SourceRecord.objects.get(external_id="1").gone_since is None


def test_a_dry_run_says_what_would_change_and_writes_nothing(folder):
    run(json_file(folder, record(1), record(2)))
    before = [model.objects.count() for model in (Service, Version, Change, SourceRecord, ImportRun)]

    report = run(json_file(folder, record(1, publicFr="Toutes"), record(3)), "--dry-run", "--full")

    assert counts(report, "created", "updated", "gone") == (1, 1, 1)
    assert report["updated"][0]["changes"][0]["after"] == "Toutes"
    assert [model.objects.count() for model in (Service, Version, Change, SourceRecord, ImportRun)] == before
    assert not SourceRecord.objects.exclude(gone_since=None).exists()
    run(json_file(folder, record(9)), "--dry-run", "--source", "Nouvelle source")
    assert not Source.objects.filter(name="Nouvelle source").exists()


def test_a_file_that_breaks_in_the_middle_changes_nothing(folder):
    path = folder / "records.json"
    path.write_text(json.dumps([record(1), record(2)])[:-200])

    with pytest.raises(CommandError):
        run(path)

    assert not Service.objects.exists()
    assert not ImportRun.objects.exists()
    assert [p.name for p in (folder / "var" / "import").iterdir() if not p.name.endswith(".lock")] == []


def test_a_run_left_half_way_goes_on_where_it_was(folder, monkeypatch):
    monkeypatch.setattr("directory.importers.applying.FIRST_BATCH", 2)
    monkeypatch.setattr("directory.importers.applying.LARGEST", 2)
    path = json_file(folder, *(record(n, pmRp=[]) for n in range(1, 8)))
    order = runs.Order(path, "social-brussels", Source.objects.get(code="social_brussels"))
    kept = runs.start(order, lambda _count: None)
    steps = runs.write(kept)
    next(steps)
    steps.close()
    assert Service.objects.count() == 2

    assert [position for position, _total in runs.write(ImportRun.objects.get())] == [4, 6, 7]

    kept.refresh_from_db()
    assert (kept.state, kept.report["counts"]["created"], Service.objects.count()) == ("done", 7, 7)


def test_two_imports_of_one_source_do_not_run_at_once(folder):
    order = runs.Order(json_file(folder, record(1)), "social-brussels", Source.objects.get(code="social_brussels"))
    first = runs.start(order, lambda _count: None)
    steps = runs.write(first)
    next(steps)

    with pytest.raises(CommandError):
        run(json_file(folder, record(2), name="other.json"))
    list(steps)


def test_a_row_the_database_refuses_is_reported_and_the_others_are_written(folder, monkeypatch):
    original = social_brussels.Reader.check

    def careless(self, row, raw):
        entry = original(self, row, raw)
        if entry.external_id == "2":
            entry.service["rhythm_months"] = 7
        return entry

    monkeypatch.setattr(social_brussels.Reader, "check", careless)

    report = run(json_file(folder, *(record(n, pmRp=[]) for n in range(1, 6))))

    assert counts(report, "created", "rejected") == (4, 1)
    assert report["rejected"][0]["id"] == "2"
    assert "rhythm" in report["rejected"][0]["reason"]


def test_a_merged_card_is_left_alone(folder):
    run(json_file(folder, record(1)))
    service, survivor = Service.objects.get(), ServiceFactory()
    edit(service, merged_into=survivor)

    report = run(json_file(folder, record(1, publicFr="Toutes")))

    service.refresh_from_db()
    assert service.conditions_fr != "Toutes"
    assert counts(report, "updated", "conflicts") == (0, 1)


@pytest.fixture
def elsewhere(transactional_db, settings, folder):
    """The environment of another process that works on the same database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint")
    var = folder / "var"
    var.mkdir(exist_ok=True)
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "VAR": str(var),
    }


IMPORT = """
import os, sys
from tests import settings as tested
tested.VAR = __import__("pathlib").Path(os.environ["VAR"])
tested.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.core.management import call_command
call_command("import_directory", sys.argv[1], "--format", "social-brussels", "--report", sys.argv[2])
"""


def start(elsewhere, path):
    command = [sys.executable, "-c", IMPORT, path, path.with_suffix(".report")]
    return subprocess.Popen(command, env=elsewhere, cwd=ROOT)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_a_second_run_completes_it(elsewhere, folder):
    path = json_file(folder, *(record(n, pmRp=[]) for n in range(1, 601)))
    process = start(elsewhere, path)
    wait_for(lambda: Service.objects.count() > 100)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    left = Service.objects.count()
    assert 100 < left < 600
    assert Service.objects.filter(contacts=None).count() == 0  # each row is whole
    assert SourceRecord.objects.count() == left

    report = run(path)

    assert counts(report, "created", "unchanged") == (600 - left, left)
    assert (Service.objects.count(), Organisation.objects.count()) == (600, 600)
    assert sorted(Row.objects.values_list("pk")) == sorted(Service.objects.values_list("pk"))
    assert ImportRun.objects.filter(state="failed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_people_save_while_an_import_runs(elsewhere, folder):
    path = json_file(folder, *(record(n, pmRp=[]) for n in range(1, 601)))
    service = ServiceFactory()
    process = start(elsewhere, path)
    wait_for(lambda: Service.objects.count() > 20)
    saved = 0
    while process.poll() is None:
        edit(service, waiting_days=saved % 90)
        saved += 1
        time.sleep(0.02)  # even the quickest person

    assert process.returncode == 0
    assert saved > 2
    assert Service.objects.count() == 601
