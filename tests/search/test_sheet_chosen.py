"""Choosing for the sheet from a list: the list goes along in the address, or in the form where there may be none."""

import re

import pytest
from django.urls import reverse

from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
COMPASS = {"place": "1080", "stage": "pregnant_4_6"}


@pytest.fixture
def midwife():
    return ServiceFactory(name_fr="Cabinet du Canal")


@pytest.fixture
def other():
    return ServiceFactory(name_fr="Cabinet du Parc")


def text(answer):
    return answer.content.decode()


def test_adding_leads_to_an_address_that_holds_question_and_service(client, midwife):
    answer = client.post(reverse("search:page"), {"place": "1080", "radius": "5", "add": midwife.code})

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/fr/annuaire/?place=1080+Molenbeek-Saint-Jean&radius=5&s={midwife.code}"
    html = text(client.get(answer.headers["Location"]))
    assert "Feuille (1)" in html
    assert f'href="/fr/feuille/?s={midwife.code}"' in html
    assert re.search(rf'id="keep-{midwife.code}"[^>]*name="drop"', html)


def test_the_list_goes_along_with_every_way_on(client, midwife, other):
    html = text(client.get(reverse("search:page"), {"place": "1080", "s": midwife.code}))

    assert f'<input type="hidden" name="s" value="{midwife.code}">' in html
    assert f'href="/fr/fiche/{other.code}?s={midwife.code}"' in html
    assert f"/nl/gids/?place=1080+Molenbeek-Saint-Jean&amp;s={midwife.code}" in html
    for link in re.findall(r'href="/fr/annuaire/\?([^"]*)"', html.partition('id="answer"')[2]):
        assert f"s={midwife.code}" in link


def test_taking_off_leaves_the_others(client, midwife, other):
    chosen = {"s": [midwife.code, other.code], "drop": midwife.code}

    assert client.post(reverse("search:page"), chosen).headers["Location"] == f"/fr/annuaire/?s={other.code}"


def test_choosing_turns_no_page(client, midwife):
    answer = client.post(reverse("search:page"), {"shown": "2", "add": midwife.code})
    other = client.post(reverse("search:page"), {"shown": "2", "place": "1080"})

    assert "page=2" in answer.headers["Location"]
    assert client.post(reverse("search:page"), {"shown": "x", "add": midwife.code}).status_code == 303
    assert "page" not in other.headers["Location"]


def test_a_sensitive_question_is_answered_again_and_stands_in_no_address(client, midwife):
    answer = client.post(reverse("search:page"), {"q": "violence conjugale", "add": midwife.code})
    html = text(answer)

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Feuille (1)" in html
    assert f'<input type="hidden" name="s" value="{midwife.code}">' in html
    assert [link for link in re.findall(r'href="([^"]*\?[^"]*)"', html) if "violence" in link] == []


def test_the_compass_answers_again_with_what_was_chosen(client, midwife):
    html = text(client.post(reverse("search:boussole"), COMPASS | {"add": midwife.code}))

    assert "Feuille (1)" in html
    assert re.search(rf'id="keep-{midwife.code}"[^>]*form="questions-inside" name="drop"', html)
    assert f'<input type="hidden" name="s" value="{midwife.code}">' in html
    assert "Feuille (" not in text(client.post(reverse("search:boussole"), COMPASS))


def test_the_page_of_a_service_carries_the_list_though_it_is_kept(client, midwife, other):
    address = reverse("directory:service", args=[midwife.code])

    for asked, link in ((other.code, f"s={other.code}&amp;s={midwife.code}"), ("", f"s={midwife.code}")):
        html = text(client.get(address, {"s": asked}))
        assert f'href="/fr/feuille/?{link}"' in html


def test_without_anything_chosen_nothing_is_said_of_the_sheet(client, midwife):
    html = text(client.get(reverse("search:page")))

    assert "Feuille (" not in html
    assert re.search(rf'id="keep-{midwife.code}" type="submit" form="ask" name="add" value="{midwife.code}"', html)
