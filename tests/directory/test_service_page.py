"""The public page of a service: everything a professional needs to call in ten seconds."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from directory.views import reading
from tests.directory.reading_pages import change, text
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, SourceFactory, long_ago, today

pytestmark = pytest.mark.django_db
MONDAY_TEN = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Brussels"))


def test_the_telephone_comes_first_as_a_link_the_belgian_way(client):
    html = text(client, ServiceFactory(contacts=[{"kind": "phone", "value": "+3225294120"}]))
    assert html.index('href="tel:+3225294120"') < html.index("For whom")
    assert "02 529 41 20" in html


def test_a_short_number_is_called_as_it_is(client):
    assert 'href="tel:1712"' in text(client, ServiceFactory(contacts=[{"kind": "short", "value": "1712"}]))


def test_a_service_without_contacts_shows_those_of_its_organisation_and_says_so(client):
    organisation = OrganisationFactory(contacts=[{"kind": "phone", "value": "+3222222222"}])
    html = text(client, ServiceFactory(organisation=organisation, contacts=[]))
    assert "tel:+3222222222" in html
    assert "details of the organisation" in html


def test_it_says_what_is_open_now_and_until_when(client):
    hours = [{"kind": "telephone", "weekday": 0, "opens": 9 * 60, "closes": 12 * 60}]
    with time_machine.travel(MONDAY_TEN, tick=False):
        assert "Answers the phone until 12:00" in text(client, ServiceFactory(hours=hours))


def test_unknown_hours_are_said_to_be_unknown_not_closed(client):
    html = text(client, ServiceFactory(hours=[]))
    assert "Hours not known" in html
    assert "Closed now" not in html


def test_for_whom_and_not_for_whom_stand_side_by_side(client):
    html = text(client, ServiceFactory(conditions_en="Every woman\nWithout papers too", not_for_en="Emergencies"))
    assert "<li>Without papers too</li>" in html
    assert "<p>Emergencies</p>" in html


def test_text_in_another_language_says_which(client):
    html = text(client, ServiceFactory(name_fr="", name_nl="Huis van het Kind", description_nl="Voor ouders"), "fr")
    assert '<span lang="nl">Huis van het Kind</span>' in html
    assert '<div lang="nl"><p>Voor ouders</p></div>' in html


def test_room_is_shown_with_its_age_and_decays(client):
    service = ServiceFactory(room="open", room_said_on=today() - timedelta(days=4))
    assert "Has room · confirmed 4 days ago" in text(client, service)
    change(service, room_said_on=today() - timedelta(days=40))
    assert "Room to be confirmed · last confirmed 5 weeks ago" in text(client, service)
    change(service, room_said_on=today() - timedelta(days=70))
    assert "Room not known" in text(client, service)


def test_an_old_card_says_that_nobody_confirmed_it_lately(client):
    assert "Not confirmed since" in text(client, ServiceFactory(stale=True))


def test_a_screening_with_a_convention_is_shown_plainly_and_is_free_for_her(client):
    html = text(client, ServiceFactory(screening=True))
    assert "Psychosocial screening" in html
    assert "BIB convention to be confirmed" not in html
    assert "Free of charge for the woman." in html
    assert "Without health insurance" in html


@pytest.mark.parametrize("conventions", [[], [{"starts_on": long_ago(), "ends_on": long_ago() + timedelta(days=9)}]])
def test_a_screening_without_a_convention_in_force_is_to_be_confirmed(client, conventions):
    service = ServiceFactory(screening=True)
    change(service.organisation, conventions=conventions)
    assert text(client, service).count("BIB convention to be confirmed") == 2  # the prestation and the role


def test_a_role_of_screening_without_the_prestation_is_to_be_confirmed(client):
    service = ServiceFactory(organisation__bib=True, roles=[{"role": "screening", "starts_on": long_ago()}])
    assert "BIB convention to be confirmed" in text(client, service)


def test_a_prestation_given_in_the_past_is_not_shown(client):
    past = [{"prestation": "cpp", "starts_on": long_ago(), "ends_on": long_ago() + timedelta(days=1)}]
    assert "In the programme" not in text(client, ServiceFactory(prestations=past))


def test_limits_are_reminders_and_provisional_ones_say_so(client):
    given = [{"prestation": "coordination", "starts_on": long_ago()}]
    html = text(client, ServiceFactory(organisation__bib=True, prestations=given))
    assert "At most once a year: check in BIB." in html
    assert "provisional" in html


def test_an_area_nobody_stated_is_the_sites_bassin_to_be_checked(client):
    html = text(client, ServiceFactory(area="unstated", area_bassins=[]))
    assert "area to be checked" in html


def test_a_site_in_a_split_postal_code_says_that_its_bassin_is_to_be_checked(client):
    site = SiteFactory(postal_code="1000/21004")
    assert "bassin to be checked" in text(client, ServiceFactory(site=site))


def test_covered_communes_are_marked_on_the_drawing(client):
    html = text(client, ServiceFactory(area="communes", area_communes=["21012"], area_bassins=[]))
    assert html.count('class="whole"') == 1
    assert "<circle" in html
    whole = text(client, ServiceFactory(area="region", area_bassins=[]))
    assert whole.count('class="whole"') == 19


def test_a_commune_that_lies_in_several_bassins_is_covered_in_part(client):
    html = text(client, ServiceFactory(area="bassins", area_bassins=["nord"]))
    assert html.count('class="part"') == 1


def test_a_closed_service_says_since_when_and_who_takes_over(client):
    successor = ServiceFactory(name_en="The new team")
    html = text(client, ServiceFactory(closed=True, successor=successor))
    assert "This service is closed from" in html
    assert reverse("directory:service", args=[successor.code]) in html.replace("/en/", "/fr/")
    assert "tel:+3225294120" not in html
    assert "noindex" in html


def test_a_demo_card_says_that_it_is_an_example(client):
    assert "Example: do not call" in text(client, ServiceFactory(is_demo=True))


def test_notices_are_shown_while_they_hold(client):
    notices = [
        {"starts_on": today(), "text_en": "Moving this week"},
        {"starts_on": long_ago(), "ends_on": today() - timedelta(days=1), "text_en": "Old news"},
        {"starts_on": today() + timedelta(days=1), "text_en": "Not yet"},
    ]
    html = text(client, ServiceFactory(notices=notices))
    assert "Moving this week" in html
    assert "Old news" not in html
    assert "Not yet" not in html


def test_the_source_of_an_imported_card_is_named(client):
    service = ServiceFactory(source=SourceFactory(name="Bruxelles Social"))
    service.source_records.create(
        source=SourceFactory(name="Regional directory"), external_id="1", fingerprint="x", seen_at=timezone.now()
    )
    reading.forget()
    assert "Source: Regional directory." in text(client, service)
