"""Files nobody should send, and what is said about each. One that cannot be read at all changes nothing."""

import json
import zipfile

import pytest
from django.core.management import CommandError

from directory import actions
from directory.models import ImportRun, Organisation, Service, Site
from tests.directory.importing import counts, csv_file, csv_text, json_file, record, row, run, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return tmp_path


def written(folder, content, name="services.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path):
    """Why the whole file is refused; nothing of it may be there."""
    with pytest.raises(CommandError) as problem:
        run(path)
    assert not Service.objects.exists()
    assert not Organisation.objects.exists()
    assert not ImportRun.objects.exists()
    return str(problem.value)


# Letters and lines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_letters_are_read_in_any_usual_encoding(folder, encoding, kind):
    text = "Consultations « Chez Zoë » – œuvre"
    if kind == "csv":
        path = csv_file(folder, row("1", name_fr=text), encoding=encoding)
    else:
        path = json_file(folder, record(1, nameOfficialFr=text), encoding=encoding)

    run(path)

    assert Service.objects.get().name_fr == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_recognised(folder, delimiter):
    assert counts(run(csv_file(folder, row("1"), delimiter=delimiter)), "created") == (1,)


def test_mixed_line_ends_and_lines_within_cells_are_read(folder):
    first = csv_text(row("1", entry_fr="")).splitlines()[0]
    second = '1;Maison;Cabinet;sage_femme;1080;;Rue 1;fr;;"Sonner\nmonter\u2028puis attendre"'
    third = "2;Maison;Cabinet;sage_femme;1080;;Rue 2;fr;;"

    report = run(written(folder, f"{first}\r{second}\r\n{third}\n\r\n"))

    assert counts(report, "created") == (2,)
    assert Service.objects.filter(entry_fr="Sonner\nmonter\npuis attendre").exists()


def test_an_unclosed_quotation_mark_is_told_by_its_line(folder):
    text = csv_text(row("1"), row("2"), row("3")).replace("\r\n2;", '\r\n"2;')

    assert "3" in refused(written(folder, text))


def test_a_quotation_mark_in_the_middle_of_a_cell_is_told_by_its_line(folder):
    text = csv_text(row("1"), row("2")).replace("\r\n2;", '\r\n"2"x;')

    assert "3" in refused(written(folder, text))


def test_binary_rubbish_is_no_text(folder):
    assert refused(written(folder, bytes(range(256)) * 10))
    assert refused(written(folder, bytes(range(256)) * 10, "records.json"))


def test_an_empty_file_is_said_to_be_empty(folder):
    assert "vide" in refused(written(folder, b""))


def test_a_file_that_is_not_there_is_said_so(folder):
    assert "absent.csv" in refused(folder / "absent.csv")


# Headers --------------------------------------------------------------------------------------------------------------


def test_a_column_that_stands_twice_is_named(folder):
    assert "name_fr" in refused(written(folder, "id;name_fr;Name_FR;category\n1;a;b;mg\n"))


def test_a_header_without_rows_is_a_message(folder):
    header = csv_text(row("1")).splitlines()[0]
    assert refused(written(folder, header + "\n;;;\n"))


def test_a_misspelt_column_is_told_with_the_right_one(folder):
    assert "phones" in refused(written(folder, "id;name_fr;phnoes\n1;a;b\n"))


def test_a_million_columns_are_refused(folder):
    assert refused(written(folder, ";".join(f"c{n}" for n in range(1_000_000)) + "\n1\n"))


def test_a_line_with_too_many_cells_is_rejected_alone(folder):
    text = csv_text(row("1"), row("2")).rstrip() + ";encore;plus\r\n"

    report = run(written(folder, text))

    assert counts(report, "created", "rejected") == (1, 1)
    assert report["rejected"][0]["line"] == 3


# Same thing twice -----------------------------------------------------------------------------------------------------


def test_an_identifier_that_stands_twice_is_told_with_its_first_line(folder):
    report = run(csv_file(folder, row("1"), row("2"), row("1", name_fr="Encore")))

    assert counts(report, "created", "rejected") == (2, 1)
    told = report["rejected"][0]
    assert (told["line"], told["id"], told["column"]) == (4, "1", "id")
    assert "2" in told["reason"]


def test_a_record_that_stands_twice_is_told(folder):
    assert counts(run(json_file(folder, record(1), record(1))), "created", "rejected") == (1, 1)


# JSON -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '[{"id": 1, "x": ' + "[" * 100_000 + "]" * 100_000 + "}]",
        '{"a":' * 100_000,
        "{}",
        "[]",
        "[{]",
        '[{"id": 1},]',
        '[{"id": 1}',
        '[{"id": 1}] et encore',
        '"texte"',
        "[1, 2",
    ],
)
def test_json_that_is_no_list_of_records_is_refused(folder, content):
    assert refused(written(folder, content, "records.json"))


