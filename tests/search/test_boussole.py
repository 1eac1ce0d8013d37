"""The boussole: four questions in, people to call out, nothing kept."""

import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms import memory
from directory.models import HelpLine, Stage, Theme
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
ASKED = {"where": "place", "place": "1080", "stage": "pregnant_4_6"}


@pytest.fixture(autouse=True)
def forget():
    memory.forget()


def post(client, **asked):
    return client.post(reverse("search:boussole"), ASKED | asked)


def body(answer):
    return unescape(answer.content.decode())


def answers(answer):
    return body(answer).partition('class="stack answers"')[2].partition('id="questions"')[0]


def section(answer, title):
    return next(part for part in answers(answer).split("<h3") if title in part.partition("</h3>")[0])


# Today ----------------------------------------------------------------------------------------------------------------


def test_who_answers_today_is_there_without_any_form(client):
    page = body(client.get(reverse("search:boussole"))).partition('class="today')[2].partition("</details>")[0]

    for line in HelpLine.objects.filter(active=True, answers_today=True):
        assert f'href="{line.tel}"' in page
        assert str(line.name) in page
        assert str(line.hours) in page or line.hours_osm == "24/7"
    assert "néerlandais" in page
    assert "<form" not in page


@pytest.mark.parametrize("prefix", ["fr/boussole", "nl/kompas"])
def test_only_who_answers_at_this_moment_stands_under_now(client, prefix):
    with time_machine.travel(datetime(2026, 11, 22, 20, 0, tzinfo=ZoneInfo("Europe/Brussels"))):
        page = body(client.get(f"/{prefix}/")).partition('class="today')[2].partition("</details>")[0]
    now, _heading, later = page.partition("<h2>")

    assert 'href="tel:112"' in now
    assert 'href="tel:+3280030030"' not in now
    assert "ouvre demain à 9 h" in later or "opent morgen om 9 u" in later


def test_planning_and_help_without_papers_are_one_step_away(client):
    ServiceFactory(category="planning", name_fr="Planning du Canal")
    page = body(client.get(reverse("search:boussole")))
    form = re.search(r'<form id="b-quick" method="post" action="([^"]+)"', page)[1]

    assert 'form="b-quick" name="category" value="planning"' in page
    assert 'form="b-quick" name="access" value="no_papers"' in page
    assert "Planning du Canal" in body(client.post(form, {"category": "planning"}))


def test_nothing_of_the_demo_answers_today(client):
    service = ServiceFactory(name_fr="Refuge inventé")
    type(service).objects.filter(pk=service.pk).update(is_demo=True)
    page = body(client.get(reverse("search:boussole"))).partition('class="today')[2].partition("</details>")[0]

    assert "Refuge inventé" not in page


# The form -------------------------------------------------------------------------------------------------------------


def test_every_stage_is_an_answer_and_none_is_chosen(client):
    page = body(client.get(reverse("search:boussole")))

    for stage in Stage.objects.filter(active=True):
        assert f'name="stage" value="{stage.code}"' in page
    assert not re.search(r'name="stage"[^>]*checked', page)


def test_every_need_is_in_its_group(client):
    page = body(client.get(reverse("search:boussole")))

    assert page.count('class="group"') == 10
    assert all(f'name="theme" value="{theme.code}"' in page for theme in Theme.objects.filter(active=True))


