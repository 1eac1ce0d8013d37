"""A script and a formula in every field of every kind of file: nothing of them is served, every row is explained."""

import json
from collections import defaultdict

import pytest
from django.core.management import call_command
from django.urls import reverse

from directory import actions
from directory.importers.template import COLUMNS
from directory.models import ImportRun, Service, SourceRecord
from tests.directory.importing import csv_file, json_file, record, row, run, sample, xlsx_file
from tests.directory.reading_pages import page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SCRIPT = '"><script>alert(7)</script><img src=x onerror=alert(7)>Accueil'
FORMULA = '=HYPERLINK("http://evil.example","7")'
FILES = {".csv": csv_file, ".xlsx": xlsx_file}
SHOWN_AT = {"lon": "lat"}  # the columns read together with another one
TOLD = ("rejected", "left_out", "cleaned", "to_check", "withheld", "to_map")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return tmp_path


def remarks(report):
    """What was told of each record, by its identifier."""
    found = defaultdict(list)
    for kind in TOLD:
        for told in report[kind]:
            found[told["id"]].append(told)
    return found


def assert_rejections_are_explained(report):
    for told in report["rejected"]:
        assert told["line"], told
        assert told["column"], told
        assert told["reason"], told


def assert_nothing_is_served(client):
    """The page, the contact card, the JSON of every service, and the reports: as a browser receives them."""
    for service in Service.objects.all():
        text = page(client, service).content.decode()
        assert "<script>alert" not in text, service
        assert "<img src=x" not in text, service
        kept = json.dumps([actions.snapshot(one) for one in (service, service.site, service.organisation) if one])
        assert "<script" not in kept, service
        assert "onerror" not in kept, service
    asked = "1"
    while asked:
        found = client.get(reverse("search_api:api"), {"page": asked})
        assert found.status_code == 200
        assert "<script" not in found.content.decode()
        assert "onerror" not in found.content.decode()
        asked = found.json()["next"]
    call_command("set_up_groups")
    client.force_login(UserFactory(groups=["directory coordinator"]))
    for imported in ImportRun.objects.all():
        answer = client.get(reverse("directory_import", args=[imported.pk]))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("hostile", [SCRIPT, FORMULA])
def test_every_column_of_our_own_table_may_hold_it(client, folder, kind, hostile):
    columns = [name for name in COLUMNS if name != "id"]
    rows = [row(f"r-{name}", **(dict.fromkeys(COLUMNS, "") | row() | {name: hostile})) for name in columns]
    rows = [each | {"id": f"r-{name}"} for each, name in zip(rows, columns, strict=True)]

    report = run(FILES[kind](folder, *rows, row("") | {"id": hostile}))

    assert report["counts"]["read"] == len(COLUMNS)
    assert report["counts"]["created"] + report["counts"]["rejected"] >= len(COLUMNS)
    assert_rejections_are_explained(report)
    told, taken = remarks(report), set(SourceRecord.objects.values_list("external_id", flat=True))
    for place, name in enumerate(columns, start=2):
        about = told[f"r-{name}"]
        if hostile == SCRIPT or kind == ".xlsx" or f"r-{name}" not in taken:
            shown = {name, SHOWN_AT.get(name)}
            assert any(each["column"] in shown and each["line"] == place and each["value"] for each in about), name
        if kind == ".xlsx" and hostile == FORMULA and name != "sector":
            assert f"r-{name}" not in taken, name
    assert_nothing_is_served(client)


def fields():
    """Every field of the sample record, and of its address and its lists within."""
    found = sample()
    yield from ((name,) for name in found)
    yield from (("address", name) for name in found["address"])
    yield from (("legalStatus", name) for name in found["legalStatus"])
    yield from (("categoriesObject", name) for name in ("id", "labelFr", "labelNl"))


def spoilt(number, path, hostile):
    changed = record(number, address={"zipCode": 1030})
    match path:
        case ("categoriesObject", name):
            changed["categoriesObject"] = [{"id": 7, name: hostile}]
        case (part, name):
            changed[part] = changed[part] | {name: hostile}
        case (name,):
            changed[name] = [hostile] if isinstance(changed[name], list) else hostile
    return changed


@pytest.mark.parametrize("hostile", [SCRIPT, FORMULA])
def test_every_field_of_a_record_may_hold_it(client, folder, hostile):
    paths = list(fields())
    records = [spoilt(number, path, hostile) for number, path in enumerate(paths, start=1)]

    report = run(json_file(folder, *records))

    assert report["counts"]["read"] == len(paths)
    assert_rejections_are_explained(report)
    told, taken = remarks(report), set(SourceRecord.objects.values_list("external_id", flat=True))
    for number, path in enumerate(paths, start=1):
        assert str(number) in taken or told[str(number)] or path == ("id",), path
    assert any(each["column"] == "id" and each["line"] for each in report["rejected"])
    assert_nothing_is_served(client)