def test_things_in_the_list_that_are_no_records_are_rejected_one_by_one(folder):
    report = run(json_file(folder, 1, "texte", None, [], record(5)))

    assert counts(report, "rejected", "created") == (4, 1)
    assert [told["line"] for told in report["rejected"]] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "value", ["9" * 10_000, "-" + "9" * 10_000, "1e999", "NaN", "true", "null", '""', '"a b"', "{}"]
)
def test_an_impossible_identifier_rejects_its_record_only(folder, value):
    text = json.dumps([record("HERE"), record(2)]).replace('"HERE"', value)

    report = run(written(folder, text, "records.json"))

    assert counts(report, "rejected", "created") == (1, 1)
    assert len(report["rejected"][0]["value"]) <= 80


@pytest.mark.parametrize(
    ("address", "column"),
    [
        ({"zipCode": 99999}, "address.zipCode"),
        ({"zipCode": int("9" * 4000)}, "address.zipCode"),
        ({"zipCode": 1031}, "address.zipCode"),
        ({"municipalityFr": "ATLANTIS"}, "address.municipalityFr"),
        ({"municipalityFr": "IXELLES"}, "address.zipCode"),
    ],
)
def test_a_place_that_does_not_exist_rejects_the_record(folder, address, column):
    report = run(json_file(folder, record(1, address=address), record(2)))

    assert counts(report, "rejected", "created") == (1, 1)
    assert report["rejected"][0]["column"] == column


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (0, 0),
        (4.4014, 50.8517),
        (48.85, 2.35),
        (50.46, 4.86),
        (float("nan"), 4.4),
        ("x", 4.4),
        (50.85, None),
        (1e300, 4),
    ],
)
def test_a_wrong_point_is_left_out_and_explained(folder, lat, lon):
    report = run(json_file(folder, record(1, address={"lat": lat, "lon": lon})))

    assert counts(report, "created", "left_out") == (1, 1)
    site = Site.objects.get()
    assert (site.lat, site.lon, site.postal_code.code) == (None, None, "1030")
    assert report["left_out"][0]["column"] == "address.lat/lon"
    assert report["left_out"][0]["reason"]


def test_swapped_coordinates_are_said_to_be_swapped(folder):
    report = run(json_file(folder, record(1, address={"lat": 4.4014, "lon": 50.8517})))

    assert "50" in report["left_out"][0]["value"]
    assert "invers" in report["left_out"][0]["reason"] or "swapped" in report["left_out"][0]["reason"]


def test_wrong_contacts_numbers_and_days_are_left_out_and_the_card_is_kept(folder):
    wrong = record(
        1,
        telFr=["3.2E+10", "02/435.51.38"],
        telNl=[],
        emailFr=["personne"],
        emailNl=[],
        websiteOfficialFr=["javascript:alert(1)"],
        websiteOfficialNl=[],
        pmRp=["0212.347.946"],
        lastUpdate="29/02/25",
    )

    report = run(json_file(folder, wrong))

    left = {told["column"]: told["value"] for told in report["left_out"]}
    assert left == {
        "telFr": "3.2E+10",
        "emailFr": "personne",
        "websiteOfficialFr": "javascript:alert(1)",
        "pmRp": "0212.347.946",
        "lastUpdate": "29/02/25",
    }
    service = Service.objects.get()
    assert [contact.value for contact in service.contacts.all()] == ["+3224355138"]
    assert (service.confirmed_on, service.organisation.enterprise_number) == (None, None)


def test_every_field_may_be_null_or_of_another_kind(folder):
    empty = dict.fromkeys(record(1)) | {"id": 1, "nameOfficialNl": "Naam"}
    odd = {name: {"a": [1]} for name in record(1)} | {"id": 2, "nameOfficialFr": "Nom", "address": "rue"}

    report = run(json_file(folder, empty, odd))

    assert Service.objects.filter(name_nl="Naam").exists()
    assert counts(report, "read") == (2,)


