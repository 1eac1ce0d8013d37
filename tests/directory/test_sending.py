"""Whatever a mail server does, no letter is lost, none leaves twice, and staff reads why one did not leave."""

import logging
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone
from post_office.models import Log

from cms import relays
from directory import jobs, notifications, sending
from directory.jobs import Sender
from directory.models import Letter
from directory.models.letters import FAILED, KINDS, QUEUED, REQUEUED, SENT
from directory.outbox import FolderBackend
from tests.factories import ServiceFactory
from tests.mail_sink import Sink, free_port

pytestmark = pytest.mark.django_db
TO = "desk@cpas.example"


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    def context(about, letter):
        return {"password_reset_url": f"http://localhost/{about}"}

    for priority in ("low", "medium", "high"):
        kind = notifications.Kind(priority, "cms/mail/new_password", context, priority=priority)
        monkeypatch.setitem(KINDS, priority, kind)


@pytest.fixture
def point(settings, monkeypatch):
    """The worker's mail server, as SMTP_URL would name it."""

    def at(url):
        monkeypatch.setenv("SMTP_URL", url)
        settings.RELAY = relay = relays.relay("SMTP_URL")
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = relay.host, relay.port, relay.user
        settings.EMAIL_HOST_PASSWORD, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = relay[3:]
        settings.EMAIL_TIMEOUT = 0.3

    return at


def ask(kind="medium", to=TO, **more):
    return notifications.ask(kind, to=to, about="7", **more)


def run(sender=None):
    """As the worker does, until there is nothing to do at once."""
    sender = sender or Sender()
    while sender.often():
        pass
    return sender


def last(letter):
    letter.refresh_from_db()
    log = letter.logs.order_by("-pk").first()
    return (letter.status, log.exception_type, log.message) if log else (letter.status, "", "")


# Handed over -------------------------------------------------------------------------------------------------------


def test_a_letter_arrives_with_its_own_return_address(point):
    letter = ask()
    with Sink() as sink:
        point(sink.url)
        run()

    (taken,) = sink.taken
    assert (taken.to, taken.message_id) == (TO, letter.message_id)
    assert taken.envelope_from.startswith(f"maillage+{letter.pk}-")
    assert "mot de passe" in taken.message.get_content()
    assert last(letter) == (SENT, "", "")


def test_one_line_serves_many_letters_and_is_let_go_of_when_there_are_none(point, monkeypatch):
    monkeypatch.setattr(jobs, "TURN", 0.0)
    for _n in range(5):
        ask()
    with Sink() as sink:
        point(sink.url)
        sender = Sender()
        assert sender.often()
        line = sender.through.connection
        assert sender.often()
        assert sender.through.connection is line
        run(sender)
        assert line.sock is None

    assert len(sink.taken) == 5


def test_the_urgent_ones_leave_first(point):
    for number in range(3):
        ask("low", to=f"reader{number}@example.org")
    ask("medium", to="medium@example.org")
    ask("high", to="high@example.org")
    with Sink() as sink:
        point(sink.url)
        run()

    assert [taken.to.split("@")[0] for taken in sink.taken] == ["high", "medium", "reader0", "reader1", "reader2"]


# Refused, dropped, silent ------------------------------------------------------------------------------------------

