"""What the page of a service costs, and that what is kept of it is never stale."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from directory import actions
from directory.models import Organisation, PrestationRule, Theme
from tests.directory.reading_pages import change, page, text
from tests.factories import ServiceFactory, UserFactory, today

pytestmark = pytest.mark.django_db


def test_a_rule_edited_by_brusano_is_read_again_within_the_hour(client):
    service = ServiceFactory(screening=True)
    text(client, service)
    PrestationRule.objects.filter(prestation__code="screening").update(free_for_her=False)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert "Free of charge for the woman." not in text(client, service)


def full_service():
    """A service with at least two rows of everything."""
    return ServiceFactory(
        screening=True,
        walk_in=True,
        themes=["housing", "legal", "pregnancy_care"],
        audiences=["pregnant_women", "families"],
        languages=["fr", "nl", "ar"],
        reading_languages=["en", "tr"],
        access=["free", "no_papers"],
        modes=["on_site", "home_visit"],
        contacts=[{"kind": "phone", "value": f"+322529412{n}", "language": "fr"} for n in range(4)],
        exceptions=[{"starts_on": today() + timedelta(days=n), "ends_on": today() + timedelta(days=n)} for n in (1, 2)],
        notices=[{"starts_on": today(), "text_fr": f"Avis {n}"} for n in range(3)],
    )


def test_a_page_costs_the_same_number_of_queries_whatever_is_on_it(client, django_assert_max_num_queries):
    page(client, ServiceFactory())
    for service in (ServiceFactory(), full_service()):
        with django_assert_max_num_queries(16):
            page(client, service)


def test_a_page_asked_again_is_not_made_again(client, django_assert_num_queries):
    service = full_service()
    first = text(client, service)
    with django_assert_num_queries(1):
        assert text(client, service) == first


def test_a_change_of_the_service_its_organisation_or_a_word_on_it_is_shown_at_once(client):
    service = ServiceFactory(name_en="Before", themes=["housing"])
    assert "Before" in text(client, service)
    change(service, name_en="After")
    assert "After" in text(client, service)
    change(service.organisation, name_en="Renamed house")
    assert "Renamed house" in text(client, service)
    actions.rename(Theme.objects.get(code="housing"), {"label_en": "A roof"}, by=None)
    assert "A roof" in text(client, service)


def test_a_service_that_is_suspended_is_gone_at_once(client):
    service = ServiceFactory()
    page(client, service)
    change(service.organisation, status=Organisation.Status.SUSPENDED)
    assert client.get(reverse("directory:service", args=[service.code])).status_code == 404


def test_each_language_has_its_own_body(client):
    service = ServiceFactory(name_fr="Bonjour", name_nl="Goeiedag")
    assert "Bonjour" in text(client, service, "fr")
    assert "Goeiedag" in text(client, service, "nl")


def test_a_member_never_gets_the_kept_body_nor_leaves_one(client):
    service = ServiceFactory()
    client.force_login(UserFactory())
    answer = page(client, service)
    assert "no-store" in answer.headers["Cache-Control"]
    client.logout()
    client.cookies.clear()
    assert "Log out" not in text(client, service)
