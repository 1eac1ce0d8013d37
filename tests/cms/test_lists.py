"""Frequent questions, resources and the glossary of actors, as readers find their way in them."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.memory import forget
from cms.models import Resource
from directory.models import Bassin, Theme
from tests.cms.pictures import document
from tests.cms.reading import page, questions, read, words
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def titles(html):
    return re.findall(r"<h2><a[^>]*>([^<]+?)\s*<", html)


def resource(title, **values):
    one = page("resources", "fr")
    one.resources.add(
        Resource(title=title, kind="guide", locale=one.locale, **{"address": "https://a.example", **values})
    )
    one.save_revision().publish()
    forget()


# Resources ------------------------------------------------------------------------------------------------------------


def test_resources_are_found_by_kind_language_need_and_bassin(client):
    resource(
        "Le logement au Nord",
        language="nl",
        theme=Theme.objects.get(code="housing"),
        bassin=Bassin.objects.get(code="nord"),
    )

    for query in ("kind=guide&language=nl", "theme=housing", "bassin=nord", "theme=housing&bassin=nord"):
        assert titles(client.get(f"/fr/ressources/?{query}").content.decode()) == ["Le logement au Nord"]
    assert len(titles(client.get("/fr/ressources/?theme=nothing").content.decode())) == 7


def test_a_sensitive_need_is_no_choice_and_never_stands_in_an_address(client):
    resource("Se protéger", theme=Theme.objects.get(code="domestic_violence"))

    html = read(client, page("resources", "fr"))

    assert "Se protéger" in html
    assert "domestic_violence" not in html
    assert len(titles(client.get("/fr/ressources/?theme=domestic_violence").content.decode())) == 7


def test_a_choice_without_any_option_is_not_shown(client):
    assert re.findall(r'<select id="f-(\w+)"', read(client, page("resources", "fr"))) == ["kind", "language"]


def test_a_document_of_ours_says_its_kind_and_size_a_page_elsewhere_its_host(client):
    file = document()
    resource("Notre note", address="", file=file)

    html = read(client, page("resources", "fr"))

    assert file.kind_and_size in html
    assert "etaamb.openjustice.be" in words(html)


@pytest.mark.parametrize("both", [True, False])
def test_a_resource_has_an_address_or_a_file(both):
    values = {"address": "https://a.example", "file": document()} if both else {"address": ""}

    with pytest.raises(ValidationError):
        Resource(title="x", kind="guide", **values).clean()


def test_more_resources_cost_no_more_questions(client):
    few = questions(client, "/fr/ressources/")
    for number in range(20):
        resource(f"Ressource {number}", theme=Theme.objects.get(code="housing"), bassin=Bassin.objects.get(code="sud"))

    assert questions(client, "/fr/ressources/") == few


# Questions ------------------------------------------------------------------------------------------------------------


def test_each_question_opens_at_an_address_of_its_own(client):
    html = read(client, page("faq", "fr"))
    anchors = re.findall(r'<details id="([\w-]+)">', html)

    assert len(anchors) == len(set(anchors)) == 11
    assert all(f'href="#{anchor}"' in html for anchor in anchors)


def test_two_questions_alike_still_have_two_addresses(client):
    one = page("faq", "fr")
    same = {"type": "question", "value": {"question": "Encore ?", "answer": "<p>Oui.</p>"}}
    one.questions = json.dumps([same, same])
    one.save_revision().publish()

    anchors = re.findall(r'<details id="([\w-]+)">', read(client, one))

    assert len(set(anchors)) == 2


# Actors ---------------------------------------------------------------------------------------------------------------


def test_actors_stand_by_the_letters_of_their_names(client):
    html = read(client, page("actors", "fr"))
    names = re.findall(r"<h2>([^<(]+?)(?: \([^)]*\))?</h2>", html)

    assert names == sorted(names, key=lambda name: name.replace("É", "E").replace("’", "-").lower().replace(" ", "-"))
    letters = re.findall(r'href="#letter-(\w)"', html)
    assert letters == sorted(set(letters))
    assert all(f'id="letter-{letter}"' in html for letter in letters)


def test_a_kind_of_actor_leads_to_those_that_the_directory_knows(client):
    ServiceFactory(name_fr="Cabinet un")
    html = read(client, page("actors", "fr"))

    assert f'href="{reverse("search:page")}?category=sage_femme"' in html
    assert "Cabinet un" in client.get(reverse("search:page"), {"category": "sage_femme"}).content.decode()


def test_a_sensitive_kind_of_actor_is_asked_by_a_form(client):
    one = page("actors", "fr")
    value = {"name": "Refuge", "does": "<p>Protège.</p>", "category": "violences"}
    one.actors = json.dumps([{"type": "actor", "value": value}])
    one.save_revision().publish()
    main = re.search(r"<main.*?</main>", read(client, one), re.S)[0]

    assert "category=violences" not in main
    assert re.search(r'<form method="post"[^>]*>\s*<input type="hidden" name="category" value="violences">', main)
