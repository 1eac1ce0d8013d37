"""A letter is asked for, written when it leaves, and leaves nothing behind but to whom and about what it was."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from directory import links, notifications
from directory.envelopes import is_ours, number_in
from directory.jobs import Sender
from directory.models import DeadMailbox, Letter, LinkToken
from directory.models.letters import DROPPED, KINDS, SENT
from tests.directory import mailbox
from tests.directory.mailbox import letters
from tests.test_style import ours, text_of

pytestmark = pytest.mark.django_db
TO = "desk@cpas.example"


def _says(about, letter):
    return {"password_reset_url": f"http://localhost/{about}"}


@pytest.fixture
def kind(monkeypatch):
    """A kind of its own for the test, with the words of the password mail."""

    def make(context=_says, template="cms/mail/new_password", **more):
        monkeypatch.setitem(KINDS, "trial", notifications.Kind("trial", template, context, **more))
        return "trial"

    return make


def ask(name, **more):
    return notifications.ask(name, **{"to": TO, "about": "7"} | more)


def everything():
    """What the queue's tables hold, as text."""
    rows = [*Letter.objects.values_list(), *LinkToken.objects.values_list()]
    return repr(rows + [row for letter in Letter.objects.all() for row in letter.logs.values_list()])


# Asked -------------------------------------------------------------------------------------------------------------


def test_a_letter_leaves_only_if_what_it_tells_has_happened(kind):
    name = kind()
    with transaction.atomic():
        ask(name)
        transaction.set_rollback(True)

    assert letters() == []


def test_a_kind_that_nobody_registered_cannot_be_asked_for():
    with pytest.raises(KeyError):
        ask("unheard of")


def test_two_kinds_of_one_name_are_refused(kind):
    one = KINDS[kind()]
    notifications.register(one)
    with pytest.raises(ValueError, match="Two kinds"):
        notifications.register(notifications.Kind(one.name, "elsewhere", one.context))


