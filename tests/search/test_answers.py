import pytest

from directory.models import Service
from directory.programme import screening_on
from search.engines import from_database as answer
from search.question import Question
from search.question.conditions import day_of
from tests.search.reference import Reference
from tests.search.world import World

pytestmark = pytest.mark.django_db
SEEDS = [1000, 2024]


@pytest.mark.parametrize("seed", SEEDS)
def test_three_hundred_questions_are_answered_as_if_each_service_were_looked_at(seed, ask):
    world, hits = World(seed=seed), 0
    reference = Reference()
    for number in range(150):
        question = world.question(number)
        expected = reference.hits(question)
        hits += len(expected)
        found = ask(question, size=500)
        assert [hit.service_id for hit in found.hits] == expected, question
        assert found.total == len(expected), question
        assert found.facets == reference.facets(question), question
        if question.open_now:
            assert found.unknown_hours == reference.unknown_hours(question), question
    assert hits > 1500


def test_pages_follow_each_other_without_gap_or_repetition(ask):
    World(size=60)
    everything = [hit.service_id for hit in ask(Question(), size=100).hits]

    pages = [ask(Question(), page=page, size=7) for page in range(1, 11)]

    assert [hit.service_id for page in pages for hit in page.hits] == everything
    assert [page.next for page in pages[:2]] == [2, 3]
    assert pages[-1].next is None


def test_many_equals_are_paged_in_the_same_order(monkeypatch):
    World(size=80)
    for sort in ("relevance", "name", "confirmed"):
        one_by_one = [hit.service_id for hit in answer(Question(sort=sort), size=100).hits]
        with monkeypatch.context() as patch:
            patch.setattr("search.engines.database.PASSED", 0)
            patch.setattr("search.engines.asking.FEW", 0)
            paged = [
                hit.service_id for page in range(1, 30) for hit in answer(Question(sort=sort), page=page, size=3).hits
            ]
        assert paged == one_by_one


def test_asking_for_screening_finds_whom_the_programme_lets_screen(ask):
    world = World(size=60)
    for offset in (-200, 0, 200):
        question = Question(prestation=("screening",), now=world.question(0).now)
        day = day_of(question.today)
        found = {hit.service_id for hit in ask(question, size=500).hits}
        assert found == set(screening_on(day).values_list("pk", flat=True)), offset


def test_every_hit_is_listed(ask):
    World(size=60)
    found = {hit.service_id for hit in ask(Question(), size=500).hits}

    assert found == set(Service.objects.listed().values_list("pk", flat=True))
