"""When a cluster that fails is left alone, when it is tried again, and what is no failure of its own."""

import json
import time

import pytest
from django.db import OperationalError

from search.engines import answer, choosing, cluster
from search.engines import elasticsearch as engine
from search.engines.breaker import FAILURES, PAUSE, Breaker
from search.index import publishing
from search.question import Question
from tests.factories import ServiceFactory
from tests.search.fronts import answering

pytestmark = pytest.mark.django_db
REFUSED = {"error": {"type": "search_phase_execution_exception"}, "status": 400}


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(choosing, "breaker", Breaker(lambda: now[0]))
    return now


def test_a_cluster_that_is_well_again_answers_again():
    now = [100.0]
    breaker = Breaker(lambda: now[0])
    for _time in range(FAILURES):
        assert breaker.closed()
        breaker.badly()
    assert not breaker.closed()
    now[0] += PAUSE
    assert breaker.closed()
    assert not breaker.closed(), "one question at a time tries it"
    breaker.badly()
    assert not breaker.closed()
    now[0] += PAUSE
    assert breaker.closed()
    breaker.well()
    assert breaker.closed()


@pytest.mark.parametrize("fault", [OperationalError, KeyError])
def test_a_fault_of_ours_while_it_is_tried_does_not_leave_it_alone_for_ever(settings, clock, monkeypatch, fault):
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    for _time in range(FAILURES):
        assert answer(Question()).stand_in
    clock[0] += PAUSE

    def failing(*_asked):
        raise fault

    with monkeypatch.context() as ours:
        ours.setattr(choosing, "from_cluster", failing)
        with pytest.raises(fault):
            answer(Question())
    assert choosing.breaker.closed()


def test_a_question_that_it_refuses_is_answered_and_is_no_illness(pointing, clock):
    ServiceFactory()
    body = json.dumps({"took": 1, "responses": [REFUSED] * 3}).encode()
    with answering(body=body) as address:
        pointing(address)
        choosing.breaker = Breaker(lambda: clock[0])
        for _time in range(FAILURES + 1):
            found = answer(Question())
            assert (found.total, found.stand_in) == (1, True)
    assert not choosing.breaker.resting


def test_only_the_wait_for_the_cluster_counts(elasticsearch, monkeypatch):
    """Not what our database takes meanwhile."""
    ServiceFactory()
    publishing.publish()
    monkeypatch.setattr(cluster, "SLOW", 0.5)
    monkeypatch.setattr(engine, "openings", lambda *_asked: time.sleep(0.6) or {})

    for _time in range(FAILURES):
        assert not answer(Question(open_now=True)).stand_in
    assert not choosing.breaker.resting
