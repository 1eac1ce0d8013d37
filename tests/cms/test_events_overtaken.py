"""Two members of staff at the facts of one event: nobody's work is lost without a word."""

import html as entities
import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from cms.models import Meeting
from directory.permissions import EDITOR
from tests.cms.meeting import come, make_meeting
from tests.cms.test_events_desk import form
from tests.directory.mailbox import letters
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    call_command("set_up_groups")
    client.force_login(UserFactory(groups=[EDITOR], language="fr", staff=True))
    return client


def edit(meeting):
    return reverse("events_meetings:edit", args=[meeting.pk])


def opened(html):
    """What the form carries of the facts as it was opened."""
    return entities.unescape(re.search(r'name="opened" value="([^"]*)"', html)[1])


def typed(html, **changes):
    """What a browser sends of the form, with these changes."""
    sent = {"opened": opened(html)}
    for name in ("starts_at", "ends_at", "place_fr", "place_nl", "place_en", "link", "capacity", "deadline"):
        found = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)[0]
        value = re.search(r' value="([^"]*)"', found)
        sent[name] = entities.unescape(value[1]) if value else ""
    return form() | sent | changes


def read(desk, meeting):
    return desk.get(edit(meeting)).content.decode()


def test_the_second_to_save_sees_both_versions_and_loses_nothing(desk):
    meeting = make_meeting(capacity=10)
    come(meeting)
    first = second = read(desk, meeting)
    assert desk.post(edit(meeting), typed(first, place_fr="Rue Neuve 1", capacity="30")).status_code == 302
    assert len(letters()) == 1

    answer = desk.post(edit(meeting), typed(second, place_fr="Rue Haute 9", place_nl="Hoogstraat 9"))
    html = answer.content.decode()

    assert answer.status_code == 200
    assert "Rien n’est encore enregistré" in html
    (table,) = re.findall(r"<table class=\"listing record-changes\">.*?</table>", html, re.S)
    assert [word in table for word in ("Rue Neuve 1", "Rue Haute 9", "30", "Hoogstraat")] == [True, True, True, False]
    held = Meeting.objects.get()
    assert (held.place_fr, held.place_nl, held.capacity) == ("Rue Neuve 1", "Hoogstraat 1, 1000 Brussel", 30)
    assert letters() == []

    # What the form shows again is hers where she typed, theirs elsewhere; saved again, it counts.
    again = typed(html)
    assert (again["place_fr"], again["place_nl"], again["capacity"]) == ("Rue Haute 9", "Hoogstraat 9", "30")
    assert desk.post(edit(meeting), again).status_code == 302
    held = Meeting.objects.get()
    assert (held.place_fr, held.place_nl, held.capacity) == ("Rue Haute 9", "Hoogstraat 9", 30)


def test_who_saves_alone_is_not_asked_anything(desk):
    meeting = make_meeting()
    html = read(desk, meeting)

    assert desk.post(edit(meeting), typed(html, place_fr="Rue Neuve 1")).status_code == 302
    assert Meeting.objects.get().place_fr == "Rue Neuve 1"


def test_a_mistake_in_the_form_does_not_make_it_younger(desk):
    meeting = make_meeting()
    html = read(desk, meeting)
    desk.post(edit(meeting), typed(html, place_fr="Rue Neuve 1"))

    wrong = desk.post(edit(meeting), typed(html, capacity="0")).content.decode()
    assert opened(wrong) == opened(html)
    assert desk.post(edit(meeting), typed(wrong, capacity="")).status_code == 200
    assert Meeting.objects.get().place_fr == "Rue Neuve 1"


@pytest.mark.parametrize("brought", ["", "[]", "{", "null", json.dumps({"changed_at": 7, "bassins": {"a": 1}})])
def test_a_form_that_does_not_say_what_it_was_opened_with_overwrites_nothing(desk, brought):
    meeting = make_meeting()
    html = read(desk, meeting)

    assert desk.post(edit(meeting), typed(html, place_fr="Ailleurs", opened=brought)).status_code == 200
    assert Meeting.objects.get().place_fr != "Ailleurs"
