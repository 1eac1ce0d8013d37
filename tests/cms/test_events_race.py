"""Many at once for few seats: real connections, none of them waiting for its turn in Python."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from cms.events import actions
from cms.events.lifecycle import State
from cms.models import Registration
from tests.cms.meeting import come, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def at_once(act, rows):
    """Each row in a thread and a connection of its own; all begin together."""
    barrier, faults = Barrier(len(rows)), []

    def run(row):
        try:
            barrier.wait()
            act(row)
        except Exception as fault:  # noqa: BLE001  whatever it is, the test says it
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def count(state):
    return Registration.objects.filter(state=state).count()


@pytest.mark.parametrize("seats", [1, 3])
def test_the_last_seats_are_given_once_and_the_others_wait(seats):
    meeting = make_meeting(capacity=seats)
    at_once(actions.confirm, [come(meeting, State.UNCONFIRMED) for _each in range(AT_ONCE)])

    assert (count(State.CONFIRMED), count(State.WAITING)) == (seats, AT_ONCE - seats)


def test_seats_given_back_while_others_come_are_all_filled_and_none_twice():
    meeting = make_meeting(capacity=4)
    leaving = [come(meeting) for _each in range(4)]
    for _each in range(2):
        come(meeting, State.WAITING)
    coming = [come(meeting, State.UNCONFIRMED) for _each in range(4)]

    def act(row):
        (actions.cancel if row in leaving else actions.confirm)(row)

    at_once(act, leaving + coming)

    assert (count(State.CONFIRMED), count(State.WAITING), count(State.CANCELLED)) == (4, 2, 4)


def test_the_same_address_twice_at_once_is_one_registration():
    meeting = make_meeting()
    details = [actions.Details(f"Ann {number}", "ann@example.org") for number in range(AT_ONCE)]

    at_once(lambda said: actions.ask(meeting, said), details)

    assert Registration.objects.count() == 1
