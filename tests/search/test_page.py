"""The search page: what it shows, and what never stands in an address."""

import json
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from cms import memory
from directory.models import Bassin
from directory.programme import screening_on
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, every_weekday, long_ago

pytestmark = pytest.mark.django_db
SENSITIVE = {
    "a need": {"theme": "domestic_violence"},
    "a kind of actor": {"category": "violences"},
    "an audience": {"audience": "undocumented"},
    "an access": {"access": "no_papers"},
    "a stage": {"stage": "unconfirmed"},
    "a word": {"q": "violence"},
    "a word that means it": {"q": "vluchthuis"},
    "a word among others": {"q": "logement après violence", "language": "ar"},
    "where she stands": {"lat": "50.855", "lon": "4.318"},
}


@pytest.fixture(autouse=True)
def forget():
    memory.forget()


@pytest.fixture
def services():
    return [ServiceFactory(languages=["fr", "ar"]) for _n in range(3)]


def get(client, **asked):
    return client.get(reverse("search:page"), asked)


def post(client, **asked):
    return client.post(reverse("search:page"), asked)


def body(answer):
    return unescape(answer.content.decode())


def results(answer):
    return body(answer).partition('id="answer"')[2]


def links(answer):
    return re.findall(r'(?:href|action|hx-[a-z]+)="([^"]*)"', answer.content.decode())


def problems(answer):
    return body(answer).partition('id="problems"')[2].partition("</ul>")[0]


def points(answer):
    return json.loads(re.search(r'id="points">(.*?)</script>', answer.content.decode(), re.DOTALL)[1])


# Addresses ------------------------------------------------------------------------------------------------------------


def test_a_posted_question_leads_to_its_address(client):
    answer = post(client, q="sage-femme", place="1080", radius="5", language=["fr", "ar"], theme="")

    assert answer.status_code == 303
    assert (
        answer["Location"]
        == "/fr/annuaire/?q=sage-femme&place=1080+Molenbeek-Saint-Jean&radius=5&language=fr&language=ar"
    )
    assert client.get(answer["Location"]).status_code == 200


def test_an_empty_question_leads_to_the_bare_address(client):
    assert post(client, q="", place="", radius="5")["Location"] == "/fr/annuaire/"


def test_a_form_that_does_not_ask_how_far_means_five_kilometres(client):
    assert "radius=5" in post(client, place="1080")["Location"]
    assert "radius" not in post(client, place="1080", radius="")["Location"]


@pytest.mark.parametrize("name", SENSITIVE)
def test_a_sensitive_question_is_answered_at_once(client, services, name):
    answer = post(client, **SENSITIVE[name])

    assert answer.status_code == 200
    assert "Location" not in answer


@pytest.mark.parametrize("method", [get, post])
@pytest.mark.parametrize("name", SENSITIVE)
def test_a_sensitive_answer_is_kept_and_listed_by_nobody(client, services, method, name):
    answer = method(client, **SENSITIVE[name])

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["HX-Push-Url"] == "false"


@pytest.mark.parametrize("method", [get, post])
@pytest.mark.parametrize("name", SENSITIVE)
def test_no_address_of_a_sensitive_answer_holds_the_question(client, services, method, name):
    for _n in range(20):
        ServiceFactory(category="violences", stages=["unconfirmed"], access=["no_papers"], audiences=["undocumented"])
    answer = method(client, **SENSITIVE[name], page="1")

    written = [link for link in links(answer) if "?" in link]
    assert written == []
    assert body(answer).count("<title>") == 1
    assert not set(re.search(r"<title>(.*?)</title>", body(answer))[1].lower().split()) & {"violence", "logement"}
    # Every way on is there all the same, as a button of the form that posts.
    assert 'name="change"' in body(answer)


def test_the_next_page_of_a_sensitive_question_is_asked_by_a_button(client):
    for _n in range(21):
        ServiceFactory(themes=["domestic_violence"])
    first = post(client, theme="domestic_violence")
    second = post(client, theme="domestic_violence", change="page=2")

    assert '<button class="button plain" type="submit" name="change" value="page=2"' in first.content.decode()
    assert results(first).count("<article") == 20
    assert results(second).count("<article") == 1


def test_taking_the_sensitive_part_away_leads_back_to_an_address(client):
    answer = post(client, theme=["domestic_violence", "housing"], change="-theme=domestic_violence")

    assert (answer.status_code, answer["Location"]) == (303, "/fr/annuaire/?theme=housing")


def test_the_language_switch_keeps_the_question(client):
    answer = get(client, q="sage-femme", language="ar")

    assert "/nl/gids/?q=sage-femme&amp;language=ar" in answer.content.decode()


