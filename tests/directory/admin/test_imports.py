"""The upload page: nothing is written before it was seen and confirmed."""

import json
import shutil
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from directory import actions
from directory.importers import runs
from directory.models import ImportRun, Service
from directory.wagtail_hooks import imports
from tests.directory.importing import csv_text, record, row, xlsx_file
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return tmp_path


def upload(desk, *records, content=None, name="records.json", **values):
    content = json.dumps(records).encode() if content is None else content
    given = {"file": SimpleUploadedFile(name, content), "format": "social-brussels"} | values
    return desk.post(reverse("directory_imports"), given, follow=True)


def at(name):
    return reverse(name, args=[ImportRun.objects.latest("pk").pk])


def apply(desk):
    return desk.post(at("directory_import_apply"), follow=True)


def test_an_upload_shows_what_would_change_and_writes_nothing(desk):
    page = upload(desk, record(1), record(2, address={"municipalityFr": "ATLANTIS"}))

    assert page.redirect_chain[-1][0] == at("directory_import")
    text = page.content.decode()
    assert "ATLANTIS" in text
    assert "Commune (FR) (address.municipalityFr)" in text
    assert record(1)["nameOfficialFr"].replace("'", "&#x27;") in text
    assert not Service.objects.exists()
    assert ImportRun.objects.get().state == "staged"


def test_a_column_of_our_table_is_told_in_words_with_its_code(desk):
    table = csv_text(row("1", postal_code="9999999")).encode()
    page = upload(desk, content=table, name="table.csv", format="template")

    assert "Code postal (postal_code)" in page.content.decode()


def test_a_file_of_which_nothing_can_be_taken_says_so_and_offers_no_button(desk):
    page = upload(desk, record(1, address={"municipalityFr": "ATLANTIS"})).content.decode()

    assert "Aucune ligne ne peut être importée telle quelle" in page
    assert at("directory_import_apply") not in page
    assert at("directory_import_discard") in page


def test_confirmed_it_is_written_and_the_report_is_kept(desk, coordinator):
    upload(desk, record(1))

    page = apply(desk)

    assert Service.objects.count() == 1
    run = ImportRun.objects.get()
    assert (run.state, run.by) == ("done", coordinator)
    assert page.status_code == 200
    report = desk.get(at("directory_import_report"))
    assert "attachment" in report["Content-Disposition"]
    assert report.json()["counts"]["created"] == 1


def test_changed_fields_are_shown_before_and_after_in_words(desk):
    upload(desk, record(1))
    apply(desk)
    actions.save(Service.objects.get(), {"name_fr": "Nom corrigé"}, by=None, via="admin")

    text = upload(desk, record(1, publicFr="Toutes les femmes", telFr=["02/435.51.40"])).content.decode()

    assert "Toutes les femmes" in text
    assert "02 435 51 40" in text
    assert "Nom corrigé" in text  # kept: a conflict
    assert Service.objects.get().conditions_fr != "Toutes les femmes"


def test_what_is_gone_is_shown_before_it_is_marked(desk):
    upload(desk, record(1), record(2))
    apply(desk)

    upload(desk, record(2), full="on")

    assert [told["id"] for told in ImportRun.objects.latest("pk").report["gone"]] == ["1"]
    assert not Service.objects.filter(source_records__gone_since__isnull=False).exists()
    apply(desk)
    assert Service.objects.filter(source_records__gone_since__isnull=False).count() == 1


def test_discarded_it_leaves_nothing(desk, folder):
    upload(desk, record(1))

    desk.post(at("directory_import_discard"))

    assert not Service.objects.exists()
    assert ImportRun.objects.get().state == "failed"
    assert not list((folder / "var" / "import").rglob("*.sqlite3"))
    apply(desk)
    assert not Service.objects.exists()


def test_a_long_import_is_written_in_several_steps(desk, monkeypatch):
    monkeypatch.setattr(imports, "STEP_S", -1)
    monkeypatch.setattr("directory.importers.applying.FIRST_BATCH", 2)
    monkeypatch.setattr("directory.importers.applying.LARGEST", 2)
    upload(desk, *(record(n, pmRp=[]) for n in range(1, 6)))

    page = apply(desk)

    assert Service.objects.count() == 2
    assert 'id="import-continue"' in page.content.decode()
    assert "directory/imports.js" in page.content.decode()
    for _step in range(4):
        apply(desk)
    assert Service.objects.count() == 5
    assert ImportRun.objects.get().state == "done"
    assert ImportRun.objects.get().report["counts"]["created"] == 5


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "records.json"),
        (b"[" * 100_000, "records.json"),
        (b"\0\1", "a.csv"),
        (b"id\n", "a.csv"),
        (b"%PDF", "a.pdf"),
    ],
)
def test_a_bad_file_is_an_error_of_the_form(desk, content, name):
    kind = "social-brussels" if name.endswith("json") else "template"

    page = upload(desk, content=content, name=name, format=kind)

    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not ImportRun.objects.exists()


def test_our_own_table_is_taken_too(desk):
    upload(desk, content=csv_text(row("1")).encode(), name="table.csv", format="template")
    apply(desk)

    assert Service.objects.get().name_fr == "Consultations"


def test_a_spreadsheet_is_taken_as_a_browser_sends_it(desk, tmp_path):
    content = xlsx_file(tmp_path, row("1")).read_bytes()

    upload(desk, content=content, name="Tableau.XLSX", format="")
    apply(desk)

    assert Service.objects.get().name_fr == "Consultations"


