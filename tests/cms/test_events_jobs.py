"""Reminders, and what goes when its time has come: found by travelling."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.events import jobs, totals
from cms.events.jobs import EventJobs
from cms.events.lifecycle import State
from cms.models import AttendanceTotal, Meeting, Registration
from directory.models import LinkToken
from directory.models.letters import Letter
from tests.cms.meeting import come, kind_of_actor, link, make_meeting, press, register
from tests.directory.mailbox import held, letters

pytestmark = pytest.mark.django_db
TABLES = (Registration, Letter, AttendanceTotal, Meeting)
PERSON = {"name": "Zoë Uniquename", "email": "zoe.uniquename@example.org", "organisation": "Uniqueorganisation"}


def at(meeting, **before):
    return time_machine.travel(meeting.starts_at - timedelta(**before), tick=False)


def nights(days):
    """The worker's night, each night from today on."""
    start = timezone.now()
    for number in range(days + 1):
        with time_machine.travel(start + timedelta(days=number), tick=False):
            EventJobs().nightly()
            yield number


# Reminders -----------------------------------------------------------------------------------------------------------


def test_a_week_and_a_day_before_each_person_is_reminded_once():
    meeting = make_meeting(days=20)
    one = come(meeting, language="nl")
    sent = []
    for hours in range(20 * 24, -5, -6):
        with at(meeting, hours=hours):
            EventJobs().often()
            sent += [(hours, message.to[0]) for message in letters()]

    assert sent == [(7 * 24, one.email), (24, one.email)]


def test_nobody_else_is_reminded():
    meeting, off = make_meeting(days=5, capacity=1), make_meeting(days=5, cancelled=True)
    for state in (State.UNCONFIRMED, State.WAITING, State.CANCELLED):
        come(meeting, state)
    come(off)
    come(meeting, email="")

    with at(meeting, days=1):
        assert jobs.remind() == 0
    assert letters() == []


def test_whoever_registers_the_day_before_needs_no_reminder():
    meeting = make_meeting(days=0.5)
    come(meeting)

    jobs.remind()

    assert letters() == []


def test_a_worker_that_was_off_for_a_week_says_one_thing():
    meeting = make_meeting(days=20)
    come(meeting)

    with at(meeting, hours=20):
        jobs.remind()
        jobs.remind()
        assert len(letters()) == 1


def test_a_reminder_that_comes_too_late_is_not_sent():
    meeting = make_meeting(days=20)
    come(meeting)
    with at(meeting, days=1):
        jobs.remind()

    with at(meeting, hours=-1):
        assert letters() == []


def test_many_are_reminded_some_at_a_time(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    meeting = make_meeting(days=20)
    for _each in range(5):
        come(meeting)
    worker = EventJobs()

    with at(meeting, days=7):
        assert [worker.often() for _each in range(4)] == [True, True, False, False]
        assert len(letters()) == 5


# What goes -----------------------------------------------------------------------------------------------------------


def traces():
    """Where any of her words still stand."""
    tables = {model.__name__: str(list(model.objects.values())).lower() for model in TABLES}
    return sorted(name for name, rows in tables.items() if "uniquename" in rows or "uniqueorganisation" in rows)


def test_names_letters_and_links_go_thirty_days_after_the_event_and_figures_stay(client):
    meeting = make_meeting(days=2, bassins=["nord"])
    register(client, meeting, **PERSON, category="sage_femme")
    press(client, link(letters()[0], "confirm"))
    letters()
    end = 2 + 30

    assert traces() == ["Letter", "Registration"]

    for night in nights(40):
        gone = night > end
        if night == end - 1:
            assert "Registration" in traces()
        if gone:
            assert (traces(), Registration.objects.count(), LinkToken.objects.count()) == ([], 0, 0)

    (row,) = AttendanceTotal.objects.all()
    assert (row.bassin.code, row.sector, row.category.code) == ("nord", "health", "sage_femme")
    assert (row.registered, row.present) == (1, 0)


def test_letters_about_an_event_that_is_far_away_do_not_wait_for_it(client):
    """The queue forgets its rows after 30 days whatever becomes of the event."""
    meeting = make_meeting(days=300)
    register(client, meeting, **PERSON)
    letters()

    assert traces() == ["Letter", "Registration"]
    list(nights(4))
    assert traces() == []


def test_who_never_confirms_is_forgotten_after_three_days(client):
    meeting = make_meeting()
    register(client, meeting, **PERSON)
    come(meeting)
    letters()

    left = {night: Registration.objects.count() for night in nights(4)}

    assert [left[night] for night in (0, 2, 4)] == [2, 2, 1]


def test_a_night_that_comes_twice_changes_nothing():
    meeting = make_meeting(days=-40)
    come(meeting, State.PRESENT)
    EventJobs().nightly()
    before = held()

    EventJobs().nightly()

    assert held() == before


def test_a_night_that_fails_half_way_is_whole_the_next_time(monkeypatch):
    for _each in range(2):
        come(make_meeting(days=-40), State.PRESENT)
    keep, calls = totals.keep, []

    def fails(meeting):
        calls.append(meeting)
        if len(calls) == 2:
            raise RuntimeError
        keep(meeting)

    monkeypatch.setattr(totals, "keep", fails)
    with pytest.raises(RuntimeError):
        EventJobs().nightly()
    assert (Registration.objects.count(), AttendanceTotal.objects.count()) == (1, 1)
    EventJobs().nightly()

    assert (Registration.objects.count(), AttendanceTotal.objects.count()) == (0, 2)


def test_figures_are_the_same_before_and_after_the_names_go():
    meeting = make_meeting(days=-29.9, capacity=3)
    for state in (State.PRESENT, State.PRESENT, State.CONFIRMED, State.WAITING, State.CANCELLED):
        come(meeting, state, category=kind_of_actor())
    come(meeting, State.PRESENT)

    def figures():
        year = meeting.starts_at.year
        return sorted(
            (str(row.category), row.sector, row.registered, row.present, row.waiting, row.cancelled)
            for row in totals.of_year(year)
        )

    before = figures()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        EventJobs().nightly()

    assert Registration.objects.count() == 0
    assert figures() == before == [("None", "", 1, 1, 0, 0), ("Sage-femme", "health", 3, 2, 1, 1)]


def test_the_log_names_nobody(client, caplog):
    caplog.set_level(logging.DEBUG)
    meeting = make_meeting(days=1)
    register(client, meeting, **PERSON)
    message = letters()[0]
    press(client, link(message, "confirm"))
    letters()
    list(nights(33))

    assert Registration.objects.count() == 0
    said = caplog.text.lower()
    token = link(message, "confirm").strip("/").split("/")[-1].lower()
    assert [word for word in ("uniquename", "uniqueorganisation", token) if word in said] == []
