"""Any question about any directory has one answer, whichever engine gives it; Hypothesis prints the first that has two.

The same questions are drawn each time, so that what failed once fails again.
"""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from search.engines import from_database
from tests.search.drawn import Odd, questions
from tests.search.reference import Reference

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
MOMENTS = {  # an ordinary evening, and the nights when clocks change
    1: datetime(2026, 11, 18, 23, 58, tzinfo=BRUSSELS),
    2: datetime(2026, 3, 28, 23, 30, tzinfo=BRUSSELS),
    3: datetime(2026, 10, 25, 1, 55, tzinfo=BRUSSELS),
}
DRAWN = settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
TURNS = 8  # of ten questions: after so many, Hypothesis mostly varies those it has


@pytest.mark.parametrize("number", MOMENTS)
def test_any_question_is_answered_as_if_each_service_were_looked_at(number, ask):
    with time_machine.travel(MOMENTS[number], tick=False):
        world, totals = Odd(size=48, seed=number), []
        reference = Reference()

        def agrees(question, page, size):
            with transaction.atomic():  # a statement that fails must not spoil the next question
                expected, found = reference.hits(question), ask(question, page=page, size=size)
                totals.append(len(expected))
                assert found.total == len(expected)
                assert [hit.service_id for hit in found.hits] == expected[(page - 1) * size : page * size]
                assert found.facets == reference.facets(question)
                if question.open_now:
                    assert found.unknown_hours == reference.unknown_hours(question)
                # The rest too: distances, reasons, until when it is open, the nearest question that finds something.
                assert replace(found, after=()) == from_database(question, page=page, size=size)

        for turn in range(TURNS):
            drawn = given(questions(world), st.integers(1, 3), st.integers(1, 40))(agrees)
            seed(1000 * number + turn)(DRAWN(drawn))()
        assert sum(total > 0 for total in totals) > 25
