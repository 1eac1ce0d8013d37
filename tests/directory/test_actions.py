"""directory.actions: the only writer."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from directory import actions
from directory.actions import rows
from directory.models import (
    Bassin,
    Category,
    Change,
    Commune,
    Organisation,
    PostalCode,
    Prestation,
    Programme,
    Service,
    Site,
    SourceRecord,
    Theme,
    ThemeGroup,
    Version,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture
def lists():
    group = ThemeGroup.objects.get_or_create(code="home")[0]
    for code in ("housing", "legal"):
        Theme.objects.get_or_create(code=code, defaults={"group": group})
    Category.objects.get_or_create(code="sage_femme", defaults={"label_fr": "Sage-femme"})
    programme = Programme.objects.get_or_create(code="perinatal")[0]
    Prestation.objects.get_or_create(code="screening", defaults={"programme": programme})
    nord = Bassin.objects.get_or_create(
        code="nord", defaults={"name_fr": "Nord", "name_nl": "Noord", "lat": 50.88, "lon": 4.35}
    )[0]
    jette = Commune.objects.get_or_create(
        code="21010", defaults={"name_fr": "Jette", "name_nl": "Jette", "bassin": nord, "lat": 50.88, "lon": 4.33}
    )[0]
    PostalCode.objects.get_or_create(code="1090", commune=jette, defaults={"bassin": nord, "lat": 50.88, "lon": 4.33})


def organisation(**values):
    return actions.save(Organisation(), {"name_fr": "Maison", "status": "verified"} | values, by=None, via="admin")


def service(**values):
    given = {"organisation": organisation(), "category": "sage_femme", "name_fr": "Consultations"}
    return actions.save(Service(), given | values, by=None, via="admin")


def test_a_service_is_written_with_its_sets_and_children_and_reads_back_the_same(lists):
    values = {
        "themes": ["housing", "legal"],
        "prestations": [{"prestation": "screening", "starts_on": DAY}],
        "contacts": [{"kind": "phone", "value": "+3225294120"}],
        "hours": [{"kind": "walk_in", "weekday": 0, "opens": 540, "closes": 720}],
    }
    saved = service(**values)

    found = actions.snapshot(saved)
    assert found["themes"] == ["housing", "legal"]
    assert found["prestations"] == [{"prestation": "screening", "starts_on": "2026-01-05"}]
    assert found["contacts"][0]["value"] == "+3225294120"
    assert saved.hours.get().opens == 540
    count = Version.objects.count()
    actions.save(saved, found, by=None, via="admin")
    assert Version.objects.count() == count  # the same values are no change


def test_a_write_leaves_a_version_a_change_and_tells_the_listeners(lists, monkeypatch):
    told = []
    monkeypatch.setattr(actions.writing, "listeners", [told.append])
    saved = service()

    actions.save(saved, {"name_fr": "Autre nom"}, by=None, via="admin")

    version = Version.objects.of(saved).first()
    assert (version.before, version.after) == ({"name_fr": "Consultations"}, {"name_fr": "Autre nom"})
    assert told[-1] == [saved.pk] == Change.objects.last().service_ids


def test_undo_writes_back_what_was_replaced(lists):
    saved = service(themes=["housing"])
    actions.save(saved, {"themes": ["legal"], "name_nl": "Raadpleging"}, by=None, via="admin")

    actions.undo(Version.objects.of(saved).first(), by=None)

    assert [t.code for t in saved.themes.all()] == ["housing"]
    assert Service.objects.get(pk=saved.pk).name_nl == ""


def test_the_first_version_cannot_be_undone(lists):
    with pytest.raises(ValidationError):
        actions.undo(Version.objects.of(service()).first(), by=None)


def test_renaming_a_need_announces_the_services_that_have_it(lists):
    mine, other = service(themes=["housing"]), service(themes=["legal"])

    actions.rename(Theme.objects.get(code="housing"), {"label_fr": "Se loger"}, by=None)

    assert Change.objects.last().service_ids == [mine.pk]
    assert other.pk not in Change.objects.last().service_ids


def test_a_site_takes_its_bassin_from_its_postal_code(lists):
    values = {"organisation": organisation(), "street_fr": "Rue Neuve 1", "postal_code": "1090/21010"}
    assert actions.save(Site(), values, by=None, via="admin").bassin.code == "nord"


def test_a_confidential_site_keeps_nothing_but_its_bassin_even_in_the_past(lists):
    values = {
        "organisation": organisation(),
        "street_fr": "Rue Secrète 1",
        "postal_code": "1090/21010",
        "lat": 50.88,
        "lon": 4.33,
    }
    site = actions.save(Site(), values, by=None, via="admin")
    source = actions.writing.Source.objects.create(code="s", name="s")
    record = SourceRecord.objects.create(
        source=source, external_id="1", site=site, seen_at="2026-01-01T00:00Z", values={"street_fr": "Rue Secrète 1"}
    )

    actions.save(site, {"confidential": True, "bassin_override": "nord"}, by=None, via="admin")

    site.refresh_from_db()
    record.refresh_from_db()
    assert (site.street_fr, site.lat, site.postal_code, site.bassin.code) == ("", None, None, "nord")
    kept = f"{list(Version.objects.values_list('before', 'after', 'label'))} {record.values}"
    assert "Secrète" not in kept
    assert "50.88" not in kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Maison du Bâteau", ""),
        ("Huis Bootstraat-Noord", ""),
        ("Accueil rue du Bateau 12", ""),
        ("Maison des Bateaux", "Maison des Bateaux"),
        ("Maison de la Rue", "Maison de la Rue"),
        ("Site 12", "Site 12"),
    ],
)
def test_a_site_made_confidential_loses_the_name_that_tells_its_street_and_no_other(lists, name, kept):
    streets = {"street_fr": "Rue du Bateau 12 bte 3", "street_nl": "Bootstraat 12"}
    values = {"organisation": organisation(), "name_fr": name, "name_en": "Shelter"} | streets
    site = actions.save(Site(), values, by=None, via="admin")
    record = SourceRecord.objects.create(
        source=actions.writing.Source.objects.create(code="s", name="s"),
        external_id="1",
        site=site,
        seen_at="2026-01-01T00:00Z",
        values={"site": {"name_fr": name, "street_fr": "Rue du Bateau 12"}, "name_fr": "Aide à Bateau"},
    )

    actions.save(site, {"confidential": True, "bassin_override": "nord"}, by=None, via="admin")

    site.refresh_from_db()
    record.refresh_from_db()
    assert (site.name_fr, site.name_en) == (kept, "Shelter")
    assert record.values == {"site": {"name_fr": kept}, "name_fr": "Aide à Bateau"}
    history = str(list(Version.objects.of(site).values_list("before", "after", "label")))
    assert (name in history) == bool(kept)


@pytest.mark.parametrize(
    ("street", "name", "tells"),
    [
        ("Rue de la Loi 16", "La loi pour toutes", False),
        ("Rue de la Loi 16", "Rue de la Loi", True),
        ("Rue du 8 mai 3", "Maison du 8 mai", False),
        ("12, place Saint-Josse", "Refuge Saint Josse", True),
        ("Avenue", "Avenue", False),
        ("", "Maison", False),
    ],
)
def test_what_a_street_shares_with_others_tells_nothing(lists, street, name, tells):
    values = {"organisation": organisation(), "street_fr": street, "name_fr": name, "name_nl": "Huis"}
    site = actions.save(Site(), values | {"confidential": True, "bassin_override": "nord"}, by=None, via="admin")

    assert (site.name_fr == "") == tells


def test_a_site_follows_its_postal_code_into_another_bassin(lists):
    sud = Bassin.objects.get_or_create(code="sud", defaults={"name_fr": "S", "name_nl": "Z", "lat": 50.8, "lon": 4.3})[
        0
    ]
    owner = organisation()
    where = {"organisation": owner, "street_fr": "Rue Neuve 1", "postal_code": "1090/21010"}
    site = actions.save(Site(), where, by=None, via="admin")
    served = service(organisation=owner, site=site)

    actions.rename(PostalCode.objects.get(code="1090"), {"bassin": sud, "to_check": True}, by=None)

    site.refresh_from_db()
    assert (site.bassin, site.bassin_to_check) == (sud, True)
    assert Change.objects.last().service_ids == [served.pk]


def test_a_confidential_site_without_a_chosen_bassin_is_refused(lists):
    with pytest.raises(ValidationError) as refused:
        actions.save(Site(), {"organisation": organisation(), "confidential": True}, by=None, via="admin")
    assert "bassin_override" in refused.value.message_dict


def test_an_unknown_code_or_field_is_refused_by_name(lists):
    with pytest.raises(ValidationError, match="nowhere"):
        service(themes=["nowhere"])
    with pytest.raises(ValidationError, match="colour"):
        service(colour="red")


def test_contradicting_values_are_a_message_not_a_crash(lists):
    with pytest.raises(ValidationError, match="full says until when"):
        service(room="full", room_said_on=DAY)


def test_the_demo_network_is_removed_with_its_history(lists):
    kept = service()
    demo = organisation(is_demo=True)
    service(organisation=demo, is_demo=True)

    assert actions.remove_demo() == 1
    assert [s.pk for s in Service.objects.all()] == [kept.pk]
    assert not Organisation.objects.demo().exists()


@pytest.mark.parametrize("model", [Organisation, Site, Service, SourceRecord])
def test_a_new_row_of_an_import_is_what_the_model_makes(model):
    made, usual = (vars(row) for row in (rows.fresh(model), model()))
    drawn = {field.attname for field in model._meta.concrete_fields if callable(field.default)} | {"_state"}

    assert {n: v for n, v in made.items() if n not in drawn} == {n: v for n, v in usual.items() if n not in drawn}
    assert made.keys() == usual.keys()
    assert rows.fresh(model)._state.adding
    if "code" in made:
        assert len({rows.fresh(model).code for _n in range(20)}) == 20


def test_two_new_rows_share_nothing():
    one, other = rows.fresh(SourceRecord), rows.fresh(SourceRecord)
    one.values["name"] = "mine"

    assert other.values == {}
