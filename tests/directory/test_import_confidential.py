"""An address that is secret is not kept, not shown and not told, by whichever way an import meets it."""

import re

import pytest
from django.db import connection

from directory import actions
from directory.importers import runs
from directory.models import Service, Site, Source
from tests.directory.importing import counts, csv_file, json_file, record, row, run

PUBLIC = {
    *("directory_sector", "directory_postalcode", "directory_neighbourhood", "directory_commune", "directory_bassin"),
    "directory_helpline",
    "directory_change",  # ids, one of which may be 1030
    "wagtailsearch_indexentry",  # the places of the words of pages, likewise
}
# Digits in a moment, a digest or a longer number are no postal code; a letter before them marks a token of search.
CODE = "(?<![0-9a-f]{2})(?<![0-9])1030(?![0-9])(?![0-9a-f]{2})"
RANDOM = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # the name of a block of a page, say
SECRET = [re.compile(word) for word in ("Reyers", r"50\.8517", r"4\.4014", "21015A77", CODE)]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, transactional_db):
    settings.VAR = tmp_path / "var"
    return tmp_path


def everything_kept(folder):
    """The texts, points and bytes of every table, and the import folder. Where communes lie is no secret."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - PUBLIC
        kept = []
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {table}")
            kept += [
                _text(value) for row in cursor.fetchall() for value in row if isinstance(value, str | float | bytes)
            ]
    files = [path for path in (folder / "var").rglob("*") if path.is_file()]
    kept += [path.read_bytes().decode("utf-8", "replace") for path in files]
    return RANDOM.sub("", "\n".join(kept))


def _text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def told(text):
    return [word.pattern for word in SECRET if word.search(text)]


def hide(site):
    return actions.save(site, {"confidential": True, "bassin_override": "sud"}, by=None, via="admin")


def test_the_address_of_a_site_made_confidential_is_dropped_and_said_to_be_withheld(folder):
    run(json_file(folder, record(1)))
    hide(Site.objects.get())

    report = run(json_file(folder, record(1, address={"number": "71"}, publicFr="Toutes")))

    assert Service.objects.get().conditions_fr == "Toutes"
    assert Site.objects.get().bassin.code == "sud"
    assert counts(report, "withheld") == (1,)
    assert not told(f"{everything_kept(folder)}{report}")


WRONG = {
    "what is cleaned": {"remarkFr": "<b>Sonnez au Reyers 70</b>"},
    "what is left out": {"lat": 50.8517, "lon": 4.4014, "zipCode": 1070, "municipalityFr": "ANDERLECHT"},
    "what is rejected": {"zipCode": "1030 Reyers"},
    "an unknown commune": {"municipalityFr": "Reyers"},
    "a text too long": {"streetFr": "Reyers " * 60},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("number", [1, 2], ids=["the record itself", "a new record of its organisation"])
def test_what_is_wrong_in_a_secret_address_is_not_told_either(folder, wrong, number):
    run(json_file(folder, record(1)))
    hide(Site.objects.get())

    report = run(json_file(folder, record(number, address=wrong)))

    assert counts(report, "rejected", "left_out", "cleaned", "withheld") == (0, 0, 0, 1)
    assert not told(f"{everything_kept(folder)}{report}")


def test_a_secret_address_is_never_staged(folder):
    run(json_file(folder, record(1)))
    hide(Site.objects.get())
    source = Source.objects.get(code="social_brussels")

    waiting = runs.start(runs.Order(json_file(folder, record(1)), "social-brussels", source), lambda _count: None)
    runs.preview(waiting)

    assert not told(everything_kept(folder))


@pytest.mark.parametrize(
    "wrong", [{"street_fr": "Rue Secrète 1"}, {"postal_code": "Rue Secrète 1"}, {"lat": "Secrète"}]
)
def test_our_table_says_nothing_of_a_site_that_is_secret_already(folder, wrong):
    run(csv_file(folder, row("1", organisation_id="A1", street_fr="Rue Secrète 1")))
    hide(Site.objects.get())

    report = run(csv_file(folder, *(row(n, organisation_id="A1") | wrong for n in ("1", "2"))))

    assert counts(report, "rejected", "created") == (0, 1)
    assert {each["id"] for each in report["withheld"]} == {"1", "2"}
    assert "Secrète" not in f"{everything_kept(folder)}{report}"
    assert {service.site for service in Service.objects.all()} == {Site.objects.get(), None}


def test_a_public_site_of_an_organisation_with_a_secret_one_is_kept_up_to_date(folder):
    run(json_file(folder, record(1), record(2, address={"number": "71"})))
    hide(Service.objects.get(source_records__external_id="1").site)

    run(json_file(folder, record(1), record(2, address={"number": "99"})))

    assert Service.objects.get(source_records__external_id="2").site.street_fr.endswith("99")


def test_an_import_waiting_for_confirmation_forgets_the_address_too(folder):
    run(json_file(folder, record(1)))
    order = runs.Order(
        json_file(folder, record(1, address={"number": "71"})),
        "social-brussels",
        Source.objects.get(code="social_brussels"),
    )
    waiting = runs.start(order, lambda _count: None)
    runs.preview(waiting)
    assert "Reyers" in everything_kept(folder)

    hide(Site.objects.get())

    assert not told(everything_kept(folder))


def test_a_record_that_says_its_address_is_secret_leaves_none(folder):
    secret = record(1, remarkFr="L'adresse est confidentielle, téléphonez d'abord.")

    report = run(json_file(folder, secret))

    assert Service.objects.get().site is None
    assert [(row["column"], row["value"]) for row in report["withheld"]] == [("address", "")]
    assert not told(f"{everything_kept(folder)}{report}")


def test_a_record_that_becomes_secret_purges_the_address_known_before(folder):
    run(json_file(folder, record(1)))

    run(json_file(folder, record(1, remarkNl="Het adres is geheim.")))

    site = Site.objects.get()
    assert site.confidential
    assert not told(everything_kept(folder))
    assert counts(run(json_file(folder, record(1, remarkNl="Het adres is geheim."))), "unchanged") == (1,)


def test_another_record_of_an_organisation_with_a_secret_site_brings_no_address(folder):
    run(json_file(folder, record(1)))
    hide(Site.objects.get())

    report = run(json_file(folder, record(1), record(2)))

    assert counts(report, "created") == (1,)
    assert {row["id"] for row in report["withheld"]} == {"1", "2"}
    assert not told(f"{everything_kept(folder)}{report}")


def test_our_table_takes_the_bassin_alone_of_a_secret_address(folder):
    hidden = row("1", confidential="oui", bassin="nord", street_fr="Rue Secrète 1", lat="50.8793", lon="4.35")

    report = run(csv_file(folder, hidden))

    site = Site.objects.get()
    assert (site.confidential, site.bassin.code, site.street_fr, site.lat) == (True, "nord", "", None)
    assert {row["column"] for row in report["withheld"]} == {"street_fr", "postal_code", "commune", "lat", "lon"}
    assert "Secrète" not in f"{everything_kept(folder)}{report}"
    assert "50.8793" not in f"{everything_kept(folder)}{report}"


def test_our_table_takes_no_name_that_tells_a_secret_street(folder):
    hidden = row("1", confidential="oui", bassin="nord", street_fr="Rue Secrète 1", site_name_fr="Foyer Secrete")

    report = run(csv_file(folder, hidden | {"site_name_nl": "Opvanghuis"}))

    assert (Site.objects.get().name_fr, Site.objects.get().name_nl) == ("", "Opvanghuis")
    assert "site_name_fr" in {each["column"] for each in report["withheld"]}
    assert "Foyer" not in f"{everything_kept(folder)}{report}"


def test_our_table_refuses_a_secret_address_without_its_bassin(folder):
    report = run(csv_file(folder, row("1", confidential="oui", street_fr="Rue Secrète 1")))

    assert counts(report, "rejected", "created") == (1, 0)
    assert report["rejected"][0]["column"] == "bassin"
    assert "Secrète" not in str(report)


def test_a_wrong_secret_address_is_rejected_without_being_shown(folder):
    hidden = row("1", confidential="oui", bassin="nord", postal_code="Rue Secrète 1")

    assert "Secrète" not in str(run(csv_file(folder, hidden)))


def test_our_table_keeps_no_commune_that_a_secret_site_covers(folder):
    said = {"confidential": "oui", "bassin": "nord", "area_communes": "Jette", "area": "communes"}
    address = dict.fromkeys(("street_fr", "postal_code", "commune"), "")
    before = everything_kept(folder).count("Jette")  # pages of the site name it

    report = run(csv_file(folder, row("1", **address, **said)))

    service = Service.objects.get()
    assert (service.area, service.area_communes.count()) == ("unstated", 0)
    assert {each["column"] for each in report["withheld"]} == {"area_communes", "area"}
    assert everything_kept(folder).count("Jette") == before
    assert "Jette" not in str(report)