@pytest.mark.parametrize("to", ["nobody", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", ""])
def test_what_is_no_address_is_refused_when_it_is_asked(kind, to):
    with pytest.raises(ValidationError):
        ask(kind(), to=to)


def test_an_odd_address_is_still_one_address(kind):
    ask(kind(), to='"a,b"@cpas.example')
    (sent,) = letters()
    assert sent.to == ['"a,b"@cpas.example']


def test_a_language_that_mails_do_not_speak_is_refused(kind):
    with pytest.raises(ValueError, match="No mail is written in tr"):
        ask(kind(), languages=("fr", "tr"))


def test_a_letter_for_later_waits(kind):
    ask(kind(), at=timezone.now() + timedelta(days=2))
    assert letters() == []
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        assert len(letters()) == 1


def test_nobody_sends_mail_but_the_worker():
    """Everything else asks for a letter: in its transaction, without waiting for a mail server."""
    sends = re.compile(
        r"\b(send_(mass_)?mail|mail_(admins|managers)|get_connection|smtplib\.SMTP(_SSL)?)\(|post_office\.mail"
    )
    code = [path for path in ours(".py") if path.parts[0] in {"cms", "search", "directory", "referrals"}]
    found = {str(path) for path in code if sends.search(text_of(path))}

    assert found == set()


# Written -----------------------------------------------------------------------------------------------------------


def test_a_person_reads_it_in_her_language(kind):
    name = kind()
    translation.activate("en")
    for language in ("fr", "nl"):
        ask(name, languages=(language,))
    french, dutch = letters()

    assert "nouveau mot de passe" in french.body
    assert "nieuw wachtwoord" in dutch.body
    assert (french.extra_headers["Content-Language"], dutch.extra_headers["Content-Language"]) == ("fr", "nl")
    assert translation.get_language() == "en"


def test_a_shared_mailbox_reads_it_in_both_and_the_first_says_so(kind):
    ask(kind(), languages=("fr", "nl"))
    (sent,) = letters()

    french, dutch = sent.body.split("* * *")
    assert sent.subject == "Maillage\xa0: votre mot de passe / Maillage: uw wachtwoord"
    assert french.startswith("Nederlandse tekst")
    assert "nouveau mot de passe" in french
    assert "nieuw wachtwoord" in dutch
    assert "&" not in french.replace("http", "")  # plain text, not escaped for a page


def test_it_is_a_machine_s_and_follows_nobody(kind, settings):
    settings.DEFAULT_FROM_EMAIL = "Maillage <maillage@brusano.example>"
    letter = ask(kind())
    (sent,) = letters()
    headers = message_from_bytes(sent.message().as_bytes(), policy=policy.default)

    assert headers["From"] == "Maillage <maillage@brusano.example>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"] == letter.message_id
    assert [part.get_content_type() for part in headers.walk()] == ["text/plain"]
    assert mailbox.links(sent) == ["http://localhost/7"]


def test_each_has_a_return_address_that_only_we_can_write(kind, settings):
    settings.RETURN_MAIL = "return@brusano.example"
    name = kind()
    one, other = ask(name), ask(name)
    envelopes = [sent.from_email for sent in letters()]

    assert [number_in(address) for address in envelopes] == [one.pk, other.pk]
    assert is_ours(envelopes[0], one.pk, one.message_id)
    assert not is_ours(envelopes[0], other.pk, other.message_id)
    settings.SECRET_KEY = "another"
    assert not is_ours(envelopes[0], one.pk, one.message_id)


def test_a_kind_adds_headers_attachments_and_a_sender_of_its_own(kind):
    ask(
        kind(
            headers=lambda about, letter: {"List-Unsubscribe": f"<http://localhost/{about}>"},
            attachments=lambda about, letter: [("a.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar")],
            sender="News <news@brusano.example>",
        )
    )
    (sent,) = letters()
    message = message_from_bytes(sent.message().as_bytes(), policy=policy.default)

    assert message["List-Unsubscribe"] == "<http://localhost/7>"
    assert message["From"] == "News <news@brusano.example>"
    assert [part.get_filename() for part in message.iter_attachments()] == ["a.ics"]


def test_the_other_text_says_its_languages(kind, settings, tmp_path):
    for end, text in {"subject.txt": "s", "txt": "t", "html": "<p>{{ name }}</p>"}.items():
        (tmp_path / f"rich.{end}").write_text(text)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    ask(kind(context=lambda about, letter: {"name": "<b>"}, template="rich"), languages=("nl", "fr"))
    (sent,) = letters()

    html = mailbox.html(sent)
    assert html.startswith('<!doctype html>\n<html lang="nl">')
    assert html.count("<p>&lt;b&gt;</p>") == 2
    assert '<div lang="fr">' in html
    assert sent.subject == "s"


# Nothing kept ------------------------------------------------------------------------------------------------------


def test_neither_text_nor_token_is_ever_stored(kind):
    minted = []

    def context(about, letter):
        minted.append(links.mint("trial", about, days=2))
        return {"password_reset_url": f"http://localhost/{minted[-1]}"}

    ask(kind(context=context))
    before = everything()
    (sent,) = letters()

    assert minted[0] in sent.body
    for held in (before, everything()):
        assert minted[0] not in held
        assert "mot de passe" not in held
    assert links.about("trial", minted[0]) == "7"


def test_what_has_nothing_to_say_any_more_is_dropped(kind):
    letter = ask(kind(context=lambda about, letter: None))

    assert letters() == []
    letter.refresh_from_db()
    assert letter.status == DROPPED


def test_what_a_library_sends_waits_too_and_its_text_is_erased_once_sent(monkeypatch):
    with translation.override("nl"), get_connection("directory.notifications.QueueBackend") as queue:
        message = EmailMultiAlternatives("Un texte\nà relire", "secret", "x@y.example", [TO, "two@cpas.example"])
        message.attach_alternative("<p>secret</p>", "text/html")
        queue.send_messages([message])
    assert mail.outbox == []
    one, other = letters()

    assert (one.to, one.subject, one.body, mailbox.html(one)) == ([TO], "Un texte à relire", "secret", "<p>secret</p>")
    assert other.extra_headers["Content-Language"] == "nl"
    assert "secret" not in everything()
    assert "relire" not in everything()


def test_after_thirty_days_nothing_is_left_and_what_waits_stays(kind):
    name = kind()
    now = timezone.now()
    ask(name)
    letters()
    later = ask(name, at=now + timedelta(days=60))
    links.mint("trial", "7", days=40)
    links.mint("trial", "7", days=2)
    notifications.mark_dead("gone@cpas.example")

    with time_machine.travel(now + timedelta(days=29)):
        Sender().nightly()
        assert Letter.objects.filter(status=SENT).count() == 1
    with time_machine.travel(now + timedelta(days=31)):
        Sender().nightly()
        assert list(Letter.objects.all()) == [later]
        assert LinkToken.objects.count() == 1
        assert notifications.is_dead("gone@cpas.example")
    with time_machine.travel(now + timedelta(days=366)):
        Sender().nightly()
        assert not DeadMailbox.objects.exists()


def test_letters_are_forgotten_by_address_or_by_what_they_are_about(kind):
    name = kind()
    ask(name, about="1")
    ask(name, about="2", to="Desk@CPAS.example")
    ask(name, about="2", to="other@cpas.example")
    letters()

    assert notifications.forget(to=TO, about="1") == 1
    assert notifications.forget(about="2", to=TO) == 1
    assert notifications.forget(about="2") == 1
    assert not Letter.objects.exists()
    with pytest.raises(ValueError, match="to whom"):
        notifications.forget()


# Links -------------------------------------------------------------------------------------------------------------


def test_a_link_stands_for_one_thing_for_a_while():
    now = timezone.now()
    token, again = links.mint("confirm", "42", days=2), links.mint("confirm", "42", days=2)

    assert links.about("confirm", token) == links.about("confirm", again) == "42"
    assert links.about("cancel", token) is None
    assert links.about("confirm", token[:-1]) is None
    with time_machine.travel(now + timedelta(days=2, minutes=1)):
        assert links.about("confirm", token) is None
    links.burn("confirm", "42")
    assert links.about("confirm", again) is None


def test_whoever_opens_every_link_twice_changes_nothing(client):
    from tests.factories import UserFactory

    person = UserFactory(language="nl")
    notifications.ask("new_password", to=person.email, about=str(person.pk), languages=("nl",))
    sent = letters()
    before, after = mailbox.open_every_link_twice(client, sent)

    assert mailbox.links(sent[0])
    assert before == after


# Dead mailboxes ----------------------------------------------------------------------------------------------------


def test_a_dead_mailbox_is_told_once_to_whoever_waits_on_it(monkeypatch):
    told = []
    monkeypatch.setattr(notifications, "_listeners", [])
    notifications.when_dead(told.append)
    notifications.when_dead(told.append)
    notifications.mark_dead(" Desk@CPAS.example")
    notifications.mark_dead(TO)

    assert told == [TO]
    assert notifications.is_dead("DESK@cpas.example")
    notifications.revive(TO)
    assert not notifications.is_dead(TO)


def test_a_mailbox_is_not_dead_if_those_who_wait_could_not_be_told(monkeypatch):
    def fails(address):
        raise IntegrityError

    monkeypatch.setattr(notifications, "_listeners", [fails])
    with pytest.raises(IntegrityError):
        notifications.mark_dead(TO)
    assert not notifications.is_dead(TO)
