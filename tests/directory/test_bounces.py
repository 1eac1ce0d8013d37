"""What comes back marks a mailbox dead if it is ours, about that very mailbox, and for good; read twice, once."""

import mailbox
from email.message import EmailMessage
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from directory import bounces, notifications
from directory.envelopes import Box, return_address
from directory.models import Letter
from directory.models.letters import FAILED, SENT
from tests.directory.mailbox import letters
from tests.factories import UserFactory
from tests.imap_box import imap

pytestmark = pytest.mark.django_db
TO = "desk@cpas.example"


@pytest.fixture
def letter():
    """One that left."""
    person = UserFactory(email=TO)
    made = notifications.ask("new_password", to=TO, about=str(person.pk), languages=("nl",))
    letters()
    return made


@pytest.fixture
def box(tmp_path):
    return mailbox.Maildir(tmp_path / "box", create=True)


def back_to(letter):
    return return_address(letter.pk, letter.message_id)


def report(to, *, action="failed", status="5.1.1", final=TO):
    """What a mail server writes (RFC 3464), our own mail below it."""
    fields = {"Final-Recipient": f"rfc822; {final}" if final else "", "Action": action, "Status": status}
    about = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return (
        f"From: MAILER-DAEMON@mx.example\r\nTo: <{to}>\r\nAuto-Submitted: auto-replied\r\nSubject: failure\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n{about}\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nTo: {TO}\r\nSubject: ours\r\n\r\nsecret\r\n--b--\r\n"
    ).encode()


def read(box, *contents):
    for content in contents:
        box.add(content)
    return dict(bounces.read(Box(box._path)))


def test_a_failure_for_good_marks_the_mailbox_and_staff_reads_it(letter, box, monkeypatch):
    told = []
    monkeypatch.setattr(notifications, "_listeners", [told.append])

    assert read(box, report(back_to(letter))) == {"dead": 1}
    assert (told, notifications.is_dead(TO), len(box)) == ([TO], True, 0)
    letter.refresh_from_db()
    log = letter.logs.get()
    assert (letter.status, log.exception_type, log.message) == (FAILED, "bounced", "5.1.1")


def test_a_second_run_changes_nothing(letter, box):
    read(box, report(back_to(letter)))
    notifications.revive(TO)

    assert read(box) == {}
    assert not notifications.is_dead(TO)


@pytest.mark.parametrize(
    ("how", "counted"),
    [
        ({"action": "delayed", "status": "4.4.1"}, "soft"),
        ({"action": "relayed", "status": "2.0.0"}, "soft"),
        ({"action": "", "status": "4.2.2"}, "soft"),
        ({"action": "", "status": "5.2.1"}, "dead"),
        ({"action": "Failed", "status": "4.4.7"}, "dead"),  # the other server gave up after days
        ({"action": "failed", "status": ""}, "dead"),
        ({"final": ""}, "dead"),
        ({"final": "DESK@cpas.EXAMPLE"}, "dead"),
        ({"final": "one-reader@cpas.example"}, "elsewhere"),
    ],
)
def test_only_a_failure_of_that_very_mailbox_counts(letter, box, how, counted):
    assert read(box, report(back_to(letter), **how)) == {counted: 1}
    assert notifications.is_dead(TO) is (counted == "dead")
    assert len(box) == 0


def test_a_machine_that_answers_is_read_and_forgotten(letter, box):
    message = EmailMessage()
    message["To"], message["Subject"], message["Auto-Submitted"] = back_to(letter), "On leave", "auto-replied"
    message.set_content("Back on Monday.")

    assert read(box, message) == {"other": 1}
    assert (notifications.is_dead(TO), len(box)) == (False, 0)


def test_a_forged_return_address_is_counted_and_says_nothing(letter, box):
    real = back_to(letter)
    forged = real.replace(f"+{letter.pk}-", f"+{letter.pk + 1}-")
    wrong = real.replace("-", "-0", 1)

    assert read(box, report(forged), report(wrong)) == {"forged": 2}
    assert (notifications.is_dead(TO), len(box)) == (False, 0)


def test_what_is_somebody_s_stays_where_it_is(letter, box, settings):
    for to in ("maillage@brusano.example", f"x{back_to(letter)}", "maillage+news@brusano.example", ""):
        message = EmailMessage()
        message["To"] = to
        message.set_content("A letter to Brusano.")
        box.add(message)

    assert read(box) == {}
    assert len(box) == 4


def test_the_address_is_found_where_servers_write_it(letter, box):
    content = report("undisclosed@x.example").replace(b"From:", f"Delivered-To: {back_to(letter)}\r\nFrom:".encode(), 1)

    assert read(box, content) == {"dead": 1}


def test_a_letter_that_is_forgotten_speaks_of_nobody(letter, box):
    address = back_to(letter)
    Letter.objects.all().delete()

    assert read(box, report(address)) == {"forged": 1}


def test_parts_within_parts_are_no_report(letter, box):
    lines = [f"To: {back_to(letter)}", "MIME-Version: 1.0"]
    for n in range(3000):
        lines += [f"Content-Type: multipart/mixed; boundary={n}", "", f"--{n}"]

    assert read(box, "\r\n".join(lines).encode(), report(back_to(letter)))["dead"] == 1


@bounded(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4)), max_size=8))
def test_no_damage_to_a_report_ends_the_reading(letter, damages):
    content = bytearray(report(back_to(letter)))
    for place, replaced in damages:
        content[place : place + len(replaced)] = replaced
    message = bounces._parsed(bytes(content))

    assert bounces._heed(message, bounces._ours(message)) in {"dead", "soft", "other", "elsewhere", "forged"}


# By IMAP, by command -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("expunges", [True, False])
def test_a_mailbox_of_another_machine_is_read_and_rid_of_what_is_ours(letter, expunges):
    theirs = b"To: maillage@brusano.example\r\n\r\nGood morning\r\n"
    with imap([theirs, report(back_to(letter)) + b"x" * 300_000], expunges=expunges) as server:
        box = Box('Some "folder"', "127.0.0.1", server.server_address[1], "us", "word", tls=False)
        assert dict(bounces.read(box)) == {"dead": 1}
        assert dict(bounces.read(box)) == {}

    assert server.deleted == {2}
    assert set(server.box) == ({1} if expunges else {1, 2})
    assert 'SELECT "Some \\"folder\\""' in server.heard
    letter.refresh_from_db()
    assert letter.status == FAILED


def test_the_command_says_what_came_back(letter, box, settings):
    settings.RETURN_BOX = Box(box._path)
    box.add(report(back_to(letter)))
    said = StringIO()
    call_command("read_bounces", stdout=said)
    call_command("read_bounces", stdout=said)

    assert said.getvalue() == "1 mailboxes refuse their mail for good\nNothing came back.\n"
    assert TO not in said.getvalue()


def test_the_command_says_what_is_missing(settings):
    settings.RETURN_BOX = None
    with pytest.raises(CommandError, match="Set RETURN_BOX"):
        call_command("read_bounces")
    settings.RETURN_BOX = Box("INBOX", "127.0.0.1", 1, "us", "word", tls=False)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("read_bounces")
    assert Letter.objects.exclude(status=SENT).count() == 0
