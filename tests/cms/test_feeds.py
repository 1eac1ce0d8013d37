"""News where other programs read it, and how a page shows where its address is pasted."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from cms import memory
from directory.models import Service
from tests.cms.reading import address, home, page, read
from tests.cms.writing import article
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def forget():
    memory.forget()
    yield
    memory.forget()


def titles(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)
    return [item.text for item in [*root.iterfind("channel/item/title"), *root.iterfind(f"{ATOM}entry/{ATOM}title")]]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_each_language_has_its_own_news_the_youngest_first(client, kind):
    article("Ancienne", "fr", day=date(2031, 1, 1))
    article("Nouvelle", "fr", day=date(2031, 2, 1))
    article("Nieuws", "nl", day=date(2031, 1, 1))

    assert titles(client, f"/fr/feeds/news.{kind}")[:2] == ["Nouvelle", "Ancienne"]
    assert titles(client, f"/nl/feeds/news.{kind}")[0] == "Nieuws"


def test_a_bassin_has_a_feed_of_its_own(client):
    article("Au nord", "fr", bassins=["nord"], day=date(2031, 1, 1))
    article("Partout", "fr", day=date(2031, 1, 2))

    assert titles(client, "/fr/feeds/nord/news.rss") == ["Au nord"]
    assert client.get("/fr/feeds/nulle-part/news.rss").status_code == 404


def test_an_article_that_is_not_published_is_not_in_it_and_the_demo_says_so(client):
    article("Retirée", "fr", day=date(2031, 1, 1)).unpublish()
    article("Inventée", "fr", day=date(2031, 1, 1), is_demo=True)

    assert titles(client, "/fr/feeds/news.rss")[0] == "Inventée (démo)"
    assert "Retirée" not in titles(client, "/fr/feeds/news.rss")


def test_an_entry_keeps_its_identity_and_leads_to_the_whole_address(client, settings):
    settings.SITE_ADDRESS = "https://maillage.example"
    news = article("Nouvelle", "fr", day=date(2031, 1, 1))
    item = ElementTree.fromstring(client.get("/fr/feeds/news.rss").content).find("channel/item")

    assert item.findtext("link") == f"https://maillage.example{address(news)}"
    assert item.findtext("guid") == f"urn:uuid:{news.translation_key}:fr"


def test_every_page_names_the_feed_of_its_language(client):
    assert 'type="application/rss+xml"' in read(client, home("nl"))
    assert 'href="/nl/feeds/news.rss"' in read(client, home("nl"))


# Where an address is pasted ------------------------------------------------------------------------------------------


def properties(html):
    return dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', html))


def test_a_page_says_its_title_and_language_and_nothing_from_elsewhere(client, settings):
    settings.SITE_ADDRESS = "https://maillage.example"
    said = properties(read(client, page("programme", "nl")))

    assert said["og:locale"] == "nl_BE"
    assert said["og:url"] == f"https://maillage.example{address(page('programme', 'nl'))}"
    assert said["og:image"].startswith("https://maillage.example/static/share")
    assert said["og:title"]


def test_cards_and_questions_say_nothing(client):
    service = ServiceFactory()
    assert Service.objects.listed().filter(pk=service.pk).exists()

    assert properties(client.get(f"/fr/fiche/{service.code}", follow=True).content.decode()) == {}
    assert properties(client.get("/fr/repertoire/?theme=housing").content.decode()) == {}
