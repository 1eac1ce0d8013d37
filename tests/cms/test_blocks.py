"""The blocks that editors write with: what each shows, and what it refuses."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.blocks import BodyBlock
from cms.memory import forget
from directory import actions
from tests.cms.meeting import make_meeting
from tests.cms.pictures import document, picture
from tests.cms.reading import questions, read, words
from tests.cms.writing import text_page
from tests.factories import ServiceFactory, today

pytestmark = pytest.mark.django_db


def clean(kind, value):
    block = BodyBlock()
    return block.clean(block.to_python([{"type": kind, "value": value}]))


def items(*values):
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def test_a_picture_needs_words_for_whoever_does_not_see_it():
    with pytest.raises(ValidationError):
        clean("picture", {"picture": picture().pk, "alt": "", "caption": ""})


def test_a_picture_comes_with_its_words_its_caption_and_its_credit(client):
    shown = picture(credit="Lou Peeters").pk
    html = read(client, text_page(("picture", {"picture": shown, "alt": "Deux mains", "caption": "À l’accueil"})))

    assert 'alt="Deux mains"' in html
    assert "À l’accueil © Lou Peeters" in html
    assert 'type="image/avif"' in html


def test_a_document_says_its_kind_its_size_and_its_language(client):
    note = document(language="nl")
    html = read(client, text_page(("documents", items({"title": "De nota", "note": "", "file": note.pk}))))

    assert f'href="{note.url}" hreflang="nl"' in html
    assert f"{note.kind_and_size} · Néerlandais" in html


def test_a_document_that_is_not_here_yet_keeps_its_place(client):
    html = read(client, text_page(("documents", items({"title": "Le rapport", "note": "", "file": None}))))

    assert "le document n’est pas encore là" in words(html)
    assert "Le rapport" in html


def test_a_video_is_a_link_that_says_where_it_opens(client):
    video = {"title": "Le bassin", "minutes": 3, "address": "https://www.video.example/x", "language": "nl"}
    html = read(client, text_page(("video", video)))

    assert "3 minutes" in words(html)
    assert "video.example" in words(html)
    assert "<iframe" not in html
    assert 'hreflang="nl"' in html


def test_a_person_is_called_by_a_button(client):
    person = clean(
        "people", items({"name": "Ana Peeters", "role": "Coordination", "phone": "02 529 41 20", "mail": ""})
    )
    assert person[0].value[0]["phone"] == "+3225294120"

    html = read(client, text_page(("people", items({"name": "Ana Peeters", "phone": "+3225294120"}))))
    assert 'href="tel:+3225294120"' in html
    assert "Appeler le 02 529 41 20" in html


def test_what_is_no_number_is_refused():
    with pytest.raises(ValidationError):
        clean("people", items({"name": "Ana", "role": "", "phone": "appelez-moi", "mail": ""}))


def test_a_quotation_says_whose_it_is(client):
    html = read(client, text_page(("quote", {"words": "On se parle enfin.", "who": "Ana", "role": "sage-femme"})))

    assert "<blockquote>" in html
    assert "<b>Ana</b>, sage-femme" in html


# The directory on a page ----------------------------------------------------------------------------------------------


def asking(shape="list", most=6, **codes):
    return ("directory", {"title": "Qui peut aider ?", "shape": shape, "most": most, **codes})


def shown(html):
    return re.findall(r"<h3><a [^>]*>(Cabinet \w+)</a></h3>", html)


def test_a_page_gives_the_same_services_as_the_search_page(client):
    for _n in range(3):
        ServiceFactory(screening=True)
    ServiceFactory(name_fr="Cabinet autre")
    here = text_page(asking(bassin="centre-ouest", prestation="screening"))

    there = client.get(reverse("search:page"), {"bassin": "centre-ouest", "prestation": "screening"}).content.decode()

    assert shown(read(client, here)) == re.findall(r"<a [^>]*hx-boost=\"false\">(Cabinet \w+)</a></h2>", there)
    assert len(shown(read(client, here))) == 3


def test_a_page_shows_as_many_as_asked_and_leads_to_all(client):
    for _n in range(4):
        ServiceFactory(languages=["ar"])
    html = read(client, text_page(asking(language="ar", most=2)))

    assert len(shown(html)) == 2
    assert f'href="{reverse("search:page")}?language=ar"' in html
    assert "voir 4 services" in words(html)


def test_a_sensitive_question_never_stands_in_an_address(client):
    ServiceFactory(themes=["domestic_violence"], name_fr="Cabinet un")
    html = re.search(r"<main.*?</main>", read(client, text_page(asking(theme="domestic_violence"))), re.S)[0]

    assert "theme=domestic_violence" not in html
    assert re.search(r'<form method="post"[^>]*>\s*<input type="hidden" name="theme" value="domestic_violence">', html)


def test_who_can_do_this_near_me_asks_for_a_place_and_posts(client):
    html = read(client, text_page(asking("near", role="accompaniment")))
    form = re.search(r'<form class="ask in-line near".*?</form>', html, re.S)[0]

    assert 'method="post"' in form
    assert 'name="role" value="accompaniment"' in form
    assert 'name="place"' in form


def test_a_code_that_is_gone_finds_nothing_rather_than_everything(client):
    ServiceFactory()

    assert shown(read(client, text_page(asking(theme="gone")))) == []


def test_a_closed_service_leaves_the_page(client):
    one = ServiceFactory(languages=["ar"])
    here = text_page(asking(language="ar"))
    assert shown(read(client, here)) == [one.name_fr]

    actions.save(one, {"closed_on": today(), "closed_reason": "Pension"}, by=None, via="admin")
    forget()

    assert shown(read(client, here)) == []


def test_more_services_cost_no_more_questions(client):
    here = text_page(asking(bassin="centre-ouest", most=12))
    ServiceFactory()
    few = questions(client, here.url)
    for _n in range(8):
        ServiceFactory()

    assert questions(client, here.url) == few


# Events ---------------------------------------------------------------------------------------------------------------


def test_coming_events_are_shown_and_nothing_while_there_are_none(client):
    here = text_page(("events", {"title": "Prochaines rencontres", "series": "", "bassin": "nord", "most": 3}))
    assert "Prochaines rencontres" not in read(client, here)

    make_meeting(bassins=["nord"])
    forget()

    assert "Prochaines rencontres" in read(client, here)


def test_events_are_those_of_the_bassin_or_the_whole_region_and_of_the_series(client):
    make_meeting(bassins=["nord", "sud"])
    make_meeting(bassins=["sud"])
    make_meeting()
    make_meeting(bassins=["nord"], series="atelier_changement")
    block = {"title": "Rencontres", "series": "perinatalite", "bassin": "nord", "most": 9}

    html = read(client, text_page(("events", block)))

    assert html.count(">Le sommeil</a></h3>") == 2
