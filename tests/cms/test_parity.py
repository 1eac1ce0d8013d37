"""What readers of one language have and readers of the other have not: the report, its page, its weekly mail."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.desk import jobs, translating
from cms.desk.parity import State, gaps
from cms.models import NewsPage, ParityReader
from directory.models import Letter
from directory.permissions import DIRECTORY, EDITOR
from tests.cms.test_translating import begun, dutch, fill, news
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 3, tzinfo=ZoneInfo("Europe/Brussels"))


def found(title="Une nouvelle"):
    return [(gap.state, gap.language) for gap in gaps() if gap.title == title]


@pytest.fixture
def editor(client):
    person = UserFactory(groups=[EDITOR], language="nl")
    client.force_login(person)
    client.person = person
    return client


def published(page):
    page.save_revision().publish()


def test_the_pages_of_the_seed_are_equal():
    assert gaps() == []


def test_a_page_without_its_other_language_is_missing_there(editor):
    source = news("nl")
    [gap] = gaps()

    assert (gap.state, gap.language) == (State.MISSING, "fr")
    assert editor.get(gap.mend).status_code == 200
    assert str(source.pk) in gap.mend


def test_a_draft_that_no_reader_sees_is_nobodys_gap():
    page = news()
    page.unpublish()

    assert gaps() == []


def test_a_translation_at_work_says_how_far_it_is():
    _draft, translation = begun()
    fill(translation, introduction="")
    [gap] = gaps()

    assert (gap.state, gap.language) == (State.PARTLY, "nl")
    assert gap.total - gap.translated == 1 == len(translating.untranslated(translation))


def test_a_whole_translation_waits_to_be_published(django_capture_on_commit_callbacks):
    draft, translation = begun()
    fill(translation)
    assert found() == [(State.READY, "nl")]

    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert NewsPage.objects.get(pk=draft.pk).live
    assert gaps() == []


def test_a_source_published_again_makes_its_translation_older(editor, django_capture_on_commit_callbacks):
    source = news()
    _draft, translation = begun(source)
    fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    source.introduction = "Autre."
    published(source)

    [gap] = gaps()
    assert gap.state == State.OLDER
    editor.post(gap.mend)
    assert found() == [(State.PARTLY, "nl")]


def test_of_two_pages_written_apart_the_one_left_behind_a_day_is_older():
    french, dutch = (Page.objects.get(slug="contact", locale__language_code=one).specific for one in ("fr", "nl"))
    published(dutch)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        published(french)
    assert gaps() == []
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        published(french)

    assert found(french.title) == [(State.OLDER, "nl")]


def test_the_report_costs_the_same_however_many_pages_there_are(django_assert_num_queries):
    fill(begun()[1])
    with django_assert_num_queries(2):
        gaps()
    for _time in range(3):
        fill(begun(news(slug=None))[1])
    with django_assert_num_queries(2):
        gaps()


def test_the_page_lists_and_filters(editor):
    begun()
    whole = editor.get(reverse("desk_parity")).content.decode()
    other = editor.get(reverse("desk_parity"), {"state": "missing"}).content.decode()

    assert "Une nouvelle" in whole
    assert "Deels vertaald" in whole
    assert re.search(r"\(0 van \d+ teksten\)", whole), re.findall(r"Deels vertaald.*", whole)
    assert "Une nouvelle" not in other


def test_whoever_writes_no_pages_is_not_shown_it(client):
    client.force_login(UserFactory(groups=[DIRECTORY]))

    assert client.get(reverse("desk_parity")).status_code == 302
    assert "desk_parity" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_wants_it_gets_it_by_mail_once_a_week(editor):
    editor.post(reverse("desk_parity"), {"mail": "yes"})
    begun()
    with time_machine.travel(MONDAY):
        assert [jobs.tell_of_gaps(), jobs.tell_of_gaps()] == [1, 0]
    with time_machine.travel(MONDAY + timedelta(days=3)):
        assert jobs.tell_of_gaps() == 0
    with time_machine.travel(MONDAY + timedelta(days=7)):
        assert jobs.tell_of_gaps() == 1

    letter = Letter.objects.order_by("pk").first()
    subject, text = said(letter)
    assert letter.to == [editor.person.email]
    assert "vertalen" in subject
    assert "Une nouvelle" in text
    assert reverse("desk_parity") in text

    editor.post(reverse("desk_parity"), {"mail": "no"})
    assert not ParityReader.objects.exists()


def said(letter):
    message = letter.prepare_email_message()
    return message.subject, message.body


def test_nothing_is_said_when_nothing_is_missing_or_to_whom_it_no_longer_concerns(editor):
    ParityReader.objects.create(user=editor.person)
    assert jobs.tell_of_gaps() == 0

    begun()
    about = str(editor.person.pk)
    assert jobs._context(about, None) is not None
    editor.person.groups.clear()
    assert jobs._context(about, None) is None


def test_the_other_language_is_made_from_the_report(editor):
    news()
    [gap] = gaps()
    answer = editor.post(gap.mend, {"locales": [dutch().pk]})

    assert editor.get(answer.url).status_code == 200
    assert found() == [(State.PARTLY, "nl")]