def test_the_language_switch_posts_a_sensitive_question(client):
    answer = post(client, theme="domestic_violence", place="1080", radius="5")
    form = re.search(r'<form[^>]*action="/nl/gids/".*?</form>', answer.content.decode(), re.DOTALL)[0]

    assert 'method="post"' in form
    assert '<input type="hidden" name="theme" value="domestic_violence">' in form
    assert '<input type="hidden" name="place" value="1080">' in form


def test_a_bland_answer_may_be_shared(client, services):
    answer = get(client, language="ar")

    assert "no-store" not in answer.get("Cache-Control", "")
    assert "/fr/annuaire/?language=ar&amp;sort=name" in answer.content.decode()


# Mistakes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [get, post])
def test_a_bad_value_is_explained_on_the_page(client, method):
    answer = method(client, theme="never-heard", radius="x", place="1080")

    assert answer.status_code == 422
    assert "never-heard" in problems(answer)
    assert re.search(r"«\sx\s»", problems(answer))


def test_an_unknown_place_is_said_and_stays_in_the_form(client):
    answer = post(client, place="Atlantis")

    assert answer.status_code == 422
    assert "Atlantis" in problems(answer)
    assert 'value="Atlantis"' in answer.content.decode()


def test_an_ambiguous_place_offers_its_choices(client):
    answer = post(client, place="Woluwe", q="crèche")
    offered = re.findall(r'name="change" value="(place=[^"]+)"', answer.content.decode())

    assert len(offered) > 1
    assert post(client, place="Woluwe", q="crèche", change=unescape(offered[0])).status_code == 303


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onfocus="alert(1)', "{{ 7*7 }}"])
def test_what_is_typed_is_never_markup(client, text):
    ServiceFactory(name_fr=f"Nom {text}", description_fr=text)
    answer = get(client, q=text).content.decode() + get(client, place=text).content.decode()

    assert "<script>alert" not in answer
    assert ' onfocus="alert' not in answer


# Cards ----------------------------------------------------------------------------------------------------------------


def test_a_card_can_be_read_in_five_seconds(client):
    service = ServiceFactory(
        screening=True,
        name_fr="Sages-femmes du Canal",
        description_fr="Suivi de grossesse à domicile.",
        not_for_fr="Échographies.",
        languages=["fr", "ar"],
        access=["free"],
        audiences=["pregnant_women"],
        modes=["on_site", "home_visit"],
        interpreter="yes",
    )
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", results(get(client, place="1080", radius="5", language="ar"))))

    for words in (
        "Sage-femme",
        "Sages-femmes du Canal",
        str(service.organisation.name),
        "Suivi de grossesse à domicile.",
        "Échographies.",
        "français , arabe",
        "Molenbeek-Saint-Jean",
        "À domicile",
        "Gratuit",
        "Femmes enceintes",
        "02 529 41 20",
    ):
        assert words in text or words.replace(" ,", ",") in text, words
    assert 'href="tel:+3225294120"' in get(client).content.decode()
    assert reverse("directory:service", args=[service.code]) in links(get(client))


def test_a_card_says_how_it_is_open_now(client):
    ServiceFactory(hours=[{"kind": "telephone", "weekday": day, "opens": 0, "closes": 1440} for day in range(7)])

    with translation.override("en"):
        assert "Answers the phone day and night" in body(client.get(reverse("search:page")))


def test_a_service_keeps_the_hours_of_its_site(client):
    site = SiteFactory(hours=[{"kind": "walk_in", "weekday": day, "opens": 0, "closes": 1440} for day in range(7)])
    ServiceFactory(site=site)

    assert 'class="now"' in results(get(client))


def test_open_now_counts_those_whose_hours_nobody_knows(client):
    ServiceFactory(hours=[{"kind": "walk_in", "weekday": day, "opens": 0, "closes": 1440} for day in range(7)])
    ServiceFactory()

    answer = get(client, open_now="1")
    assert results(answer).count("<article") == 1
    assert re.search(r'id="total".*?quiet.*?1', answer.content.decode(), re.DOTALL)


def test_a_service_that_is_not_listed_has_no_card(client):
    ServiceFactory(closed=True)
    ServiceFactory(organisation=OrganisationFactory(suspended=True))

    assert "<article" not in results(get(client))


def test_nobody_is_sent_to_a_form_that_does_not_exist_yet(client, services):
    page = body(get(client))

    assert "accepts_requests" not in page
    assert "Orienter" not in page


def test_dutch_words_on_a_french_page_say_so(client):
    ServiceFactory(name_fr="", name_nl="Huis van het Kind")

    assert '<span lang="nl">Huis van het Kind</span>' in get(client).content.decode()


# Confidential ---------------------------------------------------------------------------------------------------------


