"""What people type: spelling, synonyms, what must never stand in an address."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from search.engines import answer, suggestions
from search.question import Question
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(name_fr="Le Nid", name_nl="Het Nest")


def card(organisation, **values):
    values = {"category": "association", "themes": [], "name_fr": "Antenne", "name_nl": ""} | values
    return ServiceFactory(organisation=organisation, site=None, modes=[], **values)


def found(words, **more):
    return [hit.service_id for hit in answer(Question(words=words, **more)).hits]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ({"description_fr": "Accueil par des acteur·rices du quartier"}, "actrice"),
        ({"description_fr": "Cours de couture et de menuiserie"}, "menuiseries"),
        ({"description_nl": "Wij helpen bij het verhuizen van huizen"}, "huis"),
        ({"description_fr": "Ateliers de poterie"}, "poteri"),
        ({"description_fr": "Ateliers de poterie"}, "potterie"),
        ({"description_fr": "Ateliers de poterie"}, "poteire"),
        ({"description_fr": "Une sage-femme passe le lundi"}, "vroedvrouw"),
        ({"description_nl": "Een vroedvrouw komt langs"}, "midwifes"),
        ({"category": "sage_femme"}, "vroedvrouw"),
        ({"category": "cpas"}, "OCMW"),
        ({"themes": ["housing"]}, "huisvesting"),
        ({"themes": ["housing"]}, "logemnt"),
        ({"languages": ["ary"]}, "darija"),
        ({"name_fr": "Cœur à cœur"}, "coeur"),
        ({}, "het nest"),
    ],
)
def test_a_card_is_found(organisation, written, asked):
    made = card(organisation, **written)
    card(OrganisationFactory(name_fr="Ailleurs", name_nl=""), name_fr="Autre chose")

    assert found(asked) == [made.pk]


def test_all_the_words_must_be_met(organisation):
    both = card(organisation, description_fr="Poterie et couture")
    card(organisation, description_fr="Poterie")

    assert found("couture poterie") == [both.pk]


def test_an_unfinished_word_finds_what_begins_so(organisation):
    made = card(organisation, description_fr="Menuiserie")

    assert found("menui", typing=True) == [made.pk]


def test_what_a_card_is_not_for_does_not_find_it(organisation):
    card(organisation, not_for_fr="Hébergement de nuit", documents_fr="Passeport")

    assert found("hébergement passeport") == []


def test_who_does_just_that_comes_first_then_who_also_does_then_the_name_then_the_text(organisation):
    text = card(organisation, description_fr="Logement")
    name = card(organisation, name_fr="Logement pour tous")
    need = card(organisation, themes=["housing"])
    kind = card(organisation, category="logement", themes=["housing"])
    hits = answer(Question(words="logement")).hits

    assert [hit.service_id for hit in hits] == [kind.pk, need.pk, name.pk, text.pk]
    assert [hit.why for hit in hits] == [("kind",), ("kind",), ("name",), ("text",)]


@pytest.mark.parametrize("words", ["logement", "huisvesting", "woning", "housing"])
def test_help_at_home_is_no_housing(organisation, words):
    card(organisation, name_nl="Kraamzorg aan huis", name_fr="Retour à domicile", name_en="Care back home")
    card(organisation, themes=["home_help"], category="huis_vh_kind")

    assert found(words) == []


def test_who_is_full_comes_after_who_is_not(organisation):
    today = timezone.localdate()
    full = {"room": "full", "room_said_on": today, "room_until": today + timedelta(days=9)}
    there = card(organisation, themes=["housing"], **full)
    unknown = card(organisation, themes=["housing"])
    kind = card(organisation, category="logement", **full)

    assert found("logement") == [kind.pk, unknown.pk, there.pk]
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        told = answer(Question(words="logement", has_room=False)).hits
    assert told[0].service_id == kind.pk


@pytest.mark.parametrize("words", ["logement 1030", "huisvesting Schaarbeek", "1030 logement", "logement schaerbeek"])
def test_a_commune_among_the_words_is_where_it_helps(organisation, words):
    from directory.models import PostalCode

    def area(commune):
        return {"area": "communes", "area_communes": [commune]}

    comes = card(organisation, themes=["housing"], **area("21015"))
    card(organisation, themes=["housing"], **area("21007"))
    card(organisation, themes=["childcare"], **area("21015"))
    there = SiteFactory(organisation=organisation, postal_code=PostalCode.objects.filter(code="1030").first())
    sits = ServiceFactory(organisation=organisation, site=there, category="association", themes=["housing"])

    assert found(words) == [sits.pk, comes.pk]


def test_in_brussels_is_everywhere(organisation):
    made = card(organisation, themes=["housing"])

    assert found("logement à Bruxelles") == found("huisvesting Brussel") == [made.pk]


@pytest.mark.parametrize("words", ["aide", "aide juridique", "hulp", "help", "rue", "straat", "Frans"])
def test_a_common_word_is_not_taken_for_a_sensitive_one(words):
    assert not Question(words=words).sensitive


@pytest.mark.parametrize(
    "words",
    ["IVG", "avortement", "avortements", "abortus", "violence conjugale", "geweld", "viol", "sans papiers", "excision",
     "contraception", "planning familial", "dépression", "zwangerschapsafbreking", "domestic violence", "AMU",
     "séjour", "avortemant", "une sage-femme pour un avortement", "LGBTQIA+"],
)  # fmt: skip
def test_words_that_touch_something_sensitive_make_the_question_sensitive(words):
    assert Question(words=words).sensitive


SENSITIVE = {
    "violent": "mari violent, mon compagnon est violent; gewelddadige man, gewelddadig; violent partner, abused",
    "rape": "violée, violé, viol; verkracht, verkrachting; raped, rape",
    "hits": "mon mari me frappe, il me bat; mijn man slaat mij, hij slaat me; my husband hits me, he beats me",
    "sex work": "travail du sexe, travailleuse du sexe, prostituée; sekswerk, sexworker; sex worker, sexworker",
    "trafficking": "traite, traite des êtres humains; mensenhandel, uitbuiting; trafficking, human trafficking",
    "discreet birth": "accouchement dans le secret, accoucher sous X; discreet bevallen; discreet birth",
    "shelter": "maison d’accueil, refuge; vluchthuis, onthaaltehuis; women’s refuge, shelter",
    "homeless": "sans-abri, sans abri, SDF; dakloos, dakloze; homeless, homelessness",
    "fgm": "excision, excisée, MGF; VGV, besnijdenis; FGM, female genital mutilation",
    "hiv": "VIH, sida, séropositive; hiv, aids, seropositief; HIV, AIDS",
    "drugs": "drogue, droguée, toxicomane; verslaving, verslaafd, drugs; addiction, drug use, addicted",
    "marriage": "mariage forcé, mariages forcés; gedwongen huwelijk, uitgehuwelijkt; forced marriage",
    "papers": "sans papiers, sans titre de séjour; zonder papieren, geen papieren; undocumented, no papers",
}


@pytest.mark.parametrize("text", SENSITIVE.values(), ids=SENSITIVE)
def test_what_she_may_say_of_it_is_sensitive_in_three_languages(text):
    languages = text.split("; ")
    assert len(languages) == 3
    for words in (words for language in languages for words in language.split(", ")):
        assert Question(words=words).sensitive, words
        assert Question(words=f"aide {words} Molenbeek").sensitive, words


@pytest.mark.parametrize(
    "words", ["", "sage-femme", "vroedvrouw arabisch", "logement", "CPAS Molenbeek", "interprète", "crèche", "midwife"]
)
def test_other_words_do_not(words):
    assert not Question(words=words).sensitive


@pytest.mark.parametrize(
    ("facet", "code", "sensitive"),
    [
        ("theme", "domestic_violence", True),
        ("theme", "housing", False),
        ("category", "planning", True),
        ("category", "sage_femme", False),
        ("audience", "undocumented", True),
        ("access", "no_papers", True),
        ("access", "free", False),
        ("stage", "unconfirmed", True),
        ("stage", "newborn", False),
    ],
)
def test_a_sensitive_code_makes_the_question_sensitive(facet, code, sensitive):
    assert Question(**{facet: (code,)}).sensitive is sensitive


def test_marking_a_need_as_sensitive_holds_at_once():
    from directory import actions
    from directory.models import Theme

    actions.rename(Theme.objects.get(code="housing"), {"sensitive": True}, by=None)

    assert Question(theme=("housing",)).sensitive


# Suggestions


def test_labels_and_words_of_the_field_are_suggested_in_the_reader_s_language():
    assert "Logement" in suggestions("loge", "fr")
    assert "Huisvesting" in suggestions("huisv", "nl")
    assert "Housing" in suggestions("hous", "en")
    assert "vroedvrouw" in [text.lower() for text in suggestions("vroed", "nl")]


def test_the_last_of_several_words_is_finished(organisation):
    card(organisation, description_fr="Menuiserie")

    assert "atelier menuiserie" in suggestions("atelier menui", "fr")


@pytest.mark.parametrize("typed", ["avort", "viol", "contracep", "abort", "sans pap", "geweld", "psy", "IV"])
def test_nothing_sensitive_is_ever_suggested(organisation, typed):
    card(organisation, description_fr="Avortement, violences, contraception, abortus, psychologue, IVG, violée")
    for language in ("fr", "nl", "en"):
        for text in suggestions(typed, language):
            assert not Question(words=text).sensitive, text


@pytest.mark.parametrize(
    "typed", ["", " ", "\x00", "%", "\ud800", "é" * 10_000, "'; DROP TABLE search_word; --", "(", "a"]
)
def test_anything_may_be_typed(typed):
    assert isinstance(suggestions(typed, "fr"), list)
