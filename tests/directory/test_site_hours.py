"""A service without hours of its own is open when its place is: on its page, for machines, on its organisation's."""

import json
import re

import pytest
from django.urls import reverse

from directory import actions
from tests.directory.reading_pages import page, text
from tests.factories import ServiceFactory, SiteFactory, SourceFactory, every_weekday

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    site = SiteFactory()
    return actions.save(site, {"hours": every_weekday(opens=8 * 60, closes=11 * 60)}, by=None, via="admin")


def test_its_page_prints_the_hours_of_its_place_and_says_whose_they_are(client, place):
    shown = text(client, ServiceFactory(site=place))

    assert "8:00" in shown
    assert "Hours of the place where it is given." in shown


def test_hours_of_its_own_stand_alone(client, place):
    shown = text(client, ServiceFactory(site=place, walk_in=True))

    assert "9:00" in shown
    assert "8:00" not in shown
    assert "Hours of the place" not in shown


def test_machines_read_the_same_hours(client, place):
    html = page(client, ServiceFactory(site=place)).content.decode()
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", html, re.S)[1])

    assert "08:00" in {row["opens"] for row in data["openingHoursSpecification"]}


def test_the_page_of_the_organisation_knows_them_without_asking_for_each(client, place, django_assert_max_num_queries):
    service = ServiceFactory(site=place)
    for _n in range(3):
        ServiceFactory(site=place)
    address = reverse("directory:organisation", args=[service.organisation.code])
    client.get(address)

    with django_assert_max_num_queries(25):
        assert client.get(address).status_code == 200


def test_the_foot_names_the_source_and_its_licence(client):
    service = ServiceFactory()
    source = SourceFactory(name="Bruxelles Social", licence="CC BY 4.0")
    service.source_records.create(source=source, external_id="1", seen_at="2026-01-01T00:00Z")

    assert "Source: Bruxelles Social (CC BY 4.0)." in text(client, service)


@pytest.mark.parametrize(("traits", "kept"), [({}, True), ({"confidential": True}, False)])
def test_the_contact_of_a_sensitive_service_is_stored_by_nobody(client, traits, kept):
    answer = client.get(reverse("directory:vcard", args=[ServiceFactory(**traits).code]))

    assert ("no-store" in answer.headers.get("Cache-Control", "")) is not kept
