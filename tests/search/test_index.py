"""The search row follows every write of the directory."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from directory import actions
from directory.models import (
    Access,
    Audience,
    Bassin,
    Category,
    Commune,
    Language,
    Mode,
    Organisation,
    Prestation,
    Role,
    Service,
    Site,
    Stage,
    Theme,
)
from search import index
from search.engines import answer
from search.engines.postgresql import TOKENS
from search.index import rebuild, refresh, tidy
from search.models import Bits, Exceptional, Hours, Row, Span, State, Tokens, Word
from search.question import Question
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, long_ago, today

pytestmark = pytest.mark.django_db
TABLES = (Row, Tokens, Bits, Span, Hours, Exceptional)


def total(**asked):
    return answer(Question(**asked)).total


# Whose full text says anything at all, by the index of full text itself.
FOUND = {
    "sqlite": "SELECT rowid FROM search_found WHERE search_found MATCH 't*' ORDER BY rowid",
    "postgresql": f"SELECT service_id FROM search_tokens WHERE {TOKENS} @@ $$'t':*$$::tsquery ORDER BY service_id",
}


def kept():
    """Everything but the words and the token, as a rebuild would write it."""
    columns = {model: [f.name for f in model._meta.concrete_fields if f.name != "id"] for model in TABLES}
    rows = {model: sorted(map(repr, model.objects.values_list(*columns[model]))) for model in TABLES}
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        return rows | {"found": cursor.fetchall()}


@pytest.fixture
def service():
    return ServiceFactory(walk_in=True, screening=True, name_fr="Cabinet Aurore", themes=["housing"])


def save(record, **values):
    actions.save(record, values, by=None, via="admin")


def write_service(service):
    save(service, name_fr="Cabinet Boréal", themes=["legal"], room="full", room_until=today(), hours=[], prestations=[])


def write_exception(service):
    save(service, exceptions=[{"starts_on": today(), "ends_on": today()}])


def write_organisation(service):
    save(service.organisation, name_fr="Maison Zénith", description_nl="Kunstenaars")


def end_convention(service):
    save(service.organisation, conventions=[{"starts_on": long_ago(), "ends_on": today() - timedelta(days=1)}])


def move_site(service):
    save(service.site, postal_code="1180/21016", lat=50.79, lon=4.36)


def hide_site(service):
    save(service.site, confidential=True, bassin_override="sud")


def open_site(service):
    save(service, hours=[])
    save(service.site, hours=[{"kind": "walk_in", "weekday": 0, "opens": 0, "closes": 60}])


def suspend_organisation(service):
    save(service.organisation, status=Organisation.Status.SUSPENDED)


def close_service(service):
    save(service, closed_on=today(), closed_reason="Pension")


def leave_site(service):
    save(service, site=None)


WRITES = {
    "a service": write_service,
    "an exception to its hours": write_exception,
    "its organisation": write_organisation,
    "the end of a convention": end_convention,
    "a site that moves": move_site,
    "a site that becomes confidential": hide_site,
    "the hours of its site": open_site,
    "a suspended organisation": suspend_organisation,
    "a closed service": close_service,
    "a service without its site": leave_site,
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_the_row_follows(service, write):
    before = kept()
    write(service)
    after = kept()

    rebuild()
    assert after == kept() != before


def rename(model, code, **values):
    actions.rename(model.objects.get(code=code), values, by=None)


RENAMES = {
    "theme": (Theme, "housing", {"label_fr": "Toiture"}, "toiture"),
    "category": (Category, "sage_femme", {"label_nl": "Ooievaarster"}, "ooievaarster"),
    "audience": (Audience, "families", {"label_fr": "Tribus"}, "tribus"),
    "language": (Language, "fr", {"label_en": "Molierian"}, "molierian"),
    "access": (Access, "free", {"label_fr": "Cadeau"}, "cadeau"),
    "role": (Role, "screening", {"label_fr": "Reniflage"}, "reniflage"),
    "prestation": (Prestation, "screening", {"label_nl": "Besnuffelen"}, "besnuffelen"),
    "commune": (Commune, "21012", {"name_fr": "Moulinville"}, "moulinville"),
}


@pytest.mark.parametrize(("model", "code", "values", "word"), RENAMES.values(), ids=RENAMES.keys())
def test_a_renamed_row_of_a_list_is_found_by_its_new_name(service, model, code, values, word):
    save(service, audiences=["families"], access=["free"])
    assert total(words=word) == 0

    rename(model, code, **values)

    assert total(words=word) == 1


def test_every_model_that_feeds_the_row_is_walked_here():
    """A new relation of services needs a write above: what it feeds must follow."""
    walked = {model for model, *_rest in RENAMES.values()} | {Organisation, Site, Bassin, Stage, Mode}
    ignored = {"Service", "User"}  # successors, who said it
    related = {
        f.related_model for f in Service._meta.get_fields() if f.many_to_one or (f.many_to_many and not f.auto_created)
    }

    assert {model for model in related if model.__name__ not in ignored} <= walked


def test_a_mode_that_needs_no_address_any_more_reaches_by_coverage(service):
    rename(Mode, "on_site", needs_address=False)

    assert set(Bits.objects.filter(key__in=["is:on_site", "is:comes"]).values_list("key", flat=True)) == {"is:comes"}


def test_the_centre_of_a_bassin_moves_its_confidential_sites():
    hidden = ServiceFactory(site__confidential=True)
    rename(Bassin, "centre-ouest", lat=50.9)

    assert Row.objects.get(pk=hidden.pk).lat == pytest.approx(50.9, abs=1e-6)


def test_a_confidential_site_leaves_nothing_but_its_bassin():
    hidden = ServiceFactory(site__confidential=True, area="unstated", area_bassins=[])
    save(hidden.site, name_fr="Rue Cachée", name_nl="Verborgenstraat")
    row, bassin = Row.objects.get(pk=hidden.pk), Bassin.objects.get(code="centre-ouest")

    assert (row.lat, row.lon) == pytest.approx((bassin.lat, bassin.lon), abs=1e-6)
    assert row.approximate
    assert total(words="cachée") == total(words="verborgenstraat") == 0
    assert "molenbeek" not in Tokens.objects.get(pk=hidden.pk).tokens


def test_an_address_that_becomes_confidential_is_forgotten_in_every_table(service):
    save(service.site, confidential=True, bassin_override="sud")

    tokens = Tokens.objects.get(pk=service.pk).tokens
    assert "molenbeek" not in tokens
    assert "1080" not in tokens
    assert not any("50.855" in line for lines in kept().values() for line in map(str, lines))


def test_removing_the_demo_removes_its_rows(service):
    for record in (service, service.site, service.organisation):
        type(record).objects.filter(pk=record.pk).update(is_demo=True)
    actions.remove_demo()

    assert total() == 0
    assert not any(model.objects.exists() for model in TABLES)


def test_a_refresh_writes_the_same_as_a_rebuild_after_many_writes(service):
    others = [ServiceFactory(languages=["nl", "ar"]) for _n in range(3)]
    write_service(others[0])
    close_service(others[1])
    save(others[1], closed_on=None, closed_reason="")
    after = kept()

    call_command("rebuild_search", verbosity=0)
    assert after == kept()


def test_a_rebuild_repairs_what_is_missing_and_removes_what_should_not_be_there(service):
    good = kept()
    Row.objects.all().delete()
    Bits.objects.filter(key="theme:housing").delete()
    Row.objects.create(
        service_id=999, organisation_id=1, approximate=True, confirmed_on=0, room_said_on=0, answers=0, shuffle=1
    )

    assert rebuild() == 1
    assert kept() == good


def test_a_convention_that_ended_before_the_prestation_began_gives_no_days(service):
    save(
        service.organisation,
        conventions=[{"starts_on": long_ago() - timedelta(9), "ends_on": long_ago() - timedelta(1)}],
    )

    assert not Span.objects.filter(key="prestation:screening").exists()
    assert Span.objects.filter(key="role:screening").exists()


def test_a_rebuild_forgets_words_that_no_card_uses_any_more(service):
    save(service, name_fr="Cabinet Boréal")
    assert Word.objects.filter(pk="aurore").exists()

    rebuild()

    assert not Word.objects.filter(pk="aurore").exists()
    assert Word.objects.filter(pk__in=["boreal", "vroedvrouw"]).count() == 2


def test_a_rebuild_keeps_the_words_that_were_saved_meanwhile(service, monkeypatch):
    write = index._refresh

    def interrupted(ids, codes):
        index.tables.write_words({"zeppelin"})
        return write(ids, codes)

    monkeypatch.setattr(index, "_refresh", interrupted)
    rebuild()

    assert Word.objects.filter(pk="zeppelin").exists()


def test_ids_far_apart_share_the_bitmaps(service):
    far = Service.objects.create(
        pk=Bits.SPAN * 3 + 5, organisation=service.organisation, category=service.category, name_fr="Loin"
    )
    refresh([far.pk])

    assert {hit.service_id for hit in answer(Question()).hits} == {service.pk, far.pk}
    assert answer(Question()).facets["category"] == {"sage_femme": 2}


def test_each_write_draws_a_new_token(service):
    tokens = set()
    for _n in range(3):
        refresh([service.pk])
        tokens.add(State.objects.get().token)

    assert len(tokens) == 3


def test_a_write_costs_the_same_queries_for_one_service_and_for_fifty(service, django_assert_max_num_queries):
    ids = [ServiceFactory(site=service.site).pk for _n in range(4)]
    tidy()

    with django_assert_max_num_queries(45):
        refresh(ids)


def test_sites_of_one_organisation_share_one_answer():
    organisation = OrganisationFactory(name_fr="Le Grand Réseau")
    made = {ServiceFactory(site=SiteFactory(organisation=organisation)).pk for _n in range(2)}

    assert {hit.service_id for hit in answer(Question(words="grand réseau")).hits} == made
