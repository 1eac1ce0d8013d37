"""Our own table: one row a service, checked cell by cell; and the empty table people fill."""

import csv
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from directory.models import Organisation, Sector, Service, Site
from tests.directory.importing import counts, csv_file, row, run, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return tmp_path


def rejected(folder, **values):
    """The column and the reason for which this row is refused."""
    report = run(csv_file(folder, row("1", **values)))
    assert counts(report, "created", "rejected") == (0, 1), report
    assert report["rejected"][0]["line"] == 2
    return report["rejected"][0]["column"], report["rejected"][0]["reason"]


FULL = {
    "enterprise_number": "0212.347.945",
    "organisation_kind": "practitioner",
    "bib_convention_from": "01/01/2026",
    "inami_from": "2026-01-01",
    "inami_number": "4-12345-67-890",
    "category": "Sage-femme",
    "name_nl": "Raadplegingen",
    "themes": "pregnancy_care;postnatal_care",
    "stages": "pregnant_1_3",
    "modes": "on_site;home_visit",
    "access": "free",
    "audiences": "everyone",
    "interpreter": "oui",
    "area_communes": "Molenbeek-Saint-Jean; Jette",
    "residents_only": "ja",
    "phones": "02 529 41 20; 1710",
    "mails": "Info@Example.org",
    "websites": "www.example.org",
    "hours_walk_in": "lu 9:00-12:00; ma 13:00-16:00",
    "hours_telephone": "lu-ve 8:30-17:00",
    "prestations": "screening",
    "prestations_from": "01/02/2026",
    "roles": "screening;accompaniment",
    "roles_from": "01/02/2026",
    "room": "full",
    "room_until": "31/12/2027",
    "room_said_on": "01/11/2026",
    "waiting_days": "14",
    "confirmed_on": "01/11/2026",
    "rhythm_months": "3",
    "lat": "50.8552",
    "lon": "4.3184",
    "step_free": "yes",
}


def test_a_full_row_fills_the_service_its_site_and_its_organisation(folder):
    full = row("A-1", **FULL)

    assert counts(run(csv_file(folder, full)), "created", "rejected") == (1, 0)

    service = Service.objects.get()
    assert (service.category.code, service.organisation.kind) == ("sage_femme", "practitioner")
    assert service.organisation.conventions.get().starts_on == date(2026, 1, 1)
    assert service.organisation.inami_accreditations.get().number == "41234567890"
    assert [c.value for c in service.contacts.all()] == [
        "+3225294120",
        "1710",
        "Info@example.org",
        "https://www.example.org",
    ]
    assert [(h.kind, h.weekday, h.opens, h.closes) for h in service.hours.filter(kind="walk_in")] == [
        ("walk_in", 0, 540, 720),
        ("walk_in", 1, 780, 960),
    ]
    assert service.hours.count() == 7
    assert (service.area, service.residents_only) == ("communes", True)
    assert sorted(c.code for c in service.area_communes.all()) == ["21010", "21012"]
    assert service.prestations.get().starts_on == date(2026, 2, 1)
    assert service.roles.count() == 2
    assert (service.room, service.room_until, service.waiting_days) == ("full", date(2027, 12, 31), 14)
    assert (service.interpreter, service.rhythm_months) == ("yes", 3)
    site = Site.objects.get()
    assert (site.commune.code, site.lat, site.step_free, site.bassin.code) == ("21012", 50.8552, "yes", "centre-ouest")


def test_the_same_table_twice_changes_nothing(folder):
    path = csv_file(folder, row("1", hours_walk_in="lu 9-12", lat="50.8552", lon="4.3184"), row("2", category="mg"))
    run(path)

    assert counts(run(path), "created", "updated", "unchanged", "conflicts") == (0, 0, 2, 0)


def test_a_column_that_is_not_there_is_left_alone_and_an_empty_cell_empties(folder):
    run(csv_file(folder, row("1", waiting_days="14", conditions_fr="Toutes")))
    bare = row("1", conditions_fr="")

    assert counts(run(csv_file(folder, bare)), "updated") == (1,)

    service = Service.objects.get()
    assert (service.waiting_days, service.conditions_fr) == (14, "")


def test_rows_of_one_organisation_without_a_number_are_told_by_its_own_identifier(folder):
    run(csv_file(folder, row("1", organisation_id="T"), row("2", organisation_id="T"), row("3")))
    run(csv_file(folder, row("4", organisation_id="T")))

    assert Organisation.objects.count() == 2
    assert sorted(o.services.count() for o in Organisation.objects.all()) == [1, 3]


def test_a_spreadsheet_is_read_with_its_own_days_and_numbers(folder):
    sheet = row(
        "1", postal_code=1080, confirmed_on=date(2026, 11, 1), phones=32470123456, waiting_days=7.0, lat=50.8552
    )

    assert counts(run(xlsx_file(folder, sheet | {"lon": 4.3184, "id": 12})), "created", "rejected") == (1, 0)

    service = Service.objects.get()
    assert (service.confirmed_on, service.waiting_days) == (date(2026, 11, 1), 7)
    assert [c.value for c in service.contacts.all()] == ["+32470123456"]