def test_the_format_is_known_by_the_end_of_the_name(desk):
    upload(desk, record(1), format="")

    assert ImportRun.objects.get().format == "social-brussels"


def test_markup_in_a_report_is_shown_as_text(desk):
    page = upload(desk, record(1, address={"municipalityFr": "<script>alert(1)</script>"}))

    assert "<script>alert(1)" not in page.content.decode()


def test_the_empty_table_is_downloaded(desk):
    assert desk.get(reverse("directory_import_template")).content.startswith(b"PK")


# Between the preview and the button -----------------------------------------------------------------------------------


def test_what_somebody_wrote_since_the_preview_is_shown_before_anything_is_written(desk):
    upload(desk, record(1))
    apply(desk)
    upload(desk, record(1, publicFr="Toutes les femmes"))
    actions.save(Service.objects.get(), {"conditions_fr": "Sur rendez-vous"}, by=None, via="admin")

    page = apply(desk)

    assert ImportRun.objects.latest("pk").state == "staged"
    assert "Sur rendez-vous" in page.content.decode()
    assert ImportRun.objects.latest("pk").report["counts"]["conflicts"] == 1
    apply(desk)
    assert ImportRun.objects.latest("pk").state == "done"
    assert Service.objects.get().conditions_fr == "Sur rendez-vous"


def test_what_somebody_wrote_elsewhere_does_not_ask_again(desk):
    upload(desk, record(1), record(2))
    ServiceFactory()

    apply(desk)

    assert ImportRun.objects.get().state == "done"


def test_what_is_written_is_what_was_shown(desk):
    upload(desk, record(1), record(2))
    apply(desk)
    page = upload(desk, record(1, publicFr="Toutes", address={"number": "71"}), record(3))
    shown = ImportRun.objects.latest("pk").report

    apply(desk)

    written = ImportRun.objects.latest("pk").report
    assert page.context["waiting"]
    assert {name: written[name] for name in ("counts", "updated", "created")} == {
        name: shown[name] for name in ("counts", "updated", "created")
    }
    assert Service.objects.get(source_records__external_id="1").site.street_fr.endswith("71")


def test_another_import_of_the_same_source_is_waited_for(desk):
    upload(desk, record(1))
    with runs._alone(ImportRun.objects.get().source):
        page = apply(desk)

    assert not Service.objects.exists()
    assert "un autre import" in page.content.decode().lower()
    apply(desk)
    assert Service.objects.count() == 1


def test_a_page_that_was_refused_does_not_send_itself_on(desk, monkeypatch):
    monkeypatch.setattr(imports, "STEP_S", -1)
    monkeypatch.setattr("directory.importers.applying.FIRST_BATCH", 1)
    upload(desk, record(1, pmRp=[]), record(2, pmRp=[]))
    assert "directory/imports.js" in apply(desk).content.decode()

    with runs._alone(ImportRun.objects.get().source):
        page = apply(desk)

    assert "directory/imports.js" not in page.content.decode()
    assert 'id="import-continue"' in page.content.decode()


def test_two_requests_that_begin_the_same_run_keep_one_report(desk, monkeypatch):
    monkeypatch.setattr("directory.importers.applying.FIRST_BATCH", 1)
    monkeypatch.setattr("directory.importers.applying.SMALLEST", 1)
    upload(desk, *(record(n, pmRp=[]) for n in range(1, 5)))
    late = ImportRun.objects.get()
    first = runs.write(ImportRun.objects.get())
    next(first)
    first.close()

    for _step in runs.write(late):
        pass

    assert ImportRun.objects.get().report["counts"]["created"] == 4


def test_rows_that_are_no_longer_kept_offer_no_button(desk):
    upload(desk, record(1))
    ImportRun.objects.update(started_at=timezone.now() - timedelta(days=8))
    old = at("directory_import")
    upload(desk, record(2))

    page = desk.get(old)

    assert not page.context["waiting"]
    assert "directory_import_apply" not in page.content.decode()


def test_a_folder_that_was_emptied_is_said_and_written_never(desk, folder):
    upload(desk, record(1))
    shutil.rmtree(folder / "var" / "import")

    assert desk.get(at("directory_import")).context["expired"]
    apply(desk)
    assert not Service.objects.exists()


def test_a_file_that_changes_nothing_says_so(desk):
    upload(desk, record(1))
    apply(desk)

    assert upload(desk, record(1)).context["changes_nothing"]


@pytest.mark.parametrize("group", ["editor", "moderator", "network coordinator", "technical administrator"])
@pytest.mark.parametrize("name", ["directory_import_apply", "directory_import_discard"])
def test_only_who_may_import_confirms_or_discards(desk, client, groups, group, name):
    upload(desk, record(1))
    client.force_login(UserFactory(groups=[group]))

    client.post(at(name))

    assert not Service.objects.exists()
    assert ImportRun.objects.get().state == "staged"
    assert client.get(at("directory_import_report")).status_code in {302, 403}


def test_opening_the_addresses_of_the_buttons_writes_nothing(desk):
    upload(desk, record(1))

    assert desk.get(at("directory_import_apply")).status_code == 405
    assert desk.get(at("directory_import_discard")).status_code == 405


def test_a_member_without_the_right_may_not_import(client, groups):
    client.force_login(UserFactory(groups=["editor"]))

    upload(client, record(1))
    assert not ImportRun.objects.exists()
    assert client.get(reverse("directory_imports"), follow=False).status_code in {302, 403}
