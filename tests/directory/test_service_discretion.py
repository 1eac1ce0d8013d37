"""What the page of a service keeps to itself, and from whom."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import translation

from directory.models import Service
from tests.directory.reading_pages import page, text
from tests.factories import (
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


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


def test_reporting_an_error_leads_to_an_address_that_says_only_the_code(client):
    service = ServiceFactory(name_en="Refuge", sensitive=True)
    with translation.override("en"):
        address = reverse("directory:report_service", args=[service.code])
    assert f'href="{address}"' in text(client, service)
    assert "refuge" not in address.lower()


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
