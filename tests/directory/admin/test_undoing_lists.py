"""Lists and the territory have a history with a way back, like records; what depends on them follows at once."""

import pytest
from django.urls import reverse

from directory import actions
from directory.models import (
    Bassin,
    Category,
    Change,
    HelpLine,
    Neighbourhood,
    PostalCode,
    PrestationRule,
    Sector,
    Service,
    Source,
    SourceRecord,
    Stage,
    Version,
)
from tests.directory.admin.posting import Editor, edit
from tests.directory.reading_pages import text
from tests.factories import ServiceFactory, SiteFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def row(desk, found):
    return Editor(desk, reverse(f"list_{found._meta.model_name}:edit", args=[found.pk]))


def undo(desk, found):
    version = Version.objects.of(found).first()
    return desk.post(reverse(f"list_{found._meta.model_name}:undo", args=[found.pk, version.pk]))


def test_a_set_that_was_changed_is_told_and_put_back(desk, coordinator):
    category = Category.objects.get(code="sage_femme")
    before = sorted(category.default_stages.values_list("code", flat=True))
    one = Stage.objects.exclude(code__in=before[:1]).first()

    row(desk, category).save(default_stages=[one.pk])

    version = Version.objects.of(category).first()
    assert (version.by, version.before, version.after) == (
        coordinator,
        {"default_stages": before},
        {"default_stages": [one.code]},
    )
    history = desk.get(reverse("list_category:history", args=[category.pk]))
    assert str(one.label) in history.content.decode()
    undo(desk, category)
    assert sorted(category.default_stages.values_list("code", flat=True)) == before


def test_a_link_and_a_day_are_put_back(desk):
    rule = PrestationRule.objects.first()
    before = (rule.starts_on, rule.prestation)
    row(desk, rule).save(starts_on="2020-01-31")

    undo(desk, rule)

    rule.refresh_from_db()
    assert (rule.starts_on, rule.prestation) == before


def test_who_may_not_edit_lists_undoes_nothing(desk, client, groups):
    category = Category.objects.get(code="sage_femme")
    row(desk, category).save(label_fr="Accoucheuse")
    client.force_login(UserFactory(groups=["network coordinator"]))

    undo(client, category)

    assert Category.objects.get(pk=category.pk).label_fr == "Accoucheuse"


def test_a_new_row_is_not_undone(desk):
    Editor(desk, reverse("list_mode:add")).save(code="tent", label_fr="Tente", sort=0)
    made = Version.objects.latest("pk")

    desk.post(reverse("list_mode:undo", args=[made.object_id, made.pk]))

    assert made.created
    assert Version.objects.latest("pk") == made


# Territory ------------------------------------------------------------------------------------------------------------


def test_a_postal_code_that_moves_to_another_bassin_takes_its_sites_along_and_back(desk):
    service = ServiceFactory()
    code = PostalCode.objects.get(code="1080")
    sud = Bassin.objects.get(code="sud")

    row(desk, code).save(bassin=sud.pk)

    assert Service.objects.get(pk=service.pk).site.bassin == sud
    assert service.pk in Change.objects.last().service_ids
    undo(desk, code)
    assert Service.objects.get(pk=service.pk).site.bassin.code == "centre-ouest"


def test_a_sector_decides_before_the_postal_code(desk):
    sector = Sector.objects.filter(commune__code="21012").first()
    site = SiteFactory(sector=sector.code)

    row(desk, sector).save(bassin=Bassin.objects.get(code="nord").pk)

    site.refresh_from_db()
    assert site.bassin.code == "nord"


def test_a_postal_code_has_one_usual_commune(desk):
    pair = [code for code in PostalCode.objects.all() if PostalCode.objects.filter(code=code.code).count() > 1]
    other = next(code for code in pair if not code.default_commune)

    row(desk, other).save(default_commune="on")

    assert [code.pk for code in PostalCode.objects.filter(code=other.code, default_commune=True)] == [other.pk]


