"""What is open at a moment, in Brussels."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from search.engines import answer
from search.question import Question
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 11, 23, tzinfo=BRUSSELS)


def at(days, hour, minute=0):
    return MONDAY + timedelta(days=days, hours=hour, minutes=minute)


def wall(days, hour):
    return at(days, hour).replace(tzinfo=None)


def hours(weekday, opens, closes, kind="walk_in"):
    return {"kind": kind, "weekday": weekday, "opens": opens, "closes": closes}


def state(service, moment):
    found = answer(Question(open_now=True, now=moment)).hits
    return next(((hit.open_kind, hit.open_until) for hit in found if hit.service_id == service.pk), None)


@pytest.fixture
def make():
    return lambda **values: ServiceFactory(site=None, **values)


def test_open_from_the_first_minute_to_the_one_before_the_last(make):
    service = make(hours=[hours(0, 540, 720, "telephone")])

    assert state(service, at(0, 8, 59)) is None
    assert state(service, at(0, 9)) == ("telephone", wall(0, 12))
    assert state(service, at(0, 11, 59)) is not None
    assert state(service, at(0, 12)) is None
    assert state(service, at(1, 10)) is None


def test_what_passes_midnight_is_open_on_the_next_day_and_sunday_runs_into_monday(make):
    service = make(hours=[hours(6, 1320, 1500), hours(2, 1380, 1560)])

    assert state(service, at(7, 0, 59)) == ("walk_in", wall(7, 1))
    assert state(service, at(7, 1)) is None
    assert state(service, at(3, 1, 30)) is not None
    assert state(service, at(6, 21, 59)) is None


def test_a_closed_day_is_closed_but_the_night_before_runs_on(make):
    closed = {"starts_on": at(1, 0).date(), "ends_on": at(1, 0).date()}
    service = make(hours=[hours(0, 1320, 1500), hours(1, 540, 720), hours(1, 1380, 1440)], exceptions=[closed])

    assert state(service, at(1, 0, 30)) is not None
    assert state(service, at(1, 10)) is None
    assert state(service, at(8, 10)) is not None


def test_other_hours_replace_those_of_the_whole_day(make):
    day = at(0, 0).date()
    special = {"starts_on": day, "ends_on": day, "kind": "telephone", "opens": 840, "closes": 900}
    service = make(hours=[hours(0, 540, 720)], exceptions=[special])

    assert state(service, at(0, 10)) is None
    assert state(service, at(0, 14)) == ("telephone", wall(0, 15))
    assert state(service, at(7, 10)) is not None


def test_the_easiest_way_in_is_told(make):
    service = make(hours=[hours(0, 540, 720, "appointment"), hours(0, 540, 660, "walk_in")])

    assert state(service, at(0, 10)) == ("walk_in", wall(0, 11))


def test_a_service_without_hours_keeps_those_of_its_site():
    service = ServiceFactory(site__hours=[hours(0, 540, 720)])

    assert state(service, at(0, 10)) is not None


def test_summer_time_moves_nothing(make):
    service = make(hours=[hours(6, 540, 720)])
    spring = datetime(2026, 3, 29, 9, tzinfo=BRUSSELS)

    assert state(service, spring) is not None
    assert state(service, spring - timedelta(minutes=1)) is None


def test_how_many_did_not_say_when_they_are_open_is_told(make):
    make(hours=[hours(0, 540, 720)])
    make()
    make(languages=["nl"])

    assert answer(Question(open_now=True, now=at(0, 10))).unknown_hours == 2
    assert answer(Question(open_now=True, language=("nl",), now=at(0, 20))).unknown_hours == 1
    assert answer(Question(now=at(0, 10))).unknown_hours is None


def test_twenty_open_cards_cost_no_more_queries_than_one(make, django_assert_num_queries):
    question = Question(open_now=True, now=at(0, 10))
    for _n in range(4):
        make(hours=[hours(0, 540, 720)])
    answer(question)

    with django_assert_num_queries(5):
        assert answer(question).total == 4