@pytest.mark.parametrize(
    ("values", "column", "words"),
    [
        ({"postal_code": "10 80 0"}, "postal_code", "10 80 0"),
        ({"postal_code": "1234"}, "postal_code", "1234"),
        ({"commune": "Molenbeeck-Saint-Jean"}, "commune", "Molenbeek-Saint-Jean"),
        ({"commune": "Atlantis"}, "commune", "Atlantis"),
        ({"commune": "Ixelles"}, "postal_code", "Ixelles"),
        ({"phones": "3.2E+10"}, "phones", "3.2E+10"),
        ({"phones": "02 529"}, "phones", "02 529"),
        ({"mails": "personne"}, "mails", "personne"),
        ({"websites": "javascript:alert(1)"}, "websites", "javascript"),
        ({"websites": "file:///etc/passwd"}, "websites", "file"),
        ({"enterprise_number": "0212.347.946"}, "enterprise_number", "0212.347.946"),
        ({"category": "astrologue"}, "category", "astrologue"),
        ({"category": ""}, "category", ""),
        ({"themes": "pregnancy_care;nowhere"}, "themes", "nowhere"),
        ({"languages": "klingon"}, "languages", "klingon"),
        ({"confirmed_on": "29/02/2025"}, "confirmed_on", "29/02/2025"),
        ({"confirmed_on": "31/12/9999"}, "confirmed_on", "31/12/9999"),
        ({"confirmed_on": "demain"}, "confirmed_on", "demain"),
        ({"hours_walk_in": "lu 25:00-26:00"}, "hours_walk_in", "25:00"),
        ({"hours_walk_in": "ma 9:00-12:00"}, "hours_walk_in", "ma"),
        ({"lat": "0", "lon": "0"}, "lat", "0"),
        ({"lat": "4.3184", "lon": "50.8552"}, "lat", ""),
        ({"lat": "48.85", "lon": "2.35"}, "lat", ""),
        ({"lat": "51.2", "lon": "4.4"}, "lat", "km"),
        ({"lat": "NaN", "lon": "4.4"}, "lat", ""),
        ({"lat": "9" * 10_000, "lon": "4.4"}, "lat", ""),
        ({"waiting_days": "9" * 10_000}, "waiting_days", ""),
        ({"waiting_days": "-1"}, "waiting_days", "-1"),
        ({"residents_only": "peut-être"}, "residents_only", "peut-être"),
        ({"room": "full"}, "room_until", ""),
        ({"room": "open"}, "room_said_on", ""),
        ({"prestations": "screening"}, "prestations_from", ""),
        ({"bib_convention_from": "01/02/2026", "bib_convention_until": "01/01/2026"}, "bib_convention_until", ""),
        ({"area": "communes"}, "area_communes", ""),
        ({"area_communes": "Jette", "area_bassins": "nord"}, "area_communes", ""),
        ({"rhythm_months": "5"}, "rhythm_months", ""),
        ({"name_fr": "x" * 201}, "name_fr", "200"),
        ({"name_fr": "\u200b \u3000"}, "name_fr", ""),
        ({"organisation_name_fr": ""}, "organisation_name_fr", ""),
        ({"id": ""}, "id", ""),
        ({"id": "<script>"}, "id", ""),
        ({"organisation_id": "<script>"}, "organisation_id", ""),
        ({"organisation_id": "x" * 41}, "organisation_id", "40"),
        ({"inami_number": "astrologue", "inami_from": "01/01/2026"}, "inami_number", "astrologue"),
        ({"inami_number": "<script>alert(1)</script>", "inami_from": "01/01/2026"}, "inami_number", "INAMI"),
        ({"inami_number": "astrologue 7", "inami_from": "01/01/2026"}, "inami_number", "astrologue 7"),
        ({"inami_number": "123456789012", "inami_from": "01/01/2026"}, "inami_number", "123456789012"),
        ({"inami_number": "4-12345-67-890"}, "inami_from", ""),
        ({"description_fr": "Son numéro est 85.07.30-033.28"}, "description_fr", ""),
    ],
)
def test_a_wrong_cell_rejects_its_row_with_column_and_reason(folder, values, column, words):
    found, reason = rejected(folder, **values)

    assert found == column
    assert words in reason
    assert "{" not in reason
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"postal_code": "1 000", "commune": "Bruxelles"}, "1000"),
        ({"postal_code": "B-1080"}, "1080"),
        ({"postal_code": "1080.0"}, "1080"),
        ({"postal_code": "1070", "commune": "ANDERLECHT"}, "1070"),
        ({"postal_code": "1200", "commune": "Woluwe-St-Lambert"}, "1200"),
        ({"postal_code": "1020", "commune": "Laeken"}, "1020"),
    ],
)
def test_postal_codes_and_communes_are_read_as_people_write_them(folder, values, expected):
    run(csv_file(folder, row("1", **values)))

    assert Site.objects.get().postal_code.code == expected


