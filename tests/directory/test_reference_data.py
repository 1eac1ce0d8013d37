"""load_reference_data: complete, idempotent, and what people changed stays."""

import shutil

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from directory import actions
from directory.importers.reference import DATA, tables
from directory.importers.reference.tables import sources
from directory.models import (
    Bassin,
    Category,
    CategoryMapping,
    Commune,
    HelpLine,
    Indicator,
    Neighbourhood,
    PostalCode,
    PrestationRule,
    Programme,
    ScenarioRule,
    Sector,
    Source,
    Stage,
    Theme,
    Version,
)
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def load(folder, capsys):
    call_command("load_reference_data", folder=folder)
    return capsys.readouterr().out


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_whole_territory_is_there():
    assert Bassin.objects.count() == 5
    assert Commune.objects.count() == 19
    assert PostalCode.objects.count() == 24
    assert Sector.objects.count() == 724
    assert Neighbourhood.objects.count() == 87


def test_the_city_lies_in_three_bassins():
    city = Commune.objects.get(code="21004")
    assert set(city.bassins.values_list("code", flat=True)) == {"nord", "centre-ouest", "sud"}


def test_only_the_citys_part_of_split_codes_and_its_inferred_sectors_are_to_check():
    split = PostalCode.objects.filter(to_check=True).values_list("code", "commune__code")
    assert set(split) == {("1000", "21004"), ("1040", "21004"), ("1050", "21004")}
    assert set(Sector.objects.filter(to_check=True).values_list("commune__code", flat=True)) == {"21004"}
    assert Sector.objects.filter(to_check=True).count() == 26


def test_the_lists_carry_their_links():
    assert Theme.objects.get(code="mental_health").sensitive
    assert Theme.objects.get(code="mental_health").indicators == ["anxiety", "depression"]
    cpas = Category.objects.get(code="cpas")
    assert cpas.default_capacity == "by_right"
    assert set(cpas.default_modes.values_list("code", flat=True)) == {"on_site"}
    assert not Category.objects.get(code="tisf").active
    assert not Stage.objects.get(code="unknown").on_services


def test_who_answers_today_holds_emergency_violence_listening_and_poison_lines():
    today = set(HelpLine.objects.filter(answers_today=True).values_list("number", flat=True))
    assert {"112", "101", "0800 99 340", "070 245 245", "0800 30 030", "1712", "107", "106"} <= today
    assert "0800 35 243" not in today


def test_thirteen_indicators_are_published_and_two_are_to_be_completed():
    assert Indicator.objects.filter(published=True).count() == 13
    assert set(Indicator.objects.filter(published=False).values_list("label_fr", flat=True)) == {"à compléter"}


def test_what_is_not_public_about_scenarios_is_provisional():
    assert ScenarioRule.objects.count() == 9
    assert set(ScenarioRule.objects.values_list("opens", "provisional")) == {("unknown", True)}
    assert Programme.objects.count() == 3


def test_the_regional_directory_may_not_be_republished():
    assert not Source.objects.get(code="social_brussels").may_republish
    assert CategoryMapping.objects.filter(source__code="social_brussels").count() == 60


def test_a_second_load_changes_nothing(folder, capsys, django_assert_max_num_queries):
    assert "nothing changed" in load(folder, capsys)
    with django_assert_max_num_queries(120):
        load(folder, capsys)


def test_a_changed_file_updates_untouched_fields_and_announces_the_services(folder, capsys):
    service = ServiceFactory(themes=["housing"])
    heard = []
    actions.listeners.append(heard.append)
    edit(folder, "codes/themes.csv", "housing,Logement,", "housing,Trouver un toit,")
    try:
        assert "1 changed" in load(folder, capsys)
    finally:
        actions.listeners.remove(heard.append)
    theme = Theme.objects.get(code="housing")
    assert theme.label_fr == "Trouver un toit"
    assert heard == [[service.pk]]
    assert Version.objects.of(theme).get().via == Version.Via.REFERENCE
    assert "nothing changed" in load(folder, capsys)


