"""What becomes of a registration: the table of steps, seats, the waiting list."""

import pytest

from cms.events import actions, changing
from cms.events.actions import Details, take_step
from cms.events.lifecycle import RULES, State, Step
from cms.models import Meeting, Registration
from directory.models import DeadMailbox
from tests.cms.meeting import come, make_meeting, states, steps
from tests.directory.mailbox import letters
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(staff=True)


@pytest.mark.parametrize(("state", "step", "possible"), steps())
def test_a_step_is_taken_from_the_states_of_the_table_and_no_other(state, step, possible):
    one = come(make_meeting(), state)

    assert take_step(one, step) is possible
    assert Registration.objects.get().state == (RULES[step].leads_to if possible else state)


def test_what_was_read_before_decides_nothing():
    one = come(make_meeting())
    stale = Registration.objects.get()
    take_step(one, Step.CANCEL)

    assert not take_step(stale, Step.ATTEND)
    assert Registration.objects.get().state == State.CANCELLED


def test_the_last_seat_is_given_once_and_who_comes_next_waits():
    meeting = make_meeting(capacity=1)
    first, second = come(meeting, State.UNCONFIRMED), come(meeting, State.UNCONFIRMED)

    actions.confirm(first)
    actions.confirm(second)

    assert (first.state, second.state) == (State.CONFIRMED, State.WAITING)


def test_a_seat_given_back_goes_to_whoever_waits_longest_and_a_mail_says_so():
    meeting = make_meeting(capacity=1)
    seated, early, late = come(meeting), come(meeting, State.WAITING), come(meeting, State.WAITING)

    actions.cancel(seated)

    found = states(meeting)
    assert found[early.email] == State.CONFIRMED
    assert found[late.email] == State.WAITING
    assert [message.to for message in letters()] == [[early.email]]


def test_nobody_overtakes_the_waiting_list():
    """A seat that staff added by hand is not yet given: who comes now still waits behind."""
    meeting = make_meeting(capacity=1)
    come(meeting, State.WAITING)
    newcomer = come(meeting, State.UNCONFIRMED)

    actions.confirm(newcomer)

    assert newcomer.state == State.WAITING


@pytest.mark.parametrize(("capacity", "moved"), [(2, 1), (3, 2), (None, 3)])
def test_more_seats_go_to_those_who_wait(staff, capacity, moved):
    meeting = make_meeting(capacity=1)
    come(meeting)
    for _each in range(3):
        come(meeting, State.WAITING)
    meeting.capacity = capacity

    changing.save(meeting, by=staff)

    assert meeting.registrations.seated().count() == 1 + moved
    assert len(letters()) == moved


def test_fewer_seats_than_people_throw_nobody_out(staff):
    meeting = make_meeting(capacity=3)
    for _each in range(3):
        come(meeting)
    meeting.capacity = 1
    changing.save(meeting, by=staff)

    actions.cancel(meeting.registrations.first())

    assert meeting.registrations.seated().count() == 2
    assert meeting.room() == 0


@pytest.mark.parametrize("values", [{"days": -1}, {"cancelled": True}])
def test_nobody_is_confirmed_for_what_will_not_be_or_has_begun(values):
    one = come(make_meeting(**values), State.UNCONFIRMED)

    with pytest.raises(actions.Closed):
        actions.confirm(one)
    assert Registration.objects.get().state == State.UNCONFIRMED


def test_staff_give_a_seat_even_in_a_full_room(staff):
    meeting = make_meeting(capacity=1)
    come(meeting)
    waiting = come(meeting, State.WAITING)

    assert actions.move_up(waiting, by=staff)
    assert meeting.registrations.seated().count() == 2
    assert "place est libre" in letters()[0].subject


def test_somebody_who_telephones_is_registered_at_once(staff):
    meeting = make_meeting(capacity=1)
    actions.add_by_hand(meeting, Details("Jo", "jo@example.org", language="nl"), by=staff)
    actions.add_by_hand(meeting, Details("Sam", ""), by=staff)

    assert sorted(meeting.registrations.values_list("name", "state")) == [("Jo", "confirmed"), ("Sam", "waiting")]
    assert [(message.to, message.subject) for message in letters()] == [(["jo@example.org"], "U bent ingeschreven")]


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.CANCELLED])
def test_who_telephones_after_all_is_not_registered_twice(staff, state):
    meeting = make_meeting()
    come(meeting, state, email="jo@example.org", name="J.")

    actions.add_by_hand(meeting, Details("Jo", "Jo@example.org"), by=staff)

    assert list(meeting.registrations.values_list("name", "state")) == [("Jo", State.CONFIRMED)]


def test_somebody_at_the_door_is_added_without_a_mail(staff):
    meeting = make_meeting(days=0, hours=3)
    Meeting.objects.update(starts_at=meeting.starts_at)

    actions.add_by_hand(meeting, Details("Jo", "jo@example.org"), by=staff)

    assert states(meeting) == {"jo@example.org": State.CONFIRMED}
    assert letters() == []


def test_staff_take_a_registration_back_and_she_learns_of_it(staff):
    meeting = make_meeting(capacity=1)
    one, waiting = come(meeting), come(meeting, State.WAITING)

    actions.withdraw(one, by=staff)

    assert states(meeting) == {one.email: State.CANCELLED, waiting.email: State.CONFIRMED}
    subjects = {message.to[0]: message.subject for message in letters()}
    assert subjects[one.email] == "Votre inscription a été annulée"
    assert subjects[waiting.email].startswith("Une place est libre")


def test_another_place_is_told_to_whoever_comes_or_waits_with_a_newer_calendar_entry(staff):
    meeting = make_meeting(capacity=1)
    people = [come(meeting), come(meeting, State.WAITING, language="nl")]
    come(meeting, State.UNCONFIRMED)
    come(meeting, State.CANCELLED)
    meeting.place_fr = "Ailleurs"

    assert changing.save(meeting, by=staff)

    sent = {message.to[0]: message for message in letters()}
    assert set(sent) == {one.email for one in people}
    assert "Ailleurs" in sent[people[0].email].body
    _name, content, kind = sent[people[0].email].attachments[0]
    assert kind == "text/calendar"
    assert "SEQUENCE:1" in str(content)
    assert sent[people[1].email].attachments == []


def test_what_nobody_wrote_down_is_told_to_nobody(staff):
    meeting = make_meeting()
    come(meeting)
    meeting.spoken = "nl"

    assert not changing.save(meeting, by=staff)
    assert (letters(), Meeting.objects.get().sequence) == ([], 0)


def test_an_event_is_called_off_once_and_everybody_told(staff):
    meeting = make_meeting()
    one = come(meeting)
    come(meeting, State.CANCELLED)

    assert changing.call_off(meeting, by=staff)
    assert not changing.call_off(meeting, by=staff)

    sent = letters()
    assert [message.to for message in sent] == [[one.email]]
    assert "STATUS:CANCELLED" in str(sent[0].attachments[0][1])
    assert DeadMailbox.objects.count() == 0


def test_a_form_that_was_open_while_the_event_was_called_off_does_not_call_it_on_again(staff):
    meeting = make_meeting()
    stale = Meeting.objects.get()
    changing.call_off(meeting, by=staff)
    stale.place_fr = "Ailleurs"

    changing.save(stale, by=staff)

    assert Meeting.objects.get().cancelled
    assert Meeting.objects.get().sequence == 2
