"""The regional directory's records become services, their sites and their organisations."""

import pytest

from directory.models import CategoryMapping, Change, ImportRun, Organisation, Service, Site, SourceRecord, Version
from tests.directory.importing import SAMPLE, counts, json_file, record, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return tmp_path


def test_the_real_record_becomes_a_service_with_its_site_and_organisation(folder):
    path = folder / "sample.json"
    path.write_bytes(SAMPLE.read_bytes())

    assert counts(run(path), "read", "created", "rejected") == (1, 1, 0)

    service = Service.objects.get()
    assert service.organisation.enterprise_number == "0212347945"
    assert service.organisation.status == "verified"
    assert service.category.code == "coord_sociale"  # the name wins over the legal status, which says CPAS
    assert [theme.code for theme in service.themes.all()] == ["social_support"]
    assert [stage.code for stage in service.stages.all()][:2] == ["unconfirmed", "pregnant_1_3"]
    assert [mode.code for mode in service.modes.all()] == ["on_site"]
    assert sorted(language.code for language in service.languages.all()) == ["fr", "nl"]
    assert service.hours_note_fr == "Du lundi au vendredi de 8h30 à 16h"  # prose stays prose
    assert not service.hours.exists()
    assert service.confirmed_on.isoformat() == "2020-08-28"
    assert service.area == "unstated"
    contacts = [(c.kind, c.value) for c in service.contacts.all()]
    assert contacts == [
        ("phone", "+3224355138"),
        ("phone", "+3224355139"),
        ("mail", "cass@cpas-schaerbeek.be"),
        ("web", "http://www.cass-cssa.be"),
    ]
    site = service.site
    assert (site.street_fr, site.street_nl) == ("Boulevard Auguste Reyers 70", "Auguste Reyerslaan 70")
    assert (site.postal_code.code, site.commune.name_fr, site.sector.code) == ("1030", "Schaerbeek", "21015A77-")
    assert site.bassin == site.sector.bassin


def test_provenance_is_kept_for_each_record(folder):
    run(json_file(folder, record(7)))

    kept = SourceRecord.objects.get()
    assert (kept.source.code, kept.external_id, kept.service) == ("social_brussels", "7", Service.objects.get())
    assert Version.objects.of(kept.service).get().via == "import"
    assert Version.objects.of(kept.service).get().source.code == "social_brussels"


def test_another_source_may_be_named(folder):
    run(json_file(folder, record(7)), "--source", "Annuaire de Schaerbeek")

    assert SourceRecord.objects.get().source.name == "Annuaire de Schaerbeek"
    assert Service.objects.get().category.code == "coord_sociale"  # the format's own rules hold


def test_records_with_one_enterprise_number_are_one_organisation_named_by_the_first(folder):
    run(json_file(folder, record(12, nameOfficialFr="Second"), record(5, nameOfficialFr="Premier")))

    organisation = Organisation.objects.get()
    assert organisation.name_fr == "Premier"
    assert organisation.services.count() == 2


def test_records_without_a_number_are_an_organisation_each(folder):
    run(json_file(folder, record(1, pmRp=[]), record(2, pmRp=[])))

    assert Organisation.objects.count() == 2


def test_two_services_at_one_address_share_their_site(folder):
    run(json_file(folder, record(1), record(2), record(3, address={"number": "72"})))

    assert Site.objects.count() == 2
    assert Service.objects.filter(site__street_fr="Boulevard Auguste Reyers 70").count() == 2


def test_the_same_file_twice_changes_nothing(folder):
    path = json_file(folder, record(1), record(2, address=False), record(3, pmRp=[]))
    run(path)
    versions, changes = Version.objects.count(), Change.objects.count()

    assert counts(run(path), "created", "updated", "unchanged", "conflicts") == (0, 0, 3, 0)
    assert (Version.objects.count(), Change.objects.count()) == (versions, changes)


def test_a_changed_row_updates_only_what_changed(folder):
    run(json_file(folder, record(1), record(2)))
    before = Version.objects.count()

    report = run(json_file(folder, record(1, telFr=["02/435.51.40"], telNl=["02/435.51.40"]), record(2)))

    assert counts(report, "updated", "unchanged") == (1, 1)
    assert [change["field"] for change in report["updated"][0]["changes"]] == ["service.contacts"]
    assert Version.objects.count() == before + 1
    service = SourceRecord.objects.get(external_id="1").service
    assert "+3224355140" in [contact.value for contact in service.contacts.all()]


def test_what_the_source_empties_is_emptied(folder):
    run(json_file(folder, record(1)))
    run(json_file(folder, record(1, publicFr=None)))

    assert Service.objects.get().conditions_fr == ""


def test_a_moved_service_keeps_its_site_row_unless_a_sister_service_uses_it(folder):
    run(json_file(folder, record(1), record(2)))
    run(json_file(folder, record(1, address={"number": "71"}), record(2)))

    streets = {r.external_id: r.service.site.street_fr for r in SourceRecord.objects.select_related("service__site")}
    assert streets == {"1": "Boulevard Auguste Reyers 71", "2": "Boulevard Auguste Reyers 70"}
    sites = Site.objects.count()
    run(json_file(folder, record(1, address={"number": "73"}), record(2)))
    assert Site.objects.count() == sites