def test_a_neighbourhood_is_renamed_and_added(desk):
    matonge = Neighbourhood.objects.get(name_fr="Matonge")
    row(desk, matonge).save(name_nl="Matonge (NL)")
    assert Neighbourhood.objects.get(pk=matonge.pk).name_nl == "Matonge (NL)"

    values = {"name_fr": "Petite Île", "commune": matonge.commune.pk, "bassin": matonge.bassin.pk}
    Editor(desk, reverse("list_neighbourhood:add")).save(**values, lat=50.84, lon=4.32)
    assert Neighbourhood.objects.filter(name_fr="Petite Île").exists()


@pytest.mark.parametrize("model", [PostalCode, Sector])
def test_nobody_adds_to_the_territory(desk, model):
    assert desk.get(f"/admin/directory/lists/{model._meta.model_name}/new/", follow=True).status_code == 404
    assert desk.get(reverse(f"list_{model._meta.model_name}:index")).status_code == 200


# What kept pages print ------------------------------------------------------------------------------------------------


def test_a_rule_edited_by_brusano_is_on_the_card_at_once(client):
    service = ServiceFactory(screening=True)
    assert "Free of charge for the woman." in text(client, service)

    for rule in PrestationRule.objects.filter(prestation__code="screening"):
        actions.rename(rule, {"free_for_her": False}, by=None)

    assert "Free of charge for the woman." not in text(client, service)


def test_a_licence_is_on_the_card_at_once(client):
    service, source = ServiceFactory(), SourceFactory(name="Région")
    SourceRecord.objects.create(source=source, external_id="1", service=service, seen_at="2026-01-01T00:00Z")
    assert "Source: Région." in text(client, service)

    actions.rename(Source.objects.get(pk=source.pk), {"licence": "CC0"}, by=None)

    assert "Source: Région (CC0)." in text(client, service)


@pytest.mark.parametrize(("model", "values"), [(HelpLine, {"sort": 77}), (PrestationRule, {"free_for_her": False})])
def test_what_no_service_points_at_leaves_a_change_too(model, values):
    before = Change.objects.count()
    found = model.objects.first()

    actions.rename(found, values, by=None)

    assert Change.objects.count() == before + 1


# Where a record comes from --------------------------------------------------------------------------------------------


def test_a_record_says_its_source_and_what_people_changed_since(desk):
    source = SourceFactory(name="Région", licence="CC0")
    service = ServiceFactory(name_fr="Importé", via="import", source=source)
    SourceRecord.objects.create(source=source, external_id="13219", service=service, seen_at="2026-01-01T00:00Z")
    assert "Rien n’a été modifié à la main depuis." in edit(desk, service).page.content.decode()

    edit(desk, service).save(name_fr="Corrigé")
    actions.save(service, {"conditions_fr": "Toutes"}, by=None, via="import", source=source)

    page = edit(desk, service).page
    line = page.context["provenance"][0]
    assert (line["source"], line["external_id"], line["gone_since"]) == (source, "13219", None)
    assert line["by_hand"] == ["Nom (FR)"]
    assert "CC0" in page.content.decode()


def test_the_panel_is_in_the_language_of_the_reader_the_terms_of_the_source_included(desk):
    source = Source.objects.get(code="social_brussels")
    service = ServiceFactory(via="import", source=source)
    SourceRecord.objects.create(source=source, external_id="1", service=service, seen_at="2026-01-01T00:00Z")
    page = edit(desk, service).page.content.decode()

    assert "licence inconnue" in page
    assert "not known" not in page


def test_what_the_source_wrote_after_a_person_is_the_sources_again(desk):
    source = SourceFactory()
    service = ServiceFactory(via="import", source=source)
    SourceRecord.objects.create(source=source, external_id="1", service=service, seen_at="2026-01-01T00:00Z")
    edit(desk, service).save(name_fr="Corrigé")

    actions.save(service, {"name_fr": "De la source"}, by=None, via="import", source=source)

    assert edit(desk, service).page.context["provenance"][0]["by_hand"] == []


def test_a_record_that_people_made_has_no_such_panel(desk):
    assert edit(desk, ServiceFactory()).page.context["provenance"] == []
