"""The page that explains the order tells every condition there is."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from search.question import Question, conditions
from search.question.lists import current
from search.views.ranking import everything, ladders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_step_of_every_ladder_is_told_in_its_order(client, language):
    known = conditions.ladders(everything(), current())
    with translation.override(language):
        told, page = ladders(), client.get(reverse("search:ranking")).content.decode()

    assert [len(ladder.steps) for ladder in told] == [len(steps) for steps in known.values()]
    main = unescape(page).partition("<ol>")[2].partition("</ol>")[0]
    places = [main.index(str(ladder.title)) for ladder in told]
    assert places == sorted(places)


def test_no_question_climbs_a_ladder_that_is_not_told():
    told = set(conditions.ladders(everything(), current()))
    asked = Question(words="x", role=("screening",), open_now=True, has_room=True, language=("ar",), partners=(1,))

    assert set(conditions.ladders(asked, current())) < told


def test_distances_are_those_the_engines_use(client):
    page = client.get(reverse("search:ranking")).content.decode()

    assert all(words in page for words in ("250", "500", "10"))
