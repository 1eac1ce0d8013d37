"""The address file into its tables: all or nothing, each bad line told."""

import random
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from directory.models import Commune, Sector
from search.importers import Refused, import_file, sets
from search.models import Address, AddressState, Street
from tests.search.address_file import COLUMNS, DOORS, STREETS, row, rows, write

pytestmark = pytest.mark.django_db

INSIDE = (len(STREETS) - 1) * len(DOORS)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def file(tmp_path):
    return tmp_path / "addresses.csv"


@pytest.fixture
def command(file, tmp_path, capsys):
    def run(*options):
        call_command("import_addresses", str(file), "--report", str(tmp_path / "bad.csv"), *options)
        return capsys.readouterr().out

    return run


def held():
    """What look-ups see."""
    current = AddressState.objects.get().current
    return Address.objects.filter(street_id__in=Street.objects.filter(set_number=current).values("pk")).count()


def test_the_addresses_of_the_region_are_imported(file, command):
    write(file)

    said = command()

    assert f"Addresses that can be found: {INSIDE}" in said
    assert f"outside the 19 communes: {len(DOORS)}" in said
    assert held() == Address.objects.count() == INSIDE


def test_columns_are_read_by_name_in_any_order_and_case(file):
    columns = random.Random(3).sample(COLUMNS, len(COLUMNS))
    shouted = [{name.upper(): value for name, value in one.items()} for one in rows()]
    write(file, shouted, [name.upper() for name in columns], delimiter=";", encoding="utf-8-sig")

    assert import_file(file).kept == INSIDE


def test_each_bassin_is_that_of_the_postal_code_and_commune(file):
    import_file(write(file))

    bassins = {(street.postal_code, street.nis): (street.bassin, street.to_check) for street in Street.objects.all()}

    assert bassins["1080", "21012"] == ("centre-ouest", False)
    assert bassins["1040", "21005"] == ("sud-est", False)
    assert bassins["1130", "21004"] == ("nord", False)
    for code, bassin in (("1000", "centre-ouest"), ("1040", "centre-ouest"), ("1050", "sud")):
        import_file(write(file, [row("loi", postcode=code)]), accept_errors=True)
        assert [(one.bassin, one.to_check) for one in Street.objects.all()] == [(bassin, True)]


def test_a_column_of_sectors_decides_where_there_is_one(file):
    sector = "21004C61-"
    import_file(write(file, [row("loi") | {"sector": sector}], [*COLUMNS, "sector"]))
    assert Street.objects.get().bassin == Sector.objects.get(code=sector).bassin.code


@pytest.mark.parametrize("lost", ["municipality_id", "postcode", "status", "house_number", "streetname_nl"])
def test_what_is_lost_without_a_column_is_said(file, command, lost):
    write(file, columns=[name for name in COLUMNS if name != lost])

    assert f"No column {lost}: " in command()
    assert held() == INSIDE


def test_with_neither_commune_nor_code_the_outlines_decide(file):
    columns = [name for name in COLUMNS if name not in {"municipality_id", "postcode", "status"}]
    import_file(write(file, [row("bateau"), row("vilvorde")], columns))

    assert [(one.nis, one.bassin, one.postal_code) for one in Street.objects.all()] == [("21012", "centre-ouest", "")]


