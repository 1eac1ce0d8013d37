"""What events start from, and what happens in the moment between a look and a write."""

import pytest
from django.core.management import call_command

from cms.events import notifications, words
from cms.events.lifecycle import State
from cms.events.series import load_series
from cms.models import Registration, Series
from tests.cms.meeting import come, make_meeting, register
from tests.directory.mailbox import letters

pytestmark = pytest.mark.django_db


def test_the_series_are_loaded_once_and_what_staff_changed_stays():
    assert Series.objects.count() >= 6
    Series.objects.filter(code="other").update(name_fr="Autre chose", active=False)
    Series.objects.filter(code="portes_ouvertes").delete()

    tally = load_series()
    call_command("load_event_series")

    assert (tally.created, tally.updated) == (1, 0)
    other = Series.objects.get(code="other")
    assert (str(other), other.active) == ("Autre chose", False)


def test_a_series_without_a_dutch_name_keeps_its_own_and_says_in_which_language():
    name = Series.name.read(Series.objects.get(code="perinatalite"), "nl")

    assert (str(name).replace("\N{NO-BREAK SPACE}", " "), name.lang) == ("Périnatalité : parlons-en !", "fr")


def test_a_deadline_that_passes_while_the_form_is_sent_is_said_on_the_page(client, monkeypatch):
    """The look comes before the lock; the lock looks again."""
    meeting, looks = make_meeting(registration_open=False), []
    closed = words.closed
    monkeypatch.setattr(words, "closed", lambda one: closed(one) if looks else looks.append(one) or "")

    answer = register(client, meeting)

    assert answer.status_code == 200
    assert "ne se fait pas sur ce site" in answer.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize("key", ["", "nonsense", "0d9f3c52-6a0e-4d1b-8f52-9f6f2f1b7c11"])
def test_a_letter_about_nobody_is_not_written(key):
    for kind in notifications.kinds():
        assert kind.context(key, None) is None
        assert not kind.attachments or list(kind.attachments(key, None)) == []


@pytest.mark.parametrize("step", ["gone", "cancelled"])
def test_a_letter_that_waited_too_long_is_not_sent(client, step):
    meeting = make_meeting()
    register(client, meeting)
    if step == "gone":
        Registration.objects.all().delete()
    else:
        Registration.objects.update(state=State.CANCELLED)

    assert letters() == []


def test_an_english_reader_gets_her_mails_in_english_about_the_french_page(client):
    meeting = make_meeting(languages=["fr"])
    register(client, meeting, "en")

    (message,) = letters()

    assert message.subject == "Not yet registered: confirm your registration"
    assert "Le sommeil" in message.body


def test_who_waits_gets_no_calendar_entry():
    meeting = make_meeting(capacity=1)
    come(meeting)
    waiting = come(meeting, State.WAITING)
    entry = next(kind for kind in notifications.kinds() if kind.name == "event_state").attachments

    assert list(entry(str(waiting.key), type("Letter", (), {"languages": ["fr"]}))) == []
