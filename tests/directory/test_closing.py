"""A service that closes on a day to come is there until that day, and gone on it, whoever asks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from directory.models import Service
from search.engines import answer
from search.question import Question
from tests.directory.reading_pages import text
from tests.factories import ServiceFactory, today

pytestmark = pytest.mark.django_db


def found():
    return {hit.service_id for hit in answer(Question()).hits}


def in_days(days):
    day = today() + timedelta(days=days)
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def closing():
    return ServiceFactory(closed_on=today() + timedelta(days=3), closed_reason="Pension")


def test_before_its_day_it_is_listed_found_and_called(client, closing):
    with in_days(2):
        assert Service.objects.listed().filter(pk=closing.pk).exists()
        assert found() == {closing.pk}
        page = text(client, closing)
        assert "This service closes on" in page
        assert "02 529 41 20" in page


def test_on_its_day_it_is_gone_though_nobody_wrote_anything(client, closing):
    other = ServiceFactory()

    with in_days(3):
        assert not Service.objects.listed().filter(pk=closing.pk).exists()
        assert found() == {other.pk}
        assert answer(Question()).facets["category"] == {"sage_femme": 1}
        page = text(client, closing)
        assert "This service is closed from" in page


def test_the_json_twin_says_the_same(client, closing):
    with in_days(3):
        assert client.get("/api/v1/search").json()["total"] == 0
