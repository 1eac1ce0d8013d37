"""Cards that are kept: never older than the directory, and never with another question's words."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from directory import actions
from directory.models import Service
from search.engines import answer
from search.filters import vocabulary
from search.question import Question
from search.views import shelf
from search.views.words import explain
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet():
    return ServiceFactory(name_fr="Cabinet du Canal", name_nl="Praktijk van het Kanaal", languages=["ar"])


def shown(question):
    terms = vocabulary()
    found = shelf.listed(answer(question), terms)
    explain(found, question, terms)
    return "".join(shelf.drawn(found, terms, question.now))


def test_the_second_page_reads_no_row(cabinet, django_assert_max_num_queries):
    question = Question(language=("ar",))
    first = shown(question)
    with django_assert_max_num_queries(6) as asked:
        assert shown(question) == first

    assert not [one for one in asked.captured_queries if "directory_service" in one["sql"]]


def test_a_change_is_seen_at_once(cabinet):
    assert "Cabinet du Canal" in shown(Question())

    actions.save(cabinet, {"name_fr": "Cabinet de la Senne"}, by=None, via="demo")

    assert "Cabinet de la Senne" in shown(Question())
    assert "Cabinet du Canal" not in shown(Question())


def test_what_is_withdrawn_is_no_longer_shown(cabinet):
    shown(Question())

    actions.save(cabinet, {"closed_on": timezone.localdate() - timedelta(days=1)}, by=None, via="demo")

    assert shown(Question()) == ""


def test_reasons_and_distance_are_those_of_the_question(cabinet):
    why = shown(Question(language=("ar",))).split('class="why')[1]
    assert "Parce que" in why
    assert "arabe" in why
    assert 'class="why' not in shown(Question())
    assert not set(shown(Question())) & {shelf.NUMBER, shelf.WHERE, shelf.BECAUSE, shelf.BETWEEN}


def test_each_language_has_its_own(cabinet):
    french = shown(Question())
    with translation.override("nl"):
        dutch = shown(Question())

    assert "Voir la fiche" in french
    assert "Voir la fiche" not in dutch


def test_the_quarter_of_an_hour_ends(cabinet):
    now = timezone.localtime().replace(minute=14, second=0)
    shown(Question(now=now))
    Service.objects.update(name_fr="Changé sans que personne le dise")

    assert "Changé" not in shown(Question(now=now + timedelta(seconds=30)))
    assert "Changé" in shown(Question(now=now + timedelta(minutes=1)))