def test_a_field_edited_by_hand_stays_and_is_named_once(folder, capsys):
    actions.rename(Theme.objects.get(code="housing"), {"label_fr": "Se loger"}, by=None)
    assert "nothing changed" in load(folder, capsys)
    edit(folder, "codes/themes.csv", "housing,Logement,Huisvesting,", "housing,Trouver un toit,Wonen,")
    said = load(folder, capsys)
    theme = Theme.objects.get(code="housing")
    assert (theme.label_fr, theme.label_nl) == ("Se loger", "Wonen")
    assert "kept as edited by hand: Se loger (label_fr)" in said
    assert "nothing changed" in load(folder, capsys)


def test_sets_are_updated_and_edited_sets_stay(folder, capsys):
    mine = Category.objects.get(code="cap")
    mine.default_themes.set([Theme.objects.get(code="housing")])
    edit(folder, "actors/category_defaults.csv", "cap,social_support;financial;legal,", "cap,social_support,")
    edit(folder, "actors/category_defaults.csv", "casg,social_support;financial;housing,", "casg,social_support,")
    load(folder, capsys)
    assert set(mine.default_themes.values_list("code", flat=True)) == {"housing"}
    casg = Category.objects.get(code="casg")
    assert set(casg.default_themes.values_list("code", flat=True)) == {"social_support"}


def test_a_row_added_by_brusano_stays(folder, capsys):
    Theme.objects.create(code="mobility", label_fr="Mobilité", group_id=Theme.objects.first().group_id)
    load(folder, capsys)
    assert Theme.objects.filter(code="mobility").exists()


def test_a_new_rule_of_another_day_stands_beside_the_old_one(folder, capsys):
    path = folder / "programme/prestations.csv"
    line = next(text for text in path.read_text(encoding="utf-8").splitlines() if text.startswith("cpp,"))
    path.write_text(path.read_text(encoding="utf-8").replace("2024-06-01", "2027-01-01"), encoding="utf-8")
    assert line
    load(folder, capsys)
    assert PrestationRule.objects.filter(prestation__code="cpp").count() == 2


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("codes/themes.csv", ",housing,home,100", ",housing,nowhere,100"),
        ("territory/communes.csv", "50.82898", "fifty"),
        ("codes/audiences.csv", ",no,10", ",perhaps,10"),
        ("territory/sectors.csv", "sector,nis", "sektor,nis"),
        ("programme/indicators.json", '"indicators": [', '"indicators": '),
        ("codes/access.csv", "price,no,10", "a kind that is much too long for its column,no,10"),
    ],
)
def test_a_broken_file_changes_nothing_and_says_why(folder, capsys, name, old, new):
    edit(folder, "codes/theme_groups.csv", "Langue et communication", "Se comprendre")
    edit(folder, name, old, new)
    with pytest.raises(CommandError, match="Nothing was changed"):
        load(folder, capsys)
    assert not Theme.objects.filter(group__label_fr="Se comprendre").exists()


def test_a_missing_file_changes_nothing_and_is_named(folder, capsys):
    (folder / "territory/sectors.csv").unlink()
    with pytest.raises(CommandError, match=r"sectors\.csv is missing"):
        load(folder, capsys)


def test_every_row_has_its_own_key():
    for table in tables():
        keys = [tuple(row[name] for name in table.key) for row in table.rows]
        assert len(keys) == len(set(keys)), table.model


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_what_we_say_of_our_own_sources_is_said_in_the_language_of_the_reader(language):
    with translation.override(language):
        for row in sources():
            source = Source(**row)
            assert source.terms != row["licence"], row
            assert (str(source) == row["name"]) == (" / " in row["name"])  # one name in each language is its own

    assert str(Source(name="Chez nous")) == "Chez nous"
    assert Source(name="x").terms == ""
