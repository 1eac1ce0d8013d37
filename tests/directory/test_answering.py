"""Help lines at a moment: who answers, who does later, in which order."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from directory.answering import about, answering, by_kind, weekly
from directory.models import HelpLine

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=ZoneInfo("Europe/Brussels"))
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Brussels"))


def numbers(lines):
    return [one.line.number for one in lines]


def test_a_line_that_is_closed_says_when_it_opens():
    line = next(one for one in answering("fr", SUNDAY) if one.line.number == "0800 30 030")

    assert not line.open
    assert line.words == "ouvre demain à 9 h"
    with translation.override("nl"):
        assert line.words == "opent morgen om 9 u"


def test_a_line_that_answers_day_and_night_comes_before_the_others():
    found = [one for one in answering("fr", MONDAY) if one.spoken]
    always = [one.always for one in found]

    assert numbers(found)[:2] == ["112", "101"]
    assert always == sorted(always, reverse=True)
    assert set(always) == {True, False}


@pytest.mark.parametrize(("reader", "own", "other"), [("fr", "107", "106"), ("nl", "106", "107")])
def test_the_lines_of_the_reader_s_language_come_first(reader, own, other):
    found = numbers(answering(reader, MONDAY))

    assert found.index(own) < found.index(other)
    assert numbers(about({"mental_health"}, reader, MONDAY))[0] == own


def test_who_answers_now_comes_before_who_speaks_better():
    found = about({"mental_health"}, "nl", SUNDAY, most=10)
    opened = [one.open for one in found]

    assert opened == sorted(opened, reverse=True)
    assert any(opened)


def test_in_danger_somebody_always_answers():
    HelpLine.objects.filter(themes__code="domestic_violence").update(hours_osm="Mo-Fr 09:00-17:00")

    found = about({"domestic_violence"}, "fr", SUNDAY)
    assert numbers(found)[0] == "112"
    assert found[0].open
    assert "112" not in numbers(about({"domestic_violence"}, "fr", MONDAY))
    assert "112" not in numbers(about({"food"}, "fr", SUNDAY))


@pytest.mark.parametrize(
    ("theme", "reader", "first"),
    [
        ("domestic_violence", "fr", "0800 30 030"),
        ("domestic_violence", "nl", "1712"),
        ("sexual_violence", "fr", "02 535 45 42"),
        ("emergency_shelter", "nl", "0800 99 340"),
        ("child_protection", "fr", "103"),
    ],
)
def test_a_need_has_its_line(theme, reader, first):
    assert numbers(about({theme}, reader, MONDAY))[0] == first


def test_a_need_without_a_line_has_none():
    assert about({"housing"}, "fr", MONDAY) == about((), "fr", MONDAY) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("24/7", 7),
        ("Mo-Fr 09:00-19:00", 5),
        ("Mo-Su 10:00-24:00", 7),
        ("Sa 10:00-12:00; Mo-We 08:00-02:00", 4),
        ("", 0),
        ("when we like", 0),
        ("Mo-Fr 09:00-19:00; PH off", 0),
    ],
)
def test_hours_are_read_or_not_known(text, days):
    assert len(weekly(text)) == days


def test_every_line_of_the_reference_data_with_hours_can_be_read():
    for line in HelpLine.objects.exclude(hours_osm=""):
        assert weekly(line.hours_osm), line


@pytest.mark.parametrize(("reader", "own", "other"), [("fr", "107", "106"), ("nl", "106", "107")])
def test_the_page_of_help_lines_has_the_reader_s_first_and_of_them_who_answers_now(client, reader, own, other):
    groups = by_kind(reader, SUNDAY)

    for _kind, lines in groups:
        order = [(not one.spoken, not one.open) for one in lines]
        assert order == sorted(order)
    assert numbers(groups[0][1])[:2] == ["112", "101"]
    found = [number for _kind, lines in groups for number in numbers(lines)]
    assert found.index(own) < found.index(other)
    with translation.override(reader):
        page = client.get(reverse("directory:help_lines")).content.decode().partition('id="main"')[2]
    assert page.index(f'href="tel:{own}"') < page.index(f'href="tel:{other}"')


@pytest.mark.parametrize(("prefix", "said"), [("fr", "ouvre demain à 9 h"), ("nl", "opent morgen om 9 u")])
def test_the_page_of_help_lines_says_who_opens_when(client, prefix, said):
    with time_machine.travel(SUNDAY), translation.override(prefix):
        assert said in client.get(reverse("directory:help_lines")).content.decode()