def test_a_number_that_comes_later_keeps_the_organisation(folder):
    run(json_file(folder, record(1, pmRp=[])))
    run(json_file(folder, record(1)))

    assert Organisation.objects.get().enterprise_number == "0212347945"


def test_an_organisation_known_by_its_number_is_used_and_its_words_are_kept(folder):
    from tests.factories import OrganisationFactory

    known = OrganisationFactory(enterprise_number="0212347945", name_fr="CPAS de Schaerbeek", name_nl="")

    report = run(json_file(folder, record(1)))

    known.refresh_from_db()
    assert known.name_fr == "CPAS de Schaerbeek"
    assert known.name_nl == "COÖRDINATIE VAN DE SCHAARBEEKSE SOCIALE ACTIE"  # nobody had written one
    assert Service.objects.get().organisation == known
    assert report["conflicts"][0]["column"] == "organisation.name_fr"


def test_a_demo_organisation_is_taken_over_by_the_real_source(folder):
    from tests.factories import OrganisationFactory

    demo = OrganisationFactory(enterprise_number="0212347945", is_demo=True)

    report = run(json_file(folder, record(1)))

    demo.refresh_from_db()
    assert not demo.is_demo
    assert demo.name_fr == "COORDINATION DE L'ACTION SOCIALE DE SCHAERBEEK"
    assert counts(report, "conflicts") == (0,)


@pytest.mark.parametrize(
    ("categories", "category"),
    [
        ([{"id": 454}], "aide_alimentaire"),
        ([{"id": 1, "labelFr": "Centre de planning familial"}], "planning"),
        ([{"id": 1, "labelNl": "Wijkgezondheidscentrum"}], "maison_medicale"),
    ],
)
def test_the_mapping_table_gives_the_kind_of_actor(folder, categories, category):
    run(json_file(folder, record(1, nameOfficialFr="Le Tilleul", categoriesObject=categories)))

    service = Service.objects.get()
    assert service.category.code == category
    assert service.themes.exists()


def test_the_legal_status_decides_last(folder):
    run(json_file(folder, record(1, nameOfficialFr="Le Tilleul")))

    assert Service.objects.get().category.code == "cpas"


def test_a_record_no_rule_fits_is_imported_and_listed_to_be_mapped(folder):
    strange = record(
        1, nameOfficialFr="Le Tilleul", legalStatus=None, categoriesObject=[{"id": 9, "labelFr": "Cirque"}]
    )

    report = run(json_file(folder, strange))

    assert Service.objects.get().category.code == "autre"
    assert report["to_map"][0]["value"] == "Cirque · 9"


def test_a_new_mapping_rule_reaches_records_imported_before(folder):
    from directory.models import Category, Source

    strange = record(1, nameOfficialFr="Le Tilleul", legalStatus=None, categoriesObject=[{"id": 9}])
    path = json_file(folder, strange)
    run(path)
    CategoryMapping.objects.create(
        source=Source.objects.get(code="social_brussels"),
        match_on=CategoryMapping.MatchOn.CATEGORY_ID,
        value="9",
        category=Category.objects.get(code="ecole"),
    )

    assert counts(run(path), "updated") == (1,)
    assert Service.objects.get().category.code == "ecole"


def test_a_contact_in_one_language_only_is_answered_in_it(folder):
    run(json_file(folder, record(1, telFr=["02/435.51.38"], telNl=["02/435.51.39"])))

    spoken = {c.value: c.language and c.language.code for c in Service.objects.get().contacts.all()}
    assert spoken["+3224355138"] == "fr"
    assert spoken["+3224355139"] == "nl"
    assert spoken["cass@cpas-schaerbeek.be"] is None


def test_the_service_name_inside_an_organisation_is_the_service_s(folder):
    run(json_file(folder, record(1, nameServiceFr=["Service social"])))

    assert Service.objects.get().name_fr == "Service social"
    assert Organisation.objects.get().name_fr.startswith("COORDINATION")


def test_a_run_is_kept_with_its_report(folder):
    run(json_file(folder, record(1)))

    kept = ImportRun.objects.get()
    assert (kept.state, kept.file_name, kept.report["counts"]["created"]) == ("done", "records.json", 1)
    assert [path.name for path in (folder / "var" / "import" / str(kept.pk)).iterdir()] == ["report.json"]


def test_a_sector_we_do_not_know_is_left_out_and_told(folder):
    report = run(json_file(folder, record(1, address={"statisticsCode": "99999X999"})))

    assert counts(report, "created", "rejected", "left_out") == (1, 0, 1)
    assert report["left_out"][0]["column"] == "address.statisticsCode"
    assert report["left_out"][0]["value"] == "99999X999"
    site = Service.objects.get().site
    assert site.sector is None
    assert site.postal_code.code == "1030"
