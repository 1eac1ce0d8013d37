"""The public pages of organisations and of help lines."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from directory.models import HelpLine, Organisation
from tests.factories import OrganisationFactory, ServiceFactory, long_ago

pytestmark = pytest.mark.django_db


def page(client, organisation, language="en"):
    with translation.override(language):
        answer = client.get(reverse("directory:organisation", args=[organisation.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_lists_its_services_that_the_public_may_see(client):
    organisation = OrganisationFactory(name_en="House of the Canal")
    ServiceFactory(organisation=organisation, name_en="Open service")
    ServiceFactory(organisation=organisation, name_en="Closed service", closed=True)
    ServiceFactory(name_en="Of another house")
    html = page(client, organisation)
    assert "<title>House of the Canal" in html
    assert "Open service" in html
    assert "Closed service" not in html
    assert "Of another house" not in html


def test_the_four_facts_are_shown_apart_and_only_while_they_hold(client):
    organisation = OrganisationFactory(
        conventions=[{"starts_on": long_ago()}],
        billing_registrations=[{"starts_on": long_ago(), "ends_on": long_ago()}],
        accreditations=[{"starts_on": long_ago(), "authority": "cocom", "subject": "centre"}],
        enterprise_number="0212347945",
    )
    html = page(client, organisation, "fr")
    assert "BIB" in html
    assert "Commission communautaire commune" in html
    assert "0212.347.945" in html
    with translation.override("en"):
        english = page(client, organisation)
    assert "BIB convention since" in english
    assert "INAMI accreditation since" not in english
    assert "billing platform" not in english


def test_contacts_can_be_called(client):
    organisation = OrganisationFactory(contacts=[{"kind": "phone", "value": "+3225294120"}])
    assert 'href="tel:+3225294120"' in page(client, organisation)


def test_an_organisation_with_nothing_but_sensitive_services_has_a_bland_title(client):
    organisation = OrganisationFactory(name_fr="Contre la violence")
    ServiceFactory(organisation=organisation, sensitive=True)
    html = page(client, organisation, "fr")
    assert "violence" not in html.split("</head>")[0]
    assert "noindex" in html
    ServiceFactory(organisation=organisation)
    assert "<title>Contre la violence" in page(client, organisation, "fr")


def test_a_merged_organisation_leads_to_the_one_that_took_over_and_a_hidden_one_is_not_there(client):
    kept, old, hidden = OrganisationFactory(), OrganisationFactory(), OrganisationFactory(proposed=True)
    Organisation.objects.filter(pk=old.pk).update(merged_into=kept)
    answer = client.get(reverse("directory:organisation", args=[old.code]))
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        reverse("directory:organisation", args=[kept.code]),
    )
    for code in (hidden.code, "aaaaaaaa"):
        assert client.get(reverse("directory:organisation", args=[code])).status_code == 404


def test_a_page_costs_the_same_number_of_queries_for_one_service_and_for_six(client, django_assert_max_num_queries):
    organisation = OrganisationFactory(bib=True)
    for number in (1, 5):
        for _n in range(number):
            ServiceFactory(organisation=organisation, walk_in=True)
        with translation.override("fr"):
            page(client, organisation, "fr")
        with django_assert_max_num_queries(14):
            page(client, organisation, "fr")


def test_help_lines_can_be_called_the_most_urgent_first(client):
    with translation.override("fr"):
        html = client.get(reverse("directory:help_lines")).content.decode().split('id="main"')[1].split("<footer")[0]
    assert re.findall(r'href="tel:([^"]+)"', html)[:2] == ["112", "101"]
    assert html.count('class="big-phone"') == HelpLine.objects.filter(active=True).count()
    assert "Télé-Accueil" in html


def test_a_line_switched_off_is_not_shown(client):
    HelpLine.objects.filter(number="1710").update(active=False)
    html = client.get(reverse("directory:help_lines")).content.decode()
    assert "tel:1710" not in html
