"""All pages of a long answer, from the first to the last: nobody is missing, nobody comes twice, whichever engine."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import Category, Language, Organisation, PostalCode, Service, Site
from search.engines import from_database
from search.filters import SIZE
from search.geocoding import places_like
from search.index import refresh
from search.question import Question, Sort
from tests.search.reference import Reference

pytestmark = pytest.mark.django_db
MANY = 1_050
PAGES = -(-MANY // SIZE)


@pytest.fixture
def many():
    """More than a thousand services with few differences, so that most stand among equals."""
    r, today = random.Random(5), timezone.localdate()
    organisation = Organisation.objects.create(name_fr="Réseau", status="verified")
    postal = PostalCode.objects.select_related("bassin").order_by("pk")
    places = Site.objects.bulk_create(
        Site(organisation=organisation, postal_code=one, bassin=one.bassin) for one in r.sample(list(postal), 6)
    )
    categories, languages = list(Category.objects.order_by("pk")[:4]), list(Language.objects.order_by("pk")[:5])
    services = Service.objects.bulk_create(
        Service(
            organisation=organisation,
            site=r.choice([None, *places]),
            category=r.choice(categories),
            code=f"{number:08}",
            name_fr=r.choice(["Accueil", "Écoute", "écoute", "Permanence"]),
            confirmed_on=r.choice([None, today, today - timedelta(days=100)]),
            mailbox="a@example.org",
        )
        for number in range(MANY)
    )
    Service.languages.through.objects.bulk_create(
        Service.languages.through(service=service, language=r.choice(languages)) for service in services
    )
    refresh(service.pk for service in services)
    return services


def test_the_pages_of_a_thousand_hits_are_the_hits_in_order(many, ask):
    reference = Reference()
    for sort in Sort:
        question = Question(sort=sort, place=places_like("1080")[0])
        pages = [ask(question, page=page, counts=False) for page in range(1, PAGES + 2)]

        assert [hit.service_id for page in pages for hit in page.hits] == reference.hits(question), sort
        assert {page.total for page in pages} == {MANY}
        assert [page.next for page in pages] == [*range(2, PAGES + 1), None, None]


@pytest.mark.parametrize("deepest", [10_000, 600], ids=["by number", "then by the last hit"])
def test_next_leads_to_the_end_of_a_thousand_hits(many, ask_engine, client, monkeypatch, deepest):
    codes = {service.pk: service.code for service in many}
    expected = [codes[hit.service_id] for hit in from_database(Question(), size=MANY).hits]
    for module in ("search.question.answers", "search.views.further", "search.engines.choosing"):
        monkeypatch.setattr(f"{module}.DEEPEST", deepest)
    ask_engine()

    seen, following = [], "1"
    while following:
        found = client.get("/api/v1/search", {"page": following}).json()
        seen += [hit["id"] for hit in found["hits"]]
        following = found["next"]

    assert seen == expected
