"""Events as iCalendar: one file, the feeds, their times and what changes in them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from cms.events import calendars, changing
from tests.cms.meeting import come, make_meeting, publish
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def read(client, name, language="fr", **arguments):
    with translation.override(language):
        answer = client.get(reverse(f"events:{name}", kwargs=arguments))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def one(calendar):
    (event,) = calendar.walk("VEVENT")
    return event


def test_an_event_is_a_file_in_brussels_time_with_the_rules_of_that_time(client):
    begins = datetime(2027, 7, 5, 9, 30, tzinfo=BRUSSELS)
    meeting = make_meeting(starts_at=begins, bassins=["nord"])

    calendar = read(client, "calendar", code=meeting.code)

    event = one(calendar)
    assert event["DTSTART"].dt == begins
    assert event["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert event["DTEND"].dt == begins + timedelta(hours=2)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Le sommeil", "Rue Haute 1, 1000 Bruxelles")
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Brussels"]


@pytest.mark.parametrize("month", range(1, 13))
def test_the_rules_that_are_sent_along_are_those_of_brussels(month):
    zone = Calendar.from_ical(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{calendars.ZONE}END:VCALENDAR")
    rules = zone.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)

    for day in (1, 15, 24, 26, 28):
        for year in (2026, 2027, 2031):
            naive = datetime(year, month, day, 12)  # noqa: DTZ001
            assert naive.replace(tzinfo=rules).utcoffset() == naive.replace(tzinfo=BRUSSELS).utcoffset()


def test_the_number_of_an_event_stays_and_its_version_grows_with_each_change(client):
    meeting = make_meeting()
    before = one(read(client, "calendar", code=meeting.code))
    meeting.place_fr = "Ailleurs"
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        changing.save(meeting, by=UserFactory(staff=True))

    after = one(read(client, "calendar", "nl", code=meeting.code))

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_what_is_called_off_says_so_in_file_and_feed(client):
    meeting = make_meeting()
    changing.call_off(meeting, by=UserFactory(staff=True))

    for calendar in (read(client, "calendar", code=meeting.code), read(client, "feed")):
        assert (one(calendar)["STATUS"], one(calendar)["SEQUENCE"]) == ("CANCELLED", 1)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_feed_is_in_one_language_and_of_what_is_to_come(client, language):
    make_meeting(bassins=["nord"])
    make_meeting(days=-3)
    other = make_meeting(languages=["nl" if language == "fr" else "fr"])

    calendar = read(client, "feed", language)

    assert str(one(calendar)["SUMMARY"]) == {"fr": "Le sommeil", "nl": "Slapen"}[language]
    assert str(other.uid) not in str(calendar.to_ical())


def test_a_feed_of_a_bassin_holds_its_events_and_those_of_the_region(client):
    north, south, region = [make_meeting(bassins=codes) for codes in (["nord", "sud-est"], ["sud"], [])]

    found = {str(event["UID"]) for event in read(client, "bassin_feed", bassin="nord").walk("VEVENT")}

    assert found == {f"{meeting.uid}@maillage" for meeting in (north, region)}
    assert client.get("/fr/feeds/nowhere/events.ics").status_code == 404
    assert south.code


def test_a_draft_is_in_no_feed(client):
    meeting = make_meeting(languages=[])
    publish(meeting, "fr", live=False)

    assert read(client, "feed").walk("VEVENT") == []


def test_the_address_of_an_online_meeting_is_told_to_nobody_but_those_registered(client):
    meeting = make_meeting(place_fr="", place_nl="", link="https://visio.example/secret")
    come(meeting)

    for name, arguments in (("feed", {}), ("calendar", {"code": meeting.code})):
        assert b"secret" not in read(client, name, **arguments).to_ical()
    assert b"secret" not in client.get(meeting.page("fr").url).content
    assert b"secret" in calendars.calendar([meeting.page("fr")], link=True)


def test_no_text_can_begin_another_property(client):
    meeting = make_meeting(place_fr="Rue; Haute, 1\nATTACH:http://evil.example\r\nX-EVIL:1")

    event = one(read(client, "calendar", code=meeting.code))

    assert set(event) & {"ATTACH", "X-EVIL"} == set()
    assert str(event["LOCATION"]).startswith("Rue; Haute, 1")


def test_an_invented_event_says_so_in_calendars_too(client):
    meeting = make_meeting(is_demo=True)

    assert str(one(read(client, "calendar", code=meeting.code))["SUMMARY"]) == "Le sommeil (démo)"


def test_a_feed_may_be_kept_for_a_while_and_costs_few_queries(client, django_assert_max_num_queries):
    for _each in range(6):
        make_meeting()
    address = reverse("events:feed")

    with django_assert_max_num_queries(15):
        answer = client.get(address)
    assert "max-age=900" in answer["Cache-Control"]
    assert answer.cookies == {}
