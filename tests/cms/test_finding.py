"""One box finds services and pages; an address that leads nowhere offers what was perhaps meant."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from cms import memory
from cms.models import Resource
from tests.cms.meeting import make_meeting
from tests.cms.reading import page
from tests.cms.writing import article
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget():
    memory.forget()


def asked(client, language, words, **more):
    with translation.override(language):
        answer = client.post(reverse("search:page"), {"q": words} | more)
    if answer.status_code == 303:
        answer = client.get(answer["Location"])
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def beside(html):
    section = re.search(r'<section[^>]*id="site".*?</section>', html, re.S)
    return dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', section[0])) if section else {}


@pytest.mark.parametrize(("language", "words"), [("fr", "vie privée"), ("nl", "privacy"), ("en", "privacy")])
def test_pages_of_the_readers_language_stand_beside_the_services(client, language, words):
    found = beside(asked(client, language, words))

    assert found[page("privacy", language).url] == page("privacy", language).title
    assert all(url.startswith(f"/{language}/") for url in found)


def test_what_begins_a_title_is_found_before_the_word_is_ended(client):
    assert page("accessibility", "fr").url in beside(asked(client, "fr", "accessibil"))


def test_where_services_are_found_a_line_leads_to_the_pages(client):
    ServiceFactory(name_fr="Programme de midi", name_nl="")
    html = asked(client, "fr", "programme")

    assert beside(html)
    assert html.index('href="#site"') < html.index("Programme de midi") < html.index('id="site"')


def test_a_page_that_is_not_published_is_not_found(client):
    page("privacy", "fr").unpublish()

    assert not beside(asked(client, "fr", "vie privée"))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_news_events_and_resources_are_found_with_what_they_say(client, language):
    article("Clavecin et berceau", language, introduction="Un concert pour les tout-petits.")
    event = make_meeting(languages=(language,)).page(language)
    event.introduction = "Venez écouter le clavecin."
    event.save_revision().publish()
    resources = page("resources", language)
    resources.resources.add(Resource(title="Le clavecin expliqué", kind="guide", address="https://clavecin.example"))
    resources.save_revision().publish()
    html = asked(client, language, "clavecin")
    found = beside(html)

    assert set(found.values()) == {"Clavecin et berceau", resources.title, event.title}
    assert "Un concert pour les tout-petits." in html


def test_beyond_five_the_others_are_folded(client):
    for number in range(8):
        article(f"Clavecin {number}")
    html = asked(client, "fr", "clavecin")

    assert len(beside(html)) == 8
    assert "3 pages de plus" in html


def test_without_words_nothing_is_looked_for(client):
    assert not beside(asked(client, "fr", "", bassin="nord"))


def test_pages_of_a_question_that_stands_in_no_address_open_apart(client):
    html = asked(client, "fr", "programme violence")

    assert all(
        "data-apart" in link
        for link in re.findall(r'<a [^>]*hx-boost="false"[^>]*>', html.partition('id="site"')[2])[:1]
    )


@pytest.mark.parametrize("words", ["(", '"', "AND OR NOT", "*", "a" * 200, "l'", "'; DROP TABLE", "\\", "-", "é"])
def test_no_words_break_it(client, words):
    assert asked(client, "fr", words)


@pytest.mark.parametrize(
    ("path", "name", "language"),
    [("/fr/vie-privee-et-donnees/", "privacy", "fr"), ("/nl/privacy-beleid/", "privacy", "nl")],
)
def test_an_address_that_leads_nowhere_offers_what_was_perhaps_meant(client, path, name, language):
    answer = client.get(path)

    assert answer.status_code == 404
    assert f'href="{page(name, language).url}"' in answer.content.decode().partition("<main")[2].partition("</main")[0]


def test_codes_and_nonsense_offer_nothing(client):
    for path in ("/fr/12345678/", "/fr/%00%ff/", "/fr/a/b/c/"):
        answer = client.get(path)
        assert answer.status_code in {400, 404}
        assert "perhaps" not in answer.content.decode()