def test_what_an_address_brings_along_is_not_read(client):
    page = body(client.get(reverse("search:boussole"), ASKED | {"theme": "housing"}))

    assert "answers" not in re.findall(r'class="stack (\w+)"', page)
    assert not re.search(r'name="theme"[^>]*checked', page)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"place": ""}, "b-place"),
        ({"place": "Atlantis"}, "Atlantis"),
        ({"stage": ""}, "b-stage"),
        ({"stage": "x"}, "b-stage"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(client, asked, says):
    answer = post(client, theme=["housing"], language="ar", **asked)

    assert answer.status_code == 422
    assert says in body(answer).partition('role="alert"')[2].partition("</div>")[0]
    assert re.search(r'value="housing" checked', body(answer))
    assert re.search(r'value="ar" selected', body(answer))


def test_an_ambiguous_place_offers_its_choices(client):
    page = body(post(client, place="Woluwe"))
    choice = re.search(r'name="choice" value="([^"]+)"', page)[1]

    assert post(client, place="Woluwe", choice=choice).status_code == 200


@pytest.mark.parametrize("where", ["no_address", "outside"])
def test_a_place_may_be_none(client, where):
    assert post(client, where=where, place="").status_code == 200


@pytest.mark.parametrize(
    "asked", [{"language": "xx"}, {"theme": ["never-heard"]}, {"where": "\0"}, {"place": "\ud800"}]
)
def test_no_answer_breaks_it(client, asked):
    assert post(client, **{k: "?" if v == "\ud800" else v for k, v in asked.items()}).status_code in {200, 422}


# What is kept ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_by_nobody(client):
    answer = post(client, theme=["domestic_violence"])

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_no_address_of_the_answer_holds_anything(client):
    ServiceFactory(themes=["domestic_violence", "housing"])
    page = post(client, theme=["domestic_violence", "housing"], language="ar").content.decode()

    assert [link for link in re.findall(r'(?:href|action)="([^"]*)"', page) if "?" in link] == []
    assert "violence" not in re.search(r"<title>(.*?)</title>", page)[1].lower()


def test_answering_writes_nothing(client):
    ServiceFactory(screening=True)
    post(client)
    with CaptureQueriesContext(connection) as seen:
        post(client, theme=["housing"])

    assert [query["sql"] for query in seen if not query["sql"].lstrip().startswith("SELECT")] == []


def test_the_form_keeps_what_was_answered(client):
    page = body(post(client, theme=["housing", "legal"], language="ar", place="Matonge"))

    assert 'value="Matonge"' in page
    assert re.search(r'value="pregnant_4_6" required checked', page)
    assert re.search(r'value="ar" selected', page)
    assert len(re.findall(r'name="theme" value="(?:housing|legal)" checked', page)) == 2


def test_the_language_switch_asks_again_by_post(client):
    button = re.search(r'<button[^>]*formaction="/nl/kompas/"[^>]*>', post(client).content.decode())[0]

    assert 'form="questions-inside"' in button
    assert "unfinished" not in button


def test_changing_language_halfway_keeps_what_is_written_and_reproaches_nothing(client):
    answer = post(client, stage="", place="Atlantis", theme=["housing"], unfinished="1")
    page = body(answer)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert 'value="Atlantis"' in page
    assert re.search(r'value="housing" checked', page)
    assert "error-summary" not in page


# The answer -----------------------------------------------------------------------------------------------------------


def test_who_can_screen_her_near_there_in_her_language(client):
    ServiceFactory(screening=True, name_fr="Ici en arabe", languages=["ar"])
    ServiceFactory(screening=True, name_fr="Ici en turc", languages=["tr"])
    ServiceFactory(
        name_fr="Sans convention", languages=["ar"], roles=[{"role": "screening", "starts_on": "2020-01-01"}]
    )
    part = section(post(client, language="ar"), "dépistage")

    assert "Ici en arabe" in part
    assert "Ici en turc" not in part
    assert "Sans convention" not in part
    assert 'href="tel:' in part


def test_where_nobody_speaks_her_language_the_nearest_are_shown_with_a_word(client):
    ServiceFactory(screening=True, name_fr="Ici en turc", languages=["tr"])
    part = section(post(client, language="so"), "dépistage")

    assert "Ici en turc" in part
    assert "somali" in part.partition("<article")[0]


def test_who_states_no_stage_may_help_at_any_comes_last_and_says_so(client):
    ServiceFactory(themes=["housing"], name_fr="Sans stade", stages=[])
    ServiceFactory(themes=["housing"], name_fr="Autre stade", stages=["toddler"])
    for name in ("Avec stade", "Avec stade aussi"):
        ServiceFactory(themes=["housing"], name_fr=name, room="", room_said_on=None, confirmed_on=None)
    part = section(post(client, theme="housing"), "Logement")
    cards = part.split("<article")[1:]

    assert ["Sans stade" in card for card in cards] == [False, False, True]
    assert ["ne dit pas pour quel stade" in card for card in cards] == [False, False, True]
    assert "Autre stade" not in part
    assert "Sans stade" not in body(client.get("/fr/annuaire/", {"stage": "pregnant_4_6"}))


def test_nothing_is_said_of_the_stage_where_none_was_given(client):
    ServiceFactory(themes=["housing"], name_fr="Sans stade", stages=[])

    assert "ne dit pas pour quel stade" not in section(post(client, theme="housing", stage="unknown"), "Logement")


def test_the_programme_is_told_in_plain_words(client):
    part = section(post(client), "programme")

    assert "Un entretien pour faire le point avec vous" in part
    assert part.count("selon le résultat du dépistage") == 3
    assert "provisoire" in part


@pytest.mark.parametrize(
    ("stage", "screening"),
    [("pregnant_1_3", True), ("newborn", True), ("unknown", True), ("baby", False), ("unconfirmed", False)],
)
def test_screening_is_proposed_while_it_is_open(client, stage, screening):
    ServiceFactory(screening=True, stages=["pregnant_1_3", "newborn", "baby"])

    assert ("faire le dépistage" in answers(post(client, stage=stage))) is screening


@pytest.mark.parametrize("stage", ["unconfirmed", "pregnant_1_3", "newborn", "toddler", "unknown"])
def test_nothing_she_reads_calls_her_vulnerable(client, stage):
    ServiceFactory(screening=True)
    for prefix in ("fr/boussole", "nl/kompas", "en/compass"):
        page = client.post(f"/{prefix}/", ASKED | {"stage": stage, "theme": ["housing", "domestic_violence"]})
        assert not re.search(r"vuln|kwetsba|scénario|scenario|\bT[123]\b", body(page), re.IGNORECASE)


def test_each_need_has_its_services_with_their_reasons(client):
    ServiceFactory(themes=["housing"], name_fr="Agence du logement")
    ServiceFactory(themes=["legal"], name_fr="Permanence juridique")
    answer = post(client, theme=["housing", "legal"])

    assert "Agence du logement" in section(answer, "Logement")
    assert "logement" in section(answer, "Logement").partition('class="why')[2].partition("</p>")[0]
    assert "Permanence juridique" in section(answer, "Aide juridique")


def test_her_safety_comes_first_with_its_line_and_its_specialists(client):
    both = ["domestic_violence", "housing"]
    ServiceFactory(category="planning", themes=both, name_fr="Planning du Canal")
    ServiceFactory(category="violences", themes=both, name_fr="Maison du Canal")
    answer = post(client, theme=["housing", "domestic_violence"])
    part = section(answer, "Violence")

    assert answers(answer).index("Violence conjugale") < answers(answer).index("Logement")
    assert answers(answer).index("Violence conjugale") < answers(answer).index("Un premier entretien")
    assert part.index("0800 30 030") < part.index("Maison du Canal") < part.index("Planning du Canal")


def test_who_is_full_is_shown_only_where_nobody_else_is(client):
    today = timezone.localdate()
    full = {"room": "full", "room_said_on": today, "room_until": today + timedelta(days=20)}
    ServiceFactory(themes=["housing"], name_fr="Complet", **full)
    assert "Complet" in section(post(client, theme=["housing"]), "Logement")

    ServiceFactory(themes=["housing"], name_fr="Ouvert", room="")
    part = section(post(client, theme=["housing"]), "Logement")

    assert "Ouvert" in part
    assert "Complet</a>" not in part
    assert "Voir les 2 services" in part


def test_a_service_for_other_stages_is_never_proposed(client):
    """Not even where nobody else is, in another language or further on."""
    later = {"stages": ["newborn", "baby"], "languages": ["so"]}
    ServiceFactory(name_fr="Consultation des nourrissons", themes=["housing"], **later)
    ServiceFactory(name_fr="Dépistage des nourrissons", screening=True, **later)

    for asked in ({"theme": ["housing"]}, {"theme": []}, {"theme": ["housing"], "language": "so"}):
        assert "nourrissons" not in answers(post(client, **asked))
        assert "nourrissons" in answers(post(client, **asked | {"stage": "newborn"}))


def test_who_names_no_need_sees_who_is_near_at_this_stage(client):
    ServiceFactory(name_fr="Cabinet proche")

    assert "Cabinet proche" in answers(post(client))


def test_who_can_screen_her_is_not_shown_a_second_time(client):
    ServiceFactory(name_fr="Maison du premier entretien", screening=True)
    assert answers(post(client)).count("<article") == 1
    assert "Près d’elle" not in answers(post(client))

    for number in range(4):
        ServiceFactory(name_fr=f"Sages-femmes {number}")
    near = section(post(client), "Près d’elle")
    assert near.count("<article") == 3
    assert "Maison du premier entretien" not in near


def test_who_has_not_decided_is_shown_where_she_can_talk(client):
    ServiceFactory(
        category="planning", themes=["pregnancy_choice"], stages=["unconfirmed"], name_fr="Planning du Canal"
    )
    page = answers(post(client, stage="unconfirmed"))

    assert "Planning du Canal" in page


def test_few_in_her_language_leads_to_interpreters(client):
    interpreters = ServiceFactory(category="interpretation", languages=["so"], name_fr="Interprètes du Canal")
    for _n in range(3):
        ServiceFactory(screening=True, languages=["ar"])

    assert str(interpreters.name) in section(post(client, language="so"), "interprète")
    assert "Interprètes du Canal" not in answers(post(client, language="ar"))


def test_the_whole_list_is_asked_by_post(client):
    for _n in range(4):
        ServiceFactory(themes=["domestic_violence"], languages=["ar"])
    page = post(client, theme=["domestic_violence"], language="ar").content.decode()
    form = re.search(r'<form[^>]*action="/fr/annuaire/".*?</form>', page.partition("Violence")[2], re.DOTALL)[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    assert client.post(reverse("search:page"), fields).content.decode().count("<article") == 4


def test_on_paper_a_sensitive_service_has_its_neutral_name(client):
    ServiceFactory(
        category="violences",
        sensitive=True,
        themes=["domestic_violence"],
        name_fr="Refuge",
        neutral_name_fr="Maison du Canal",
    )
    page = post(client, theme=["domestic_violence"]).content.decode()
    card = page.partition('class="service discreet"')[2].partition("</article>")[0]
    printed = re.sub(r'<(\w+)[^>]*class="[^"]*no-print[^"]*".*?</\1>', "", card, flags=re.DOTALL)

    assert "Maison du Canal" in printed
    assert "Refuge" not in re.sub(r'<a[^>]*class="button plain".*?</a>', "", printed, flags=re.DOTALL)
    assert re.search(r'<h3 class="no-print">Violence', page)


def test_who_lives_outside_is_told_where_to_look(client):
    assert "one.be" in body(post(client, where="outside"))


def test_the_number_of_queries_does_not_grow_with_the_services(client):
    def queries():
        post(client, language="ar", theme=["housing"])
        with CaptureQueriesContext(connection) as seen:
            post(client, language="ar", theme=["housing"])
        return len(seen)

    for _n in range(3):
        ServiceFactory(screening=True, languages=["ar"], themes=["housing"])
    few = queries()
    for _n in range(9):
        ServiceFactory(screening=True, languages=["ar"], themes=["housing"])

    assert queries() == few
