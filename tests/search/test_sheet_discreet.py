"""The sheet is discreet for everyone: no word of `words.csv` stands on anything that she takes along."""

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from directory.models import Service
from directory.shortlist import query
from search.sheet import entries, phrases
from search.sheet.discreet import telling
from search.sheet.paper import paper
from search.sheet.pen import Pen
from search.sheet.phrases import LANGUAGES
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
ON_SITE = ("fr", "nl", "en")


def plain(html):
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize(
    "text",
    [
        "Écoute violences conjugales",
        "Vluchthuis",
        "Partner- of huiselijk geweld",
        "Centre d’avortement",
        "L'IVG",
        "/fr/sans-papiers",
        "Service actif en matière d’assuétudes",
        "HIV test",
        "فريق ضد عنف",
        "Dienst verslavingszorg",
        "HOMELESS",
    ],
)
def test_words_that_endanger_her_are_known(text):
    assert telling(text)


@pytest.mark.parametrize("text", ["Mes adresses", "Violette", "Sociale dienst", "Gewelfde gang"])
def test_others_are_let_be(text):
    assert telling(text) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_fixed_phrase_has_one(code):
    words = phrases(code)
    values = [value for value in vars(words).values() if not isinstance(value, bool)]

    assert [text for value in values for text in ([value] if isinstance(value, str) else value) if telling(text)] == []


@pytest.fixture
def network():
    """Every sensitive and confidential service of the demo, and one of each other kind."""
    call_command("load_reference_data", verbosity=0)
    call_command("seed_demo")
    listed = Service.objects.listed().select_related("category")
    first = {each.category_id: each for each in listed}
    hidden = listed.exclude(pk__in=listed.without_sensitive().values("pk"))
    return list({each.pk: each for each in (*hidden, *first.values())}.values())


@pytest.mark.only_on("sqlite")  # what it says does not depend on the database, and takes long
def test_no_sheet_of_the_demo_network_has_one(client, network, monkeypatch):
    drawn = []
    put = Pen.put
    monkeypatch.setattr(Pen, "put", lambda pen, text, *rest: drawn.append(text) or put(pen, text, *rest))
    hidden = sum(service.is_sensitive for service in network)
    wrong = []
    for place in range(0, len(network), 6):
        codes = [service.code for service in network[place : place + 6]]
        for language in ON_SITE:
            with translation.override(language):
                address = reverse("search:sheet_page", args=[language])
                page = client.get(f"{address}?{query(codes)}").content.decode()
                found = entries(codes, phrases(language), timezone.now())
                paper(found, phrases(language), f"http://testserver{address}?{query(codes)}", timezone.localdate())
                wrong += telling(plain(page)) + telling(re.search("<title>(.*?)</title>", page)[1]) + telling(address)
    wrong += [word for text in set(drawn) for word in telling(text)]

    assert hidden > 20
    assert len(set(drawn)) > 100
    assert wrong == []


def test_no_contact_that_the_sheet_offers_has_one(client, network):
    wrong = []
    for service in network:
        (found,) = entries([service.code], phrases("fr"), timezone.now())
        if found.contact:
            card = client.get(reverse("directory:vcard", args=[service.code]))
            wrong += telling(card.content.decode()) + telling(card.headers["Content-Disposition"])

    assert wrong == []


@pytest.mark.parametrize(
    "values",
    [{"confidential": True}, {"sensitive": True}, {"category": "violences"}, {"site__confidential": True}],
    ids=["confidential", "own flag", "kind of actor", "confidential site"],
)
def test_a_sensitive_service_has_its_neutral_name_no_address_and_no_place_on_the_map(client, values):
    service = ServiceFactory(name_fr="Refuge des femmes", name_nl="", access=["free", "women_only"], **values)
    html = client.get(reverse("search:sheet_page", args=["fr"]), {"s": service.code}).content.decode()
    body = html.partition("<main")[2]

    assert "Refuge" not in html
    assert service.neutral_name in body
    assert "Service" in body
    assert "02 529 41 20" in body
    for told in ("Bateau", "1080", "<circle", "Pour les femmes", str(service.category.label)):
        assert told not in body
    assert "L’adresse se demande par téléphone" in body


def test_what_nobody_marked_as_sensitive_but_whose_name_tells_is_discreet_too(client):
    service = ServiceFactory(name_fr="Écoute violences", name_nl="", neutral_name_fr="", neutral_name_nl="")
    (found,) = entries([service.code], phrases("fr"), timezone.now())

    assert not service.is_sensitive
    assert found.name == "Service"
    assert not found.address
    assert found.spot is None
    assert not found.contact


def test_a_neutral_name_that_is_not_one_is_not_printed():
    service = ServiceFactory(confidential=True, neutral_name_fr="Foyer pour femmes battues", neutral_name_nl="")
    (found,) = entries([service.code], phrases("fr"), timezone.now())

    assert found.name == "Service"
