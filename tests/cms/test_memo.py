"""The aide-mémoire of a bassin: two pages, in its language, of today, and discreet for everybody."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from cms.limits import COSTLY, LIMITS
from cms.memo import views
from cms.memo.facts import facts
from cms.memo.paper import paper
from directory import actions
from directory.models import Bassin, HelpLine, Service
from search.sheet.discreet import telling
from search.sheet.pen import Pen
from tests.factories import ServiceFactory, today

pytestmark = pytest.mark.django_db
ADDRESSES = {"fr": "/fr/aide-memoire/fr/{}.pdf", "nl": "/nl/geheugensteun/nl/{}.pdf"}


@pytest.fixture(autouse=True)
def nothing_kept():
    views.forget()


def of(code="centre-ouest"):
    return Bassin.objects.prefetch_related("communes").get(code=code)


@pytest.fixture
def drawn(monkeypatch):
    """What is written on the paper, as it is put there."""
    texts, put = [], Pen.put
    monkeypatch.setattr(Pen, "put", lambda pen, text, *rest: texts.append(text) or put(pen, text, *rest))
    return texts


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_anybody_gets_it_as_two_pages_in_its_language(client, language):
    ServiceFactory(screening=True)
    answer = client.get(ADDRESSES[language].format("centre-ouest"))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Language"] == language
    assert answer.content.count(b"/Type /Page\n") == 2
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/fr/aide-memoire/en/nord.pdf", "/fr/aide-memoire/fr/nulle-part.pdf"])
def test_there_is_none_in_other_languages_or_of_other_places(client, path):
    assert client.get(path).status_code == 404


def test_it_is_costly_and_asked_a_bounded_number_of_times():
    assert "memo" in COSTLY
    assert LIMITS["memo"] <= 60


def test_it_says_when_it_was_made_who_screens_and_whom_to_call_for_what(drawn):
    ServiceFactory(screening=True, name_fr="Cabinet Dépistage")
    ServiceFactory(themes=["housing"], name_fr="Un toit")
    with translation.override("fr"):
        paper(facts(of()), "fr", "http://testserver/", timezone.localdate())

    said = " ".join(drawn)
    assert f"{timezone.localdate():%d/%m/%Y}" in said
    assert "Cabinet Dépistage" in said
    assert "02 529 41 20" in said
    assert "Logement" in said
    assert "112" in drawn


def test_those_who_do_not_fit_are_counted():
    for _n in range(20):
        ServiceFactory(screening=True)

    found = facts(of())

    assert len(found.screeners) == 16
    assert found.more_screeners == 4


def test_it_follows_the_directory_at_once_and_is_not_made_twice_for_nothing(client, monkeypatch):
    made, make = [], views._make
    monkeypatch.setattr(views, "_make", lambda *args: made.append(args) or make(*args))
    one = ServiceFactory(screening=True)
    for _n in range(3):
        client.get(ADDRESSES["fr"].format("centre-ouest"))
    assert len(made) == 1

    actions.save(one, {"name_fr": "Un autre nom"}, by=None, via="admin")
    client.get(ADDRESSES["fr"].format("centre-ouest"))

    assert len(made) == 2
    assert facts(of()).screeners[0].name == "Un autre nom"


@pytest.mark.parametrize("values", [{"confidential": True}, {"sensitive": True}, {"category": "violences"}])
def test_a_sensitive_service_has_its_neutral_name_and_no_organisation(values):
    ServiceFactory(screening=True, name_fr="Refuge des femmes", name_nl="", **values)
    (line,) = facts(of()).screeners

    assert "Refuge" not in line.name
    assert line.organisation == ""
    assert line.phone == "02 529 41 20"


def test_sensitive_needs_are_not_named():
    ServiceFactory(themes=["domestic_violence", "housing"])

    assert [need.label for need in facts(of()).needs] == ["Logement"]


def test_help_lines_that_tell_too_much_are_left_out():
    lines = facts(of()).help_lines

    assert HelpLine.objects.filter(name_fr="Écoute Violences Conjugales").exists()
    assert not [line for line in lines if telling(f"{line.name_fr} {line.name_nl}")]
    assert len(lines) == 6


@pytest.mark.only_on("sqlite")  # what it says does not depend on the database, and takes long
def test_no_word_on_it_endangers_anybody_in_the_whole_demo_network(drawn):
    call_command("seed_demo")
    for bassin in Bassin.objects.prefetch_related("communes"):
        for language in ("fr", "nl"):
            with translation.override(language):
                paper(facts(bassin), language, "http://testserver/", today())

    assert Service.objects.filter(sensitive=True).exists()
    assert len(set(drawn)) > 200
    assert [word for text in set(drawn) for word in telling(text)] == []


def test_a_long_week_of_needs_never_leaves_the_paper():
    """As many needs as one likes, with as many lines: what does not fit is said to be on the site."""
    for theme in ("housing", "legal", "employment"):
        ServiceFactory(themes=[theme])
    found = facts(of())
    many = replace(found, needs=found.needs * 30)

    assert paper(many, "fr", "http://testserver/", today()).count(b"/Type /Page\n") == 2