# Markup and odd letters -----------------------------------------------------------------------------------------------

MARKUP = [
    "<script>alert(1)</script>Accueil",
    "<img src=x onerror=alert(1)>Accueil",
    "<svg onload=alert(1)>Accueil",
    "<p>Accueil</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;Accueil",
    "Accueil<!-- commentaire",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style>Accueil",
    "<a href='javascript:alert(1)'>Accueil</a>",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_taken_out_of_every_text_and_told(folder, text):
    names = ("description", "activities", "public", "permanency", "remark", "nameOfficial")
    values = {f"{name}{language}": text for name in names for language in ("Fr", "Nl")}

    report = run(json_file(folder, record(1, **values, address={"streetFr": text, "remarkFr": text})))

    service = Service.objects.get()
    kept = json.dumps([actions.snapshot(each) for each in (service, service.site, service.organisation)])
    assert "<" not in kept
    assert "alert(1)" not in kept
    assert counts(report, "cleaned")[0] >= len(values)


def test_signs_that_only_look_like_markup_stay(folder):
    run(json_file(folder, record(1, publicFr="Enfants < 3 ans & parents > 18 ans, A&B, {{7*7}} %s")))

    assert Service.objects.get().conditions_fr == "Enfants < 3 ans & parents > 18 ans, A&B, {{7*7}} %s"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Acc\u0000ueil", "Accueil"),
        ("Acc\u202eueil", "Accueil"),
        ("Acc\ud800ueil", "Accueil"),
        ("Accueil\u2028demain", "Accueil\ndemain"),
        ("e\u0301cole", "école"),
        ("a" + "\u0301" * 5000, None),
        ("\x1b[31mAccueil", "[31mAccueil"),
        ("ሰላም مرحبا 👩‍👧", "ሰላም مرحبا 👩‍👧"),
        ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    ],
)
def test_odd_letters_do_no_harm(folder, text, kept):
    path = folder / "records.json"
    path.write_text(json.dumps([record(1, publicFr=text)]))

    run(path)

    found = Service.objects.get().conditions_fr
    assert found == kept if kept else len(found) < 10


def test_a_national_number_is_refused_and_never_shown(folder):
    report = run(json_file(folder, record(1, remarkFr="Demander 85.07.30-033.28")))

    assert counts(report, "rejected", "created") == (1, 0)
    assert "033" not in json.dumps(report)


# Spreadsheets ---------------------------------------------------------------------------------------------------------


def test_a_formula_is_refused_by_line_and_column(folder):
    report = run(xlsx_file(folder, row("1"), row("2", name_fr='=HYPERLINK("http://x")')))

    assert counts(report, "created", "rejected") == (1, 1)
    assert (report["rejected"][0]["line"], report["rejected"][0]["column"]) == (3, "name_fr")


def bomb(folder, size, name="xl/worksheets/sheet1.xml"):
    path = xlsx_file(folder, row("1"))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(f"{name}.more", "w", force_zip64=True) as part,
    ):
        for _n in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
    return path


def test_a_zip_bomb_is_not_opened(folder):
    path = bomb(folder, 300_000_000)
    assert path.stat().st_size < 1_000_000

    assert refused(path)


def test_a_zip_bomb_that_lies_about_its_size_is_not_opened(folder):
    path = bomb(folder, 300_000_000)
    content = path.read_bytes()
    path.write_bytes(content.replace((300_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))

    assert refused(path)


def test_a_zip_of_ten_thousand_parts_is_not_opened(folder):
    path = xlsx_file(folder, row("1"))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_000):
            archive.writestr(f"x/{number}", b"")

    assert refused(path)


def test_an_entity_in_a_sheet_is_not_expanded(folder):
    path = xlsx_file(folder, row("1"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["xl/worksheets/sheet1.xml"] = entity + parts["xl/worksheets/sheet1.xml"].replace(b"Maison", b"&a;")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    assert refused(path)


def test_a_zip_that_is_no_spreadsheet_is_refused(folder):
    path = folder / "services.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")

    assert refused(path)
    assert refused(written(folder, b"PK\x03\x04broken", "services.xlsx"))


@pytest.mark.only_on("sqlite")  # what it says does not depend on the database, and takes long
def test_a_sheet_of_a_million_empty_rows_is_refused(folder):
    path = xlsx_file(folder, row("1"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    assert refused(path)
