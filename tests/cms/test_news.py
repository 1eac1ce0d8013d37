"""News: the list with its filters and pages, the articles, and what the home shows of them."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.memory import forget
from cms.models.news import latest
from directory.models import Bassin
from tests.cms.pictures import picture
from tests.cms.reading import address, home, page, questions, read, words
from tests.cms.writing import article

pytestmark = pytest.mark.django_db


def titles(html):
    return re.findall(r"<h2><a[^>]*>([^<]+)</a></h2>", html)


def test_the_youngest_news_comes_first(client):
    article("Ancienne", day=date(2025, 3, 1))
    article("Récente", day=date(2026, 3, 1))

    assert titles(read(client, page("news", "fr"))) == ["Récente", "Ancienne"]


def test_news_is_found_by_bassin_and_year(client):
    article("Nord 2026", bassins=["nord"])
    article("Sud 2026", bassins=["sud"])
    article("Nord 2025", bassins=["nord"], day=date(2025, 3, 1))

    assert titles(client.get("/fr/actualites/?bassin=nord").content.decode()) == ["Nord 2026", "Nord 2025"]
    assert titles(client.get("/fr/actualites/?bassin=nord&year=2025").content.decode()) == ["Nord 2025"]


@pytest.mark.parametrize(
    "query", ["bassin=nowhere", "year=x", "year=99999", "page=0", "page=9999", "page=%00", "year[]=1"]
)
def test_what_makes_no_sense_in_the_address_is_not_heard(client, query):
    article("Une nouvelle")

    answer = client.get(f"/fr/actualites/?{query}")

    assert answer.status_code in {200, 400}
    assert answer.status_code == 400 or titles(answer.content.decode()) == ["Une nouvelle"]


def test_many_news_are_told_on_several_pages_and_keep_the_choice(client):
    for number in range(15):
        article(f"Nouvelle {number}", bassins=["nord"], day=date(2026, 1, 1) + timedelta(days=number))

    first = client.get("/fr/actualites/?bassin=nord").content.decode()
    second = client.get("/fr/actualites/?bassin=nord&page=2").content.decode()

    assert len(titles(first)) == 12
    assert titles(second) == ["Nouvelle 2", "Nouvelle 1", "Nouvelle 0"]
    assert 'rel="next" href="?bassin=nord&amp;page=2"' in first


def test_the_language_switch_keeps_the_choice_of_a_bassin(client):
    html = client.get("/fr/actualites/?bassin=nord").content.decode()

    assert 'href="/nl/nieuws/?bassin=nord"' in html


def test_news_of_another_language_is_not_shown(client):
    article("Seulement en français")

    assert titles(read(client, page("news", "nl"))) == []


def test_the_home_shows_the_last_three_and_nothing_while_there_is_none(client):
    assert 'aria-labelledby="news"' not in read(client, home("fr"))
    for number in range(4):
        article(f"Nouvelle {number}", day=date(2026, 1, 1) + timedelta(days=number))
    forget()

    shown = words(read(client, home("fr")))

    assert "nouvelle 3" in shown
    assert "nouvelle 0" not in shown


def test_an_article_says_its_day_its_bassins_and_where_the_others_are(client):
    html = read(client, article(bassins=["sud"], introduction="En bref."))

    assert '<time datetime="2026-10-01">1 octobre 2026</time>' in html
    assert "Bassin Sud" in html
    assert f'href="{address(page("news", "fr"))}"' in html


def test_the_picture_of_an_article_is_never_without_words():
    one = article()
    one.picture, one.picture_alt = picture(), " "

    with pytest.raises(ValidationError):
        one.full_clean()


def test_an_article_without_a_bassin_is_of_the_whole_region_and_of_no_bassin_alone():
    article("Pour toutes et tous")
    ours = article("Nord", bassins=["nord"], day=timezone.localdate())

    assert latest("fr", Bassin.objects.get(code="nord")) == [ours]
    assert len(latest("fr")) == 2


@pytest.mark.parametrize("path", ["/fr/actualites/", "/fr/"])
def test_thirty_articles_cost_as_many_questions_as_three(client, path):
    for number in range(3):
        article(f"Nouvelle {number}")
    few = questions(client, path)
    for number in range(3, 30):
        article(f"Nouvelle {number}", bassins=["nord"])

    assert questions(client, path) == few <= 30