FAULTS = [
    ("RCPT", "550 5.1.1 desk@cpas.example is unknown", (FAILED, "refused", "550 5.1.1"), True),
    ("RCPT", "550 5.7.1 desk@cpas.example: we relay not", (FAILED, "refused", "550 5.7.1"), False),
    ("RCPT", "550 no", (FAILED, "refused", "550"), False),
    ("RCPT", "450 4.2.0 greylisted, desk@cpas.example", (REQUEUED, "later", "450 4.2.0"), False),
    ("RCPT", "421 4.3.2 closing", (REQUEUED, "later", "421 4.3.2"), False),
    ("RCPT", "hang", (REQUEUED, "silent", ""), False),
    ("MAIL", "530 5.7.0 who are you", (REQUEUED, "relay", "530 5.7.0"), False),
    ("MAIL", "drop", (REQUEUED, "dropped", ""), False),
    ("DATA", "554 5.6.0 spam for desk@cpas.example", (FAILED, "content", "554 5.6.0"), False),
    ("DATA", "451 4.3.0 full", (REQUEUED, "later", "451 4.3.0"), False),
    ("DATA", "drop", (REQUEUED, "dropped", ""), False),
    ("DATA", "hang", (REQUEUED, "silent", ""), False),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_to_staff_and_hurts_nobody_else(point, caplog, fault):
    stage, told, expected, dead = fault

    def rule(at, address, time):
        return told if at == stage and (address == TO or (stage == "MAIL" and time == 1 and first in address)) else ""

    caplog.set_level(logging.DEBUG)
    letter, other = ask("high"), ask("low", to="other@example.org")
    first = f"+{letter.pk}-"
    with Sink(rule) as sink:
        point(sink.url)
        sender = run()
        sender.until = 0  # had it to rest
        run(sender)

    assert last(letter) == expected
    assert notifications.is_dead(TO) is dead
    assert last(other) == (SENT, "", "")
    assert [taken.to for taken in sink.taken] == ["other@example.org"]
    kept = repr(list(Log.objects.values_list())) + "".join(record.getMessage() for record in ours(caplog))
    assert "cpas" not in kept


def ours(caplog):
    """Without what the mail server of the test says."""
    return [record for record in caplog.records if not record.name.startswith("mail.log")]


def test_a_server_that_is_away_is_left_alone_for_a_while_and_nothing_is_lost(point, caplog):
    letters = [ask(to=f"{n}@example.org") for n in range(4)]
    sink = Sink(port=free_port())
    point(sink.url)
    sender = Sender()
    rests = []
    for _n in range(3):
        assert not sender.often()
        assert not sender.often()  # it rests
        rests.append(sender.failures)
        sender.until = 0

    assert rests == [1, 2, 3]
    assert [last(letter)[:2] for letter in letters] == [(REQUEUED, "unreachable")] * 3 + [(QUEUED, "")]
    assert caplog.text.count("The mail server fails (unreachable)") == 1
    with sink, time_machine.travel(timezone.now() + timedelta(minutes=2)):
        run(sender)
    assert sorted(taken.to[0] for taken in sink.taken) == ["0", "1", "2", "3"]


def test_encryption_that_is_not_offered_is_never_done_without(point):
    letter = ask()
    with Sink() as sink:
        point(f"smtp+tls://user:secret@127.0.0.1:{sink.port}")
        run()
        run()

    assert last(letter)[:2] == (REQUEUED, "encryption")
    assert sink.taken == []
    assert not sink.tried  # nobody logged in, nothing was named


def test_a_server_that_goes_on_for_ever_is_cut_off(point, settings, monkeypatch):
    monkeypatch.setattr(sending, "LONGEST", 0.2)
    letter = ask()
    with Sink(lambda stage, address, time: "hang") as sink:
        point(sink.url)
        settings.EMAIL_TIMEOUT = 30
        run()

    assert last(letter)[:2] == (REQUEUED, "dropped")


def test_tries_come_further_and_further_apart_for_three_days(point):
    letter = ask()
    now, waits = timezone.now(), []
    point("smtp://127.0.0.1:1")
    for _try in range(40):
        with time_machine.travel(now):
            run()
        letter.refresh_from_db()
        if letter.status == FAILED:
            break
        waits.append(round((letter.scheduled_time - now).total_seconds() / 60))
        now = letter.scheduled_time + timedelta(seconds=1)

    assert waits[:6] == [1, 4, 16, 64, 240, 240]
    assert 2.5 < sum(waits) / 60 / 24 < 3.5
    assert last(letter) == (FAILED, "unreachable", "")


def test_a_letter_that_cannot_be_written_is_tried_again_and_holds_up_no_other(point, monkeypatch):
    def fails(about, letter):
        raise LookupError(TO)

    monkeypatch.setitem(KINDS, "broken", notifications.Kind("broken", "nowhere", fails, priority="high"))
    broken, other = ask("broken"), ask()
    monkeypatch.delitem(KINDS, "low")
    with Sink() as sink:
        point(sink.url)
        run()

    assert last(broken) == (REQUEUED, "unwritable", "LookupError")
    assert last(other)[0] == SENT


def test_what_says_nothing_true_any_more_does_not_leave(point):
    letter = ask(expires=timezone.now() + timedelta(hours=1))
    with Sink() as sink, time_machine.travel(timezone.now() + timedelta(hours=2)):
        point(sink.url)
        run()
        assert notifications.again() == 0

    assert sink.taken == []
    assert last(letter)[:2] == (FAILED, "expired")


def test_nothing_is_sent_to_a_dead_mailbox_until_it_works_again(point):
    notifications.mark_dead(TO)
    letter = ask()
    with Sink() as sink:
        point(sink.url)
        run()
        assert (sink.taken, last(letter)[:2]) == ([], (FAILED, "dead"))
        notifications.revive(TO)
        assert notifications.again(letter.pk) == 1
        run()

    assert [taken.message_id for taken in sink.taken] == [letter.message_id]


def test_a_listener_that_fails_leaves_no_letter_to_be_sent_again(point, monkeypatch):
    def fails(address):
        raise LookupError(address)

    monkeypatch.setattr(notifications, "_listeners", [fails])
    letter = ask()
    with Sink(lambda stage, address, time: "550 5.1.1 gone" if stage == "RCPT" else "") as sink:
        point(sink.url)
        with pytest.raises(LookupError):
            Sender().often()

    assert last(letter) == (FAILED, "refused", "550 5.1.1")
    assert not notifications.is_dead(TO)


# One sender at a time ----------------------------------------------------------------------------------------------


def test_a_letter_that_is_being_sent_is_nobody_else_s_for_a_while():
    letter = ask()
    assert sending.take() == letter
    assert sending.take() is None
    with time_machine.travel(timezone.now() + sending.HELD + timedelta(seconds=1)):
        assert sending.take() == letter
    letter.refresh_from_db()
    assert letter.number_of_retries == 2
    assert sending.HELD.total_seconds() > sending.LONGEST


def test_a_letter_that_ends_its_worker_each_time_is_given_up(point):
    letter = ask()
    Letter.objects.update(number_of_retries=sending.TRIES)
    with Sink() as sink:
        point(sink.url)
        run()

    assert last(letter)[:2] == (FAILED, "killed")


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_the_queue_without_sending_anything_twice():
    for number in range(60):
        ask(to=f"{number}@example.org")
    sent = []
    through = SimpleNamespace(open=lambda: None, close=lambda: None, send_messages=sent.extend)

    def work():
        run(Sender(through=through))
        connection.close()

    workers = [threading.Thread(target=work) for _n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(int(message.to[0].split("@")[0]) for message in sent) == list(range(60))
    assert set(Letter.objects.values_list("status", flat=True)) == {SENT}


def test_what_left_is_written_down_even_if_the_database_is_busy(point, monkeypatch):
    letter = ask()
    update, faults = Letter.objects.get_queryset().__class__.update, [OperationalError("locked")] * 2

    def busy(rows, **values):
        if values.get("status") == SENT and faults:
            raise faults.pop()
        return update(rows, **values)

    monkeypatch.setattr(Letter.objects.get_queryset().__class__, "update", busy)
    monkeypatch.setattr(sending.time, "sleep", lambda _s: None)
    with Sink() as sink:
        point(sink.url)
        run()
        run()

    assert len(sink.taken) == 1
    assert last(letter)[0] == SENT


# Where mail goes ---------------------------------------------------------------------------------------------------


def test_without_a_mail_server_mail_waits(settings):
    settings.RELAY = None
    letter = ask()
    run()

    assert last(letter) == (QUEUED, "", "")
    letter.refresh_from_db()
    assert letter.number_of_retries == 0


def test_demo_mail_never_leaves_even_with_a_mail_server(point, settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path / "mail"
    ServiceFactory(is_demo=True)
    letter = ask()
    with Sink() as sink:
        point(sink.url)
        assert isinstance(sending.carrier(), FolderBackend)
        run()

    assert sink.taken == []
    assert last(letter)[0] == SENT
    assert len(list(settings.MAIL_FOLDER.iterdir())) == 1