def test_only_current_addresses_are_taken(file, command):
    write(file, [row(), row(number="20", status="retired", **{"EPSG:4326_lat": "0.00000"}), row(status="proposed")])

    said = command()

    assert "“retired”: 1" in said
    assert "“proposed”: 1" in said
    assert held() == 1


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ({"EPSG:4326_lat": "0.00000", "EPSG:4326_lon": "0.00000"}, "the point is not in Belgium"),
        ({"EPSG:4326_lat": "48.85", "EPSG:4326_lon": "2.35"}, "the point is not in Belgium"),
        ({"EPSG:4326_lat": "nan"}, "the point is not in Belgium"),
        ({"EPSG:4326_lon": "4,35"}, "the latitude or longitude is no number"),
        ({"EPSG:4326_lon": ""}, "the latitude or longitude is no number"),
        ({"streetname_fr": "Rue\0"}, "a quotation mark that is not closed"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_left_out(file, command, tmp_path, spoilt, reason):
    write(file, [*rows(), row(**spoilt), row(number="99")])
    line = len(rows()) + 2

    said = command()

    assert f"Line {line}: {reason}" in said
    assert f"{line}," in (tmp_path / "bad.csv").read_text()
    assert held() == INSIDE + 1


def test_a_quotation_mark_left_open_swallows_one_line_only(file, command):
    write(file)
    lines = file.read_text().splitlines(keepends=True)
    lines.insert(3, '"' + lines[3])
    file.write_text("".join(lines))

    assert "Line 4: a quotation mark" in command()
    assert held() == INSIDE


def test_more_than_one_bad_line_in_twenty_is_refused_unless_accepted(file, command):
    import_file(write(file))
    write(file, [*rows(), *[row(**{"EPSG:4326_lat": "x"})] * 4, row()])

    with pytest.raises(CommandError, match=r"more than 5 %.*kept"):
        command()
    assert held() == Address.objects.count() == INSIDE
    command("--accept-errors")
    assert held() == INSIDE + 1


def test_a_file_cut_in_the_middle_changes_nothing(file, command):
    import_file(write(file))
    file.write_bytes(file.read_bytes()[:-60])

    with pytest.raises(CommandError, match="ends in the middle of a line"):
        command()
    assert held() == Address.objects.count() == INSIDE


@pytest.mark.parametrize("status", ["curr", "", "curren"])
def test_a_file_cut_in_its_last_field_changes_nothing(file, command, status):
    import_file(write(file))
    whole = write(file, [*rows(), row()]).read_text()
    file.write_text(whole.rstrip().removesuffix("current") + status, newline="")

    with pytest.raises(CommandError, match="ends in the middle of a line"):
        command()
    assert held() == Address.objects.count() == INSIDE
    command("--accept-errors")
    assert held() == INSIDE


def test_a_last_line_without_an_end_may_lack_something(file, command):
    write(file)
    file.write_text(file.read_text().rstrip("\r\n"), newline="")

    with pytest.raises(CommandError, match="ends in the middle of a line"):
        command()
    assert f"Line {len(rows()) + 1}: the line has no end" in command("--accept-errors")


@pytest.mark.parametrize("status", ["curr", "", "klingon"])
def test_a_status_that_best_does_not_know_is_a_bad_line(file, command, status):
    write(file, [*rows(), row(status=status), row(number="99"), row(status="reserved")])

    said = command()

    assert f"Line {len(rows()) + 2}: the status is none" in said
    assert "“reserved”: 1" in said
    assert held() == INSIDE + 1


def test_less_than_nine_tenths_of_what_there_was_is_not_believed(file, command):
    import_file(write(file))
    tenth = INSIDE // 10
    write(file, rows()[: INSIDE - tenth - 1])

    with pytest.raises(CommandError, match=f"holds {INSIDE - tenth - 1} addresses, the one before held {INSIDE}"):
        command()
    assert held() == INSIDE
    write(file, rows()[: INSIDE - tenth])
    command()
    assert held() == INSIDE - tenth


def test_a_file_of_the_region_without_some_of_its_communes_is_refused(file, command):
    write(file, [one | {"region_code": "BE-BRU"} for one in rows()])

    with pytest.raises(CommandError, match=r"no address of .*Uccle.*kept"):
        command()
    assert not Address.objects.exists()
    said = command("--accept-errors")
    assert "No address of " in said
    assert "Uccle" in said
    assert "Ixelles" not in said
    write(file, [one | {"region_code": "BE-BRU"} for one in [*rows(), *of_all_communes()]])
    assert "No address of" not in command()


def of_all_communes():
    return [row(municipality_id=code, postcode="") for code in Commune.objects.values_list("code", flat=True)]


def test_another_encoding_is_told_with_its_place(file, command):
    write(file, encoding="cp1252")
    lines = file.read_bytes().decode("cp1252").splitlines()
    line, text = next((n, text) for n, text in enumerate(lines, 1) if not text.isascii())
    column = next(n for n, letter in enumerate(text, 1) if not letter.isascii())

    with pytest.raises(CommandError, match=f"Line {line}, column {column} is not utf-8"):
        command()
    assert not Address.objects.exists()
    command("--encoding", "cp1252")
    assert Street.objects.filter(name_fr="Chaussée de Wavre").exists()
    with pytest.raises(CommandError, match="no encoding"):
        command("--encoding", "klingon")


@pytest.mark.parametrize("content", ["", "\n", "a,b,c\n1,2,3\n", "EPSG:4326_lat\n50.8\n"])
def test_a_file_without_points_is_refused(file, command, content):
    file.write_text(content)

    with pytest.raises(CommandError, match="has no column EPSG:4326"):
        command()


def test_a_file_without_streets_of_the_region_is_refused(file, command):
    import_file(write(file))
    write(file, [row("vilvorde"), row(streetname_fr="", streetname_nl="")])

    with pytest.raises(CommandError, match="no current address of the Region"):
        command("--accept-errors")
    assert held() == INSIDE


def test_no_file_is_said(command):
    with pytest.raises(CommandError, match="cannot be read"):
        command()


def test_a_zip_of_one_table_is_read_and_a_damaged_one_refused(file, tmp_path):
    write(file)
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(file, "openaddress-bebru.csv")
        archive.writestr("README.txt", "made up")
    assert import_file(packed).kept == INSIDE
    whole = packed.read_bytes()
    for damaged in (whole[:-200], whole[:60] + b"\xff\xff\xff" + whole[63:]):
        packed.write_bytes(damaged)
        with pytest.raises(Refused, match="damaged"):
            import_file(packed)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.csv", "x")
        archive.writestr("two.csv", "x")
    with pytest.raises(Refused, match="it holds 2"):
        import_file(packed)
    assert held() == INSIDE


def test_nothing_of_a_new_set_is_seen_before_it_is_whole(file, monkeypatch):
    import_file(write(file))
    seen = []
    publish = sets.publish
    monkeypatch.setattr(sets, "publish", lambda *how: (seen.append((held(), Address.objects.count())), publish(*how)))

    import_file(write(file, [*rows(), row(number="99")]))

    assert seen == [(INSIDE, 2 * INSIDE + 1)]
    assert held() == Address.objects.count() == INSIDE + 1


def test_an_interrupted_import_leaves_nothing_to_be_seen(file, monkeypatch):
    import_file(write(file))
    monkeypatch.setattr(sets, "discard", lambda number: None)  # the machine went down
    monkeypatch.setattr(sets, "publish", lambda *how: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_file(file)
    assert (held(), Address.objects.count()) == (INSIDE, 2 * INSIDE)
    monkeypatch.undo()

    import_file(file)

    assert held() == Address.objects.count() == INSIDE


def test_an_older_import_that_ends_later_changes_nothing(file):
    import_file(write(file))
    number, _before = sets.begin()
    import_file(write(file, [*rows(), row(number="99")]))

    with pytest.raises(Refused, match="began later"):
        sets.publish(number, 1)
    assert held() == INSIDE + 1
