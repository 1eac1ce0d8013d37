"""An issue leaves a few mails at a time: nobody twice, nobody forgotten, and behind every other mail."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import Delivery, Issue, Subscription
from cms.newsletter import issuing, jobs, subscribing
from cms.newsletter.lifecycle import MOVES, STEPS, Move, Standing, State, Step
from directory import notifications
from directory.models import Letter
from tests.cms.reading_news import deliver, make_issue, make_news, reader, readers, send
from tests.directory.mailbox import letters

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """As a process that ends here: nothing catches it, and what was not committed is gone."""


def to_the_end(sent):
    """A few are queued, they leave, a few more."""
    sent += letters()
    while jobs.queue_some():
        sent += letters()


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_an_issue_takes_the_steps_of_the_table_and_no_other(step, state):
    issue = Issue.objects.create(number=1, state=state)

    assert issuing.take_step(issue, step) == (state in STEPS[step].origins)
    issue.refresh_from_db()
    assert issue.state == (STEPS[step].leads_to if state in STEPS[step].origins else state)


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", [Standing.UNCONFIRMED, Standing.CONFIRMED])
def test_a_subscription_takes_the_steps_of_the_table_and_no_other(move, state):
    one = reader("ann@example.org", confirmed=state == Standing.CONFIRMED)
    possible = state in MOVES[move].origins

    assert subscribing.move(one, move) == possible
    left = possible and MOVES[move].leads_to == Standing.LEFT
    assert Subscription.objects.filter(pk=one.pk).exists() != left


def test_everybody_confirmed_gets_it_once():
    readers(95)
    reader("unsure@example.org", confirmed=False)
    issue = make_issue(make_news())

    sent = deliver(issue)

    assert set(sent) == {f"r{number}@example.org" for number in range(95)}
    issue.refresh_from_db()
    assert (issue.state, issue.recipients) == (State.SENT, 95)
    assert jobs.progress(issue) == {
        "recipients": 95, "delivered": 95, "refused": 0, "waiting": 0, "to_queue": 0, "nothing": 0
    }  # fmt: skip


def test_the_queue_is_never_long():
    readers(100)
    send(make_issue(make_news()))
    for _time in range(10):
        jobs.queue_some()

    assert Letter.objects.count() == jobs.WAITING_AT_MOST


def test_every_other_mail_leaves_first():
    readers(30)
    send(make_issue(make_news()))
    jobs.queue_some()
    late = reader("late@example.org", confirmed=False)
    notifications.ask(subscribing.CONFIRM, to=late.email, about=str(late.key))

    assert letters()[0].to == ["late@example.org"]


@pytest.mark.parametrize("nth", [0, 1, 19, 20, 21, 39, 44])
def test_killed_at_any_letter_it_goes_on_without_a_second_copy(monkeypatch, nth):
    readers(45)
    issue = make_issue(make_news())
    send(issue)
    calls, queue, sent = [], jobs._queue, []

    def dies(*arguments):
        queue(*arguments)  # the letter is written, the batch is not
        calls.append(arguments)
        if len(calls) == nth + 1:
            raise Killed

    monkeypatch.setattr(jobs, "_queue", dies)
    with pytest.raises(Killed):
        to_the_end(sent)
    monkeypatch.undo()
    to_the_end(sent)

    assert sorted(message.to[0] for message in sent) == sorted(f"r{number}@example.org" for number in range(45))
    issue.refresh_from_db()
    assert issue.state == State.SENT


def test_paused_it_waits_and_goes_on_where_it_stopped():
    readers(50)
    issue = make_issue(make_news())
    send(issue)
    jobs.queue_some()
    assert issuing.take_step(issue, Step.PAUSE)
    assert len(letters()) == jobs.BATCH
    assert (jobs.queue_some(), letters()) == (0, [])

    assert issuing.take_step(issue, Step.RESUME)
    sent = []
    to_the_end(sent)
    assert len(sent) == 50 - jobs.BATCH


def test_switched_off_it_waits_as_well(settings):
    readers(3)
    send(make_issue(make_news()))
    settings.NEWSLETTER = False
    assert jobs.queue_some() == 0

    settings.NEWSLETTER = True
    assert jobs.queue_some() == 3


def test_two_issues_leave_one_after_the_other():
    readers(25)
    first, second = make_issue(make_news()), make_issue(make_news(), number=2)
    send(first)
    send(second)

    while jobs.queue_some():
        letters()
        begun = second.deliveries.exclude(queued_at=None).exists()
        assert not (begun and first.deliveries.filter(queued_at=None).exists())
    first.refresh_from_db()
    assert first.state == State.SENT


def test_sent_twice_it_leaves_once():
    readers(3)
    issue = make_issue(make_news())
    send(issue)

    with pytest.raises(issuing.Overtaken):
        send(issue)
    assert Delivery.objects.count() == 3


def test_what_was_changed_since_somebody_looked_at_it_does_not_leave():
    issue = make_issue(make_news())
    looked = issue.version
    issuing.save(issue, {"subject_fr": "Autre"}, [], version=looked, by=None)

    with pytest.raises(issuing.Overtaken):
        issuing.send(issue, version=looked, by=None)


def test_it_does_not_leave_in_one_language_alone_nor_where_it_is_switched_off(settings):
    with pytest.raises(issuing.Closed):
        send(make_issue(make_news(), subjects=("fr",)))
    settings.NEWSLETTER = False
    with pytest.raises(issuing.Closed):
        send(make_issue(make_news(), number=2))
    assert set(Issue.objects.values_list("state", flat=True)) == {State.DRAFT}


def test_whoever_subscribes_while_it_leaves_gets_the_next_one():
    readers(3)
    issue = make_issue(make_news())
    send(issue)
    reader("late@example.org")
    sent = []
    to_the_end(sent)

    assert "late@example.org" not in {message.to[0] for message in sent}
    assert "late@example.org" in deliver(make_issue(make_news(), number=2))


def test_a_month_later_figures_stay_and_names_go():
    readers(4)
    issue = make_issue(make_news())
    deliver(issue)
    Letter.objects.filter(to="r1@example.org").update(status=1)  # its mail server refused it

    with time_machine.travel(timezone.now() + timedelta(days=26)):
        jobs.NewsletterJobs().nightly()

    issue.refresh_from_db()
    assert not Delivery.objects.exists()
    assert (issue.recipients, issue.delivered, issue.refused) == (4, 3, 1)
    assert jobs.progress(issue)["delivered"] == 3


def test_beginning_to_send_writes_in_few_statements_however_many_read_it():
    readers(1200)
    issue = make_issue(make_news())
    with CaptureQueriesContext(connection) as queries:
        send(issue)

    assert len(queries) < 20
    assert Delivery.objects.count() == 1200


def test_a_batch_holds_the_writers_lock_for_a_few_statements_and_looks_things_up_before():
    readers(jobs.BATCH, tongues="fr_nl")
    send(make_issue(*(make_news() for _number in range(6))))
    with CaptureQueriesContext(connection) as queries:
        jobs.queue_some()

    said = [query["sql"] for query in queries]
    begun = next(number for number, sql in enumerate(said) if sql.startswith("SAVEPOINT"))
    assert len(said) - begun <= 2 * jobs.BATCH + 6
    assert begun <= 30
