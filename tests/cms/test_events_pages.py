"""What a reader sees of events: the list, one event's page, before and after its day."""

import json
import re
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from cms import demo_events
from cms.content.draft import text
from cms.desk import translating
from cms.events.lifecycle import State
from cms.memory import forget
from cms.models import EventPage, Meeting, Registration
from directory.models import Service
from tests.cms.meeting import come, index, make_meeting, publish
from tests.cms.reading import words
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def shown(client, page):
    forget()
    answer = client.get(page.url)
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_two_pages_tell_the_same_facts_each_in_its_language(client):
    meeting = make_meeting(bassins=["nord"], capacity=2, step_free=True)

    french, dutch = (shown(client, meeting.page(language)) for language in ("fr", "nl"))

    assert "rue haute 1" in french
    assert "hoogstraat 1" in dutch
    assert "plus que 2 places" in french
    assert "nog 2 plaatsen" in dutch
    assert "accès sans marche" in french


def test_hours_are_written_as_those_of_a_card(client):
    meeting = make_meeting(starts_at=datetime(2030, 12, 8, 12, 30, tzinfo=timezone.get_default_timezone()))

    french, dutch = (" ".join(shown(client, meeting.page(language)).split()) for language in ("fr", "nl"))
    assert ", de 12 h 30 à 14 h 30" in french
    assert ", van 12.30 u tot 14.30 u" in dutch


ROOM = [
    (None, 3, ""),
    (9, 1, "il reste des places"),
    (3, 2, "plus qu’une place"),
    (2, 2, "complet"),
]


@pytest.mark.parametrize(("capacity", "people", "says"), ROOM)
def test_room_is_said_in_words(client, capacity, people, says):
    meeting = make_meeting(capacity=capacity)
    for _each in range(people):
        come(meeting)

    assert says in shown(client, meeting.page("fr"))


def test_the_page_of_an_event_needs_no_script_cookie_or_account(client):
    meeting = make_meeting()
    answer = client.get(meeting.page("fr").url)

    assert answer.cookies == {}
    html = answer.content.decode()
    assert 'autocomplete="email"' in html
    assert html.count('type="submit"') >= 1
    assert "csrfmiddlewaretoken" not in html


def test_the_report_appears_once_the_event_is_over(client):
    body = json.dumps([text("<p>Ce qui a été dit.</p>")])
    coming, past = make_meeting(languages=[]), make_meeting(days=-2, languages=[])
    pages = [publish(meeting, "fr", report=body) for meeting in (coming, past)]

    assert "ce qui a été dit" not in shown(client, pages[0])
    html = shown(client, pages[1])
    assert "ce qui a été dit" in html
    assert "cette rencontre est passée" in html


def test_one_page_a_language_and_event():
    meeting = make_meeting(languages=["fr"])
    again = EventPage(title="Encore", slug="encore", meeting=meeting, locale=index("fr").locale)

    with pytest.raises(ValidationError):
        again.clean()


def test_the_list_is_narrowed_by_bassin_and_series(client):
    make_meeting(bassins=["nord"], series="perinatalite")
    make_meeting(bassins=["sud"], series="portes_ouvertes")
    address = index("fr").url

    def count(query=""):
        forget()
        return client.get(address + query).content.decode().count('class="day"')

    assert count() == 2
    assert count("?bassin=nord") == 1
    assert count("?series=portes_ouvertes&bassin=sud") == 1
    assert count("?series=portes_ouvertes&bassin=nord") == 0
    answer = client.get(address + "?bassin=nowhere")
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()


def test_the_list_of_one_language_holds_its_pages_only(client):
    make_meeting(languages=["nl"])

    assert "rien n’est encore prévu" in shown(client, index("fr"))
    assert "slapen" in shown(client, index("nl"))


def test_the_list_costs_the_same_for_many_events(client, django_assert_max_num_queries):
    for _each in range(8):
        make_meeting(bassins=["nord"], languages=["fr"])
    client.get(index("fr").url)

    with django_assert_max_num_queries(40):
        Client().get(index("fr").url + "?bassin=nord")


def test_querysets_that_other_pages_use():
    north, past = make_meeting(bassins=["nord"]), make_meeting(days=-5, bassins=["nord"])
    region, draft = make_meeting(), make_meeting(languages=[])

    assert set(Meeting.objects.coming()) == {north, region, draft}
    assert set(Meeting.objects.of_bassin(north.bassins.get())) == {north, past, region, draft}
    assert set(Meeting.objects.published("nl").past()) == {past}
    assert north.page("en") is None


# The demonstration ---------------------------------------------------------------------------------------------------


def test_invented_events_come_beside_a_demo_network_only():
    call_command("seed_events")

    assert not Meeting.objects.exists()


def test_invented_events_are_marked_written_once_and_removed_whole(client):
    ServiceFactory()
    Service.objects.update(is_demo=True)
    pages = {language: index(language) for language in ("fr", "nl")}
    call_command("seed_events")
    call_command("seed_events")

    assert Meeting.objects.filter(is_demo=True).count() == len(demo_events.EVENTS) == Meeting.objects.count()
    assert Registration.objects.filter(state=State.WAITING).exists()
    for language, page in pages.items():
        html = shown(client, page)
        assert html.count("demo" if language == "nl" else "démo") >= len(demo_events.EVENTS)

    french = EventPage.objects.filter(locale__language_code="fr")
    assert not [page.title for page in french if re.search(r" [:;?!»]|« ", page.title + page.introduction)]

    call_command("seed_events", "--remove")
    assert not Meeting.objects.exists()
    assert not EventPage.objects.exists()


# Both languages ------------------------------------------------------------------------------------------------------


def test_a_translated_page_speaks_of_the_same_event():
    """Begun as any page is: the event goes along, its text is translated."""
    index("nl")
    meeting = make_meeting(languages=[])
    source = publish(meeting, "fr", body=json.dumps([text("<p>Bonjour.</p>")]))
    source.save_revision().publish()

    draft = translating.begin(source, Locale.objects.get(language_code="nl"), by=None)

    assert draft.specific.meeting == meeting
    assert draft.translation_key == source.translation_key
    assert not draft.live
    assert meeting.page("nl") is None
