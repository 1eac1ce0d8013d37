"""What is said of room and freshness is written once, with its history and the way by which it came."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from directory.actions import confirming
from directory.models import Confirmation, Service, Version
from search.engines import answer
from search.question import Question
from tests.factories import ServiceFactory, UserFactory, long_ago, today

pytestmark = pytest.mark.django_db
Via = Confirmation.Via


def again(service):
    return Service.objects.get(pk=service.pk)


def found_with_room():
    return {hit.service_id for hit in answer(Question(has_room=True)).hits}


def test_room_said_is_found_by_the_search_at_once():
    service = ServiceFactory(stale=True)
    assert service.pk not in found_with_room()

    confirming.say_room(service, "few", by=None, via=Via.MAIL)
    assert service.pk in found_with_room()

    confirming.say_room(service, "full", by=None, via=Via.MAIL, until=today() + timedelta(days=3))
    assert service.pk not in found_with_room()


@pytest.mark.parametrize(("via", "kept"), [("app", "member"), ("mail", "mail"), ("phone", "phone")])
def test_history_and_the_log_say_by_which_way_it_came(via, kept):
    service, ann = ServiceFactory(stale=True), UserFactory()

    confirming.confirm(service, by=ann, via=Via(via), note="Mme Dupont")

    version = Version.objects.of(service).first()
    assert (version.via, version.by, set(version.after)) == (kept, ann, {"confirmed_on", "confirmed_by"})
    one = Confirmation.objects.get()
    assert (one.about, one.via, one.by, one.note) == ("card", via, ann, "Mme Dupont")
    assert (again(service).confirmed_on, again(service).confirmed_by) == (today(), ann)


def test_room_says_nothing_of_the_card_and_the_card_nothing_of_room():
    service = ServiceFactory(stale=True)

    confirming.say_room(service, "open", by=None, via=Via.MAIL, waiting=14)
    assert again(service).confirmed_on == long_ago()
    assert (again(service).room_said_on, again(service).waiting_days) == (today(), 14)

    confirming.say_room(service, "few", by=None, via=Via.MAIL)
    assert again(service).waiting_days == 14


@pytest.mark.parametrize("until", [None, timedelta(days=-1), timedelta(days=400)])
def test_full_says_until_a_day_to_come(until):
    service = ServiceFactory()

    with pytest.raises(ValidationError):
        confirming.say_room(service, "full", by=None, via=Via.APP, until=until and today() + until)
    assert again(service).room == "open"


@pytest.mark.parametrize("room", ["", "unknown", "x"])
def test_only_what_can_be_said_is_written(room):
    service = ServiceFactory()

    with pytest.raises(ValidationError):
        confirming.say_room(service, room, by=None, via=Via.APP)
    assert not Confirmation.objects.exists()


def test_the_same_said_twice_is_noted_once_and_another_day_again():
    service = ServiceFactory(stale=True)

    with time_machine.travel("2026-11-18 10:00", tick=False):
        for _time in range(3):
            confirming.confirm(service, by=None, via=Via.MAIL)
    with time_machine.travel("2026-11-19 10:00", tick=False):
        confirming.confirm(service, by=None, via=Via.MAIL)

    assert Confirmation.objects.count() == 2
    assert again(service).confirmed_on == date(2026, 11, 19)


def test_the_day_full_ends_goes_with_it():
    service = ServiceFactory(full=True)

    confirming.say_room(service, "open", by=None, via=Via.APP)

    assert again(service).room_until is None
