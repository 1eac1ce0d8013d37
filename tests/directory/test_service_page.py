"""The public page of a service: what it says, what it keeps to itself, what it costs."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from directory import actions
from directory.models import Organisation, PrestationRule, Service, Theme
from directory.views import reading
from tests.factories import (
    OrganisationFactory,
    ServiceFactory,
    SiteFactory,
    SourceFactory,
    UserFactory,
    long_ago,
    today,
)

pytestmark = pytest.mark.django_db
MONDAY_TEN = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture(autouse=True)
def no_memory():
    reading.forget()


def page(client, service, language="en"):
    with translation.override(language):
        answer = client.get(reverse("directory:service", args=[service.code]))
    assert answer.status_code == 200
    return answer


def text(client, service, language="en"):
    return page(client, service, language).content.decode()


def change(record, **values):
    return actions.save(record, values, by=None, via="admin")


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
    assert "Has room · said 4 days ago" in text(client, service)
    change(service, room_said_on=today() - timedelta(days=40))
    assert "Room to be confirmed · said 40 days ago" in text(client, service)
    change(service, room_said_on=today() - timedelta(days=70))
    assert "Room not known" in text(client, service)


def test_an_old_card_says_that_nobody_confirmed_it_lately(client):
    assert "Not confirmed since" in text(client, ServiceFactory(stale=True))


def test_a_screening_with_a_convention_is_shown_plainly_and_is_free_for_her(client):
    html = text(client, ServiceFactory(screening=True))
    assert "Screening for psychosocial vulnerability" in html
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


def test_a_rule_edited_by_brusano_is_read_again_within_the_hour(client):
    service = ServiceFactory(screening=True)
    text(client, service)
    PrestationRule.objects.filter(prestation__code="screening").update(free_for_her=False)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert "Free of charge for the woman." not in text(client, service)


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


def test_a_confidential_place_shows_its_bassin_and_nothing_more(client):
    html = text(client, ServiceFactory(confidential=True), "fr")
    assert "Bassin Centre-Ouest" in html
    for trace in ("openstreetmap", "<circle", "<path", "1080", "Molenbeek"):
        assert trace not in html.split("<main")[1].split("</main>")[0], trace
    assert "ld+json" not in html


@pytest.mark.parametrize(
    "values",
    [{"sensitive": True, "category": "sage_femme"}, {"category": "violences"}, {"site__confidential": True}],
    ids=["own flag", "kind of actor", "confidential site"],
)
def test_a_sensitive_service_has_a_bland_title_and_leaves_no_trace(client, values):
    service = ServiceFactory(name_fr="Refuge des femmes", name_nl="Vluchthuis", **values)
    answer = page(client, service, "fr")
    html = answer.content.decode()
    title, head = re.search("<title>(.*?)</title>", html)[1], html.split("</head>")[0]
    assert "Refuge" not in title
    assert "Refuge" not in head
    assert 'name="robots" content="noindex"' in head
    assert "ld+json" not in html
    assert "og:" not in head
    assert "no-store" in answer.headers["Cache-Control"]
    assert service not in Service.objects.listed().without_sensitive()


def test_an_ordinary_service_is_named_in_its_title_and_may_be_listed(client):
    service = ServiceFactory(name_fr="Cabinet du Canal", name_nl="")
    html = text(client, service, "fr")
    assert "<title>Cabinet du Canal" in html
    assert "noindex" not in html
    assert service in Service.objects.listed().without_sensitive()


def test_a_sensitive_need_alone_does_not_make_a_service_sensitive(client):
    service = ServiceFactory(themes=["pregnancy_care", "domestic_violence"])
    assert not service.is_sensitive
    assert "Domestic violence" in text(client, service)


def linked_data(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def test_linked_data_tells_machines_where_and_when(client):
    data = linked_data(text(client, ServiceFactory(walk_in=True), "fr"))
    assert data["@type"] == "MedicalClinic"
    assert data["telephone"] == "+3225294120"
    assert data["geo"]["latitude"] == 50.8552
    assert data["address"]["postalCode"] == "1080"
    assert len(data["openingHoursSpecification"]) == 5
    assert linked_data(text(client, ServiceFactory(category="cpas"), "fr"))["@type"] == "GovernmentService"


def test_linked_data_cannot_close_its_element(client):
    html = text(client, ServiceFactory(name_fr="</script><script>alert(1)</script>"), "fr")
    assert "<script>alert" not in html
    assert linked_data(html)["name"] == "</script><script>alert(1)</script>"


def test_a_closed_service_says_since_when_and_who_takes_over(client):
    successor = ServiceFactory(name_en="The new team")
    html = text(client, ServiceFactory(closed=True, successor=successor))
    assert "This service is closed from" in html
    assert reverse("directory:service", args=[successor.code]) in html.replace("/en/", "/fr/")
    assert "tel:+3225294120" not in html
    assert "noindex" in html


def test_a_successor_that_is_not_public_is_not_named(client):
    hidden = ServiceFactory(name_en="Hidden team", organisation__suspended=True)
    assert "Hidden team" not in text(client, ServiceFactory(closed=True, successor=hidden))


@pytest.mark.parametrize("name", ["directory:service", "directory:vcard"])
def test_a_merged_code_leads_for_good_to_the_one_that_took_over(client, name):
    kept, middle, old = ServiceFactory(), ServiceFactory(), ServiceFactory()
    Service.objects.filter(pk=middle.pk).update(merged_into=kept)
    Service.objects.filter(pk=old.pk).update(merged_into=middle)
    answer = client.get(reverse(name, args=[old.code]))
    assert (answer.status_code, answer.headers["Location"]) == (301, reverse(name, args=[kept.code]))


@pytest.mark.parametrize("values", [{"organisation__proposed": True}, {"organisation__suspended": True}])
def test_a_service_that_may_not_be_read_is_not_there(client, values):
    service = ServiceFactory(**values)
    for name in ("directory:service", "directory:vcard"):
        assert client.get(reverse(name, args=[service.code])).status_code == 404


def test_an_unknown_code_is_not_there(client):
    for code in ("aaaaaaaa", "x", "a-very-long-code-that-is-none"):
        assert client.get(reverse("directory:service", args=[code])).status_code == 404


def test_a_code_merged_into_a_hidden_service_is_not_there(client):
    old = ServiceFactory()
    Service.objects.filter(pk=old.pk).update(merged_into=ServiceFactory(organisation__suspended=True))
    assert client.get(reverse("directory:service", args=[old.code])).status_code == 404


def test_a_page_only_answers_reading(client):
    assert client.post(reverse("directory:service", args=[ServiceFactory().code])).status_code in {403, 405}


def test_reporting_an_error_is_a_mail_whose_subject_says_only_the_code(client):
    service = ServiceFactory(name_en="Refuge", sensitive=True)
    address = re.search(r'href="(mailto:maillage[^"]*)"', text(client, service))[1]
    assert service.code in address
    assert "Refuge" not in address


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


def test_html_typed_by_somebody_is_text(client):
    html = text(client, ServiceFactory(conditions_en="<img src=x onerror=alert(1)>\n<b>x</b>"))
    assert "<img src=x" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_nothing_is_asked_of_another_site(client):
    html = text(client, ServiceFactory())
    asked = re.findall(r'(?:src|<link[^>]+href|<use href)="?([^" >]+)', html)
    assert all(address.startswith("/") or "localhost" in address or "testserver" in address for address in asked), asked


def test_no_cookie_is_set_and_no_session_read(client):
    assert not page(client, ServiceFactory()).cookies


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
        with django_assert_max_num_queries(15):
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


def test_the_source_of_an_imported_card_is_named(client):
    service = ServiceFactory(source=SourceFactory(name="Bruxelles Social"))
    service.source_records.create(
        source=SourceFactory(name="Regional directory"), external_id="1", fingerprint="x", seen_at=timezone.now()
    )
    reading.forget()
    assert "Source: Regional directory." in text(client, service)
