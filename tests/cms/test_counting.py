"""Figures on what is read: a number a day, and nothing about whoever read."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError
from django.urls import reverse
from django.utils import translation

from cms import counting, memory
from cms.models import DailyCount
from tests.cms.pictures import document
from tests.cms.reading import address, home, page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sums(monkeypatch):
    memory.forget()
    monkeypatch.setattr(counting, "sums", counting.Sums())
    yield counting.sums
    memory.forget()


def counted():
    counting.sums.write()
    return {(row.what, row.language): row.count for row in DailyCount.objects.all()}


def test_a_page_is_counted_by_day_and_language_kept_or_not(client):
    here = page("programme", "nl")
    with time_machine.travel("2026-11-22T12:00:00+01:00"):
        for _time in range(3):
            client.get(address(here))

    assert counted() == {(f"page:{here.translation_key}", "nl"): 3}
    assert DailyCount.objects.get().day == date(2026, 11, 22)


def test_sums_written_later_are_added(client):
    for _time in range(2):
        client.get(address(home("fr")))
        counting.sums.write()

    assert list(counted().values()) == [2]


def test_a_search_is_counted_without_its_question(client):
    with translation.override("fr"):
        client.get(reverse("search:page"), {"q": "logement", "bassin": "nord"})
        client.get(reverse("directory:help_lines"))

    assert counted() == {("view:search:page", "fr"): 1, ("view:directory:help_lines", "fr"): 1}


def test_a_fetched_document_is_counted(client):
    file = document()
    client.get(file.url)

    assert counted() == {(f"file:{file.pk}", "fr"): 1}


def test_a_memo_is_counted_in_its_own_language(client):
    with translation.override("fr"):
        client.get(reverse("memo", args=["nl", "nord"]))

    assert counted() == {("view:memo", "nl"): 1}


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "curl/8.0", "UptimeMonitor"])
def test_programs_are_not_counted(client, agent):
    client.get(address(home("fr")), headers={"user-agent": agent})

    assert counted() == {}


def test_members_posts_and_what_is_missing_are_not_counted(client):
    client.get("/fr/nulle-part/")
    with translation.override("fr"):
        client.post(reverse("search:page"), {"q": "logement"})
    client.force_login(UserFactory())
    client.get(address(home("fr")))

    assert counted() == {}


def test_what_cannot_be_written_is_kept_for_the_next_time(client, monkeypatch):
    client.get(address(home("fr")))
    with monkeypatch.context() as broken:
        broken.setattr(counting, "_write", lambda *_row: (_ for _ in ()).throw(DatabaseError()))
        counting.sums.write()
    assert not DailyCount.objects.exists()

    assert list(counted().values()) == [1]


def test_they_are_written_once_in_a_while_by_who_reads(client, settings):
    settings.COUNTS_EVERY = 0
    client.get(address(home("fr")))

    assert DailyCount.objects.get().count == 1