def test_a_confidential_service_shows_its_bassin_only(client):
    ServiceFactory(confidential=True, name_fr="Écoute et hébergement")
    answer = get(client, place="1080")
    card = results(answer).partition("<article")[2].partition("</article")[0]

    assert "Centre-Ouest" in card
    assert "Molenbeek" not in card
    assert not re.search(r"\d+(,\d)? k?m\b", card)
    assert points(answer) == []


def test_the_map_knows_what_the_list_knows(client, services):
    ServiceFactory(confidential=True)
    answer = get(client)

    assert len(points(answer)) == 3
    assert {point["address"] for point in points(answer)} <= set(links(answer))


# Filters --------------------------------------------------------------------------------------------------------------


def test_counts_ignore_their_own_filter(client):
    ServiceFactory(languages=["fr"])
    ServiceFactory(languages=["ar"])
    ServiceFactory(languages=["ar"], modes=["phone"])

    page = re.sub(r"\s+", " ", results(get(client, language="ar")))
    assert re.search(r'value="fr"[^>]*><span>français</span><span class="count">1<', page)
    assert re.search(r'value="on_site"[^>]*><span>Sur place</span><span class="count">1<', page)
    assert re.search(r'value="ar" checked', page)


def test_what_is_asked_can_be_taken_away(client, services):
    page = get(client, q="cabinet", language="ar", has_room="1", place="1080", radius="5").content.decode()

    for query in (
        "place=1080+Molenbeek-Saint-Jean&amp;radius=5&amp;language=ar&amp;has_room=1",
        "q=cabinet&amp;language=ar&amp;has_room=1",
        "q=cabinet&amp;place=1080+Molenbeek-Saint-Jean&amp;radius=5&amp;has_room=1",
        "q=cabinet&amp;place=1080+Molenbeek-Saint-Jean&amp;radius=5&amp;language=ar",
    ):
        assert f'class="chip" href="/fr/annuaire/?{query}"' in page


def test_without_a_place_nothing_is_ordered_by_distance(client, services):
    assert "sort=distance" not in body(get(client))
    assert "sort=distance" in body(get(client, place="1080"))


# Nothing found --------------------------------------------------------------------------------------------------------


def test_nothing_found_leads_to_the_nearest_question(client, services):
    answer = get(client, language="ar", has_room="1", mode="phone")
    page = body(answer)

    assert "<article" not in page
    assert "/fr/annuaire/?language=ar&has_room=1" in [unescape(link) for link in links(answer)]


def test_the_word_that_finds_nothing_is_named_and_left_out(client):
    ServiceFactory()
    answer = get(client, q="vroedvrouw alpiniste")

    assert "alpiniste" in unescape(body(answer)).split("nowhere")[1].split("</div>")[0]
    assert "/fr/annuaire/?q=vroedvrouw" in [unescape(link) for link in links(answer)]


def test_nothing_found_leads_to_people(client):
    Bassin.objects.filter(code="nord").update(helpdesk_phone="+3224331000", helpdesk_mail="nord@example.org")
    page = body(get(client, bassin="nord", language="so"))

    assert "tel:+3224331000" in page
    assert "mailto:nord@example.org" in page
    assert "tel:112" in page


def test_the_way_to_the_nearest_question_posts_when_it_must(client, services):
    page = post(client, theme="domestic_violence", mode="phone", language="ar").content.decode()

    assert re.search(r'name="change" value="-[a-z_&amp;-]+"', page)


def test_who_lives_outside_is_told_where_to_look(client):
    ServiceFactory(takes_non_residents=True)
    ServiceFactory(takes_non_residents=False)
    page = body(get(client, place="hors Région"))

    assert "one.be" in page
    assert "desocialekaart.be" in page
    assert page.count("<article") == 1


# Cost -----------------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_results(client, django_assert_num_queries):
    asked = {"place": "1080", "radius": "10", "language": "ar"}
    for _n in range(2):
        ServiceFactory(languages=["ar"], hours=every_weekday())
    few = queries(client, asked)
    for _n in range(12):
        ServiceFactory(languages=["ar", "fr"], hours=every_weekday(), access=["free"])

    assert queries(client, asked) == few
    assert few <= 16


def queries(client, asked):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get(client, **asked)  # what is kept per process is read once
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        assert get(client, **asked).status_code == 200
    return len(seen)


def test_the_card_says_screening_of_exactly_those_who_may(client):
    may = ServiceFactory(screening=True)
    ServiceFactory(prestations=[{"prestation": "screening", "starts_on": long_ago()}])  # no convention
    ServiceFactory(screening=True, organisation=OrganisationFactory())
    ServiceFactory(prestations=[{"prestation": "cpp", "starts_on": long_ago()}], organisation__bib=True)
    page = get(client).content.decode()

    assert list(screening_on(timezone.localdate())) == [may]
    assert page.count('class="screens"') == 1
    assert page.index('class="screens"') > page.index(f"/fiche/{may.code}")
