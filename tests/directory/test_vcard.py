"""A service in a telephone's address book."""

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Category, ContactPoint, Organisation, Service
from directory.vcard import vcard
from tests.factories import ServiceFactory


def unfolded(card):
    return card.replace("\r\n ", "").split("\r\n")


@pytest.mark.django_db
def test_it_holds_name_organisation_phone_and_address(client):
    service = ServiceFactory(
        name_fr="Cabinet, du Canal; sage-femme",
        organisation__name_fr="Maison",
        contacts=[{"kind": "phone", "value": "+3225294120"}, {"kind": "mail", "value": "a@example.org"}],
    )
    answer = client.get(reverse("directory:vcard", args=[service.code]))
    lines = unfolded(answer.content.decode())
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert 'filename="contact.vcf"' in answer.headers["Content-Disposition"]
    assert lines[0], lines[-2] == ("BEGIN:VCARD", "END:VCARD")
    assert "FN:Cabinet\\, du Canal\\; sage-femme" in lines
    assert "ORG:Maison" in lines
    assert "TEL;TYPE=WORK,VOICE:+3225294120" in lines
    assert "EMAIL;TYPE=WORK:a@example.org" in lines
    assert any(line.startswith("ADR;TYPE=WORK:;;Rue du Bateau") and ";1080;" in line for line in lines)
    assert any(line.startswith("GEO:50.85520") for line in lines)


@pytest.mark.django_db
def test_a_sensitive_service_is_discreet_there_too(client):
    service = ServiceFactory(
        confidential=True,
        name_fr="Refuge des femmes",
        organisation__name_fr="Contre la violence",
        contacts=[{"kind": "phone", "value": "+3225294120"}, {"kind": "web", "value": "https://refuge.example"}],
    )
    with translation.override("fr"):
        card = client.get(reverse("directory:vcard", args=[service.code])).content.decode()
    assert "FN:Service d’aide" in card
    assert "+3225294120" in card
    for trace in ("Refuge", "violence", "refuge.example", "ADR", "GEO", service.code):
        assert trace not in card


@given(st.text(max_size=200), st.text(max_size=100))
def test_no_name_can_add_a_line_and_no_line_is_too_long(name, house):
    service = Service(name_fr=name, organisation=Organisation(name_fr=house), category=Category())
    card = vcard(service, [ContactPoint(kind="phone", value="+3225294120")], "https://example.org/fr/fiche/x")
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert [line.split(":")[0].split(";")[0] for line in unfolded(card)[:-1]] == [
        *("BEGIN", "VERSION", "FN", "N", "ORG", "TEL", "NOTE", "END")
    ]