def test_a_place_outside_the_region_is_kept_in_words(folder):
    run(csv_file(folder, row("1", postal_code="1800", commune="", town_outside="Vilvoorde")))

    site = Site.objects.get()
    assert (site.outside_address, site.postal_code) == ("1800 Vilvoorde", None)


def test_hours_over_midnight_are_taken(folder):
    run(csv_file(folder, row("1", hours_walk_in="vendredi 22:00-2:00")))

    assert [(h.weekday, h.opens, h.closes) for h in Service.objects.get().hours.all()] == [(4, 1320, 1560)]


def test_an_unusual_inami_number_is_kept_and_told_with_what_was_written(folder):
    unusual = row("1", inami_number="1-00001-07-999", inami_from="01/01/2026")
    report = run(csv_file(folder, unusual), "--language", "en")

    assert counts(report, "created", "rejected", "to_check") == (1, 0, 1)
    told = report["to_check"][0]
    assert (told["line"], told["column"], told["value"]) == (2, "inami_number", "1-00001-07-999")
    assert "check digits" in told["reason"]
    assert Organisation.objects.get().inami_accreditations.get().number == "10000107999"


def test_an_inami_number_that_a_spreadsheet_holds_as_a_number_is_read(folder):
    report = run(xlsx_file(folder, row("1", inami_number=10000106999.0, inami_from=date(2026, 1, 1))))

    assert counts(report, "created", "to_check") == (1, 0), report
    assert Organisation.objects.get().inami_accreditations.get().number == "10000106999"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"sector": "99999X999"}, "99999X999"),
        ({"sector": "<script>alert(1)</script>"}, "SCRIPT"),
        ({"sector": "21004A001"}, "another commune"),
        ({"sector": "21012A011", "postal_code": "1800", "commune": ""}, "postal code of the Region"),
    ],
)
def test_a_sector_that_cannot_be_is_left_out_and_told(folder, values, words):
    report = run(csv_file(folder, row("1", **values)), "--language", "en")

    assert counts(report, "created", "rejected", "left_out") == (1, 0, 1)
    told = report["left_out"][0]
    assert (told["line"], told["column"]) == (2, "sector")
    assert told["value"]
    assert words in told["reason"]
    assert Site.objects.get().sector is None


def test_a_sector_of_the_commune_is_kept(folder):
    code = Sector.objects.filter(code__startswith="21012").first().code

    assert counts(run(csv_file(folder, row("1", sector=code.lower()))), "created", "left_out") == (1, 0)

    assert Site.objects.get().sector.code == code


def test_a_value_too_long_to_read_is_shortened_in_the_report(folder):
    report = run(csv_file(folder, row("1", phones="9" * 5000)))

    assert len(report["rejected"][0]["value"]) == 80


def test_every_wrong_cell_of_a_row_is_told_at_once(folder):
    report = run(csv_file(folder, row("1", phones="3.2E+10", confirmed_on="29/02/2025"), row("2")))

    assert counts(report, "rejected", "created") == (1, 1)
    assert [each["column"] for each in report["rejected"]] == ["confirmed_on", "phones"]


def test_the_reason_is_in_the_language_asked_for(folder):
    path = csv_file(folder, row("1", postal_code="??"))

    reasons = {language: run(path, "--language", language)["rejected"][0]["reason"] for language in ("fr", "nl", "en")}

    assert reasons["en"].startswith("“??” is not a postal code")
    assert len(set(reasons.values())) == 3


def test_the_empty_table_can_be_filled_and_read_back(folder):
    path = folder / "table.xlsx"
    call_command("directory_template", path)
    book = load_workbook(path)
    assert book.sheetnames == ["services", "help", "codes"]
    header = [cell.value for cell in book["services"][1]]
    for name, value in row("1").items():
        book["services"].cell(2, header.index(name) + 1, value)
    book.save(path)

    assert counts(run(path), "read", "created") == (1, 1)
    help_sheet = list(book["help"].iter_rows(values_only=True))
    assert [line[0] for line in help_sheet[1:]] == header
    assert all(line[1] and line[2] and line[3] for line in help_sheet[1:])
    codes = {(line[0], line[1]) for line in book["codes"].iter_rows(values_only=True)}
    assert {("category", "sage_femme"), ("themes", "housing"), ("room", "full")} <= codes


def test_the_empty_csv_table_has_its_help_beside_it(folder):
    call_command("directory_template", folder / "table.csv")

    with (folder / "table.csv").open(encoding="utf-8-sig") as file:
        header = next(csv.reader(file, delimiter=";"))
    assert "enterprise_number" in header
    assert "enterprise_number" in (folder / "table-help.csv").read_text(encoding="utf-8-sig")


def test_a_template_of_another_kind_is_refused(folder):
    with pytest.raises(CommandError, match="xlsx"):
        call_command("directory_template", folder / "table.pdf")
