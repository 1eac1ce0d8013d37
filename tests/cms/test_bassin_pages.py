"""The page of a bassin: whom to call, who is there today, what is coming; and a site of its own where one wants it."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site

from cms.bassin_today import BassinToday
from cms.memory import forget
from cms.models import BassinPage
from directory.models import Bassin, Organisation, Partnership
from directory.programme import screening_on
from tests.cms.meeting import make_meeting
from tests.cms.reading import LANGUAGES, address, home, page, questions, read, words
from tests.cms.writing import article
from tests.factories import OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def bassin(code="centre-ouest", language="fr"):
    return page(f"bassin_{code}", language)


def counts(html):
    found = re.findall(r'<li><a href="([^"]+)"><b>(\d+)</b> <span>([^<]+)</span></a></li>', html)
    return {label: (int(number), href) for href, number, label in found}


def test_its_numbers_are_those_of_the_search_and_lead_there(client):
    ServiceFactory(screening=True)
    ServiceFactory(roles=[{"role": "coordination", "starts_on": timezone.localdate() - timedelta(days=9)}])

    shown = counts(read(client, bassin()))

    search = reverse("search:page")
    assert shown["services dans le répertoire"] == (2, f"{search}?bassin=centre-ouest")
    assert shown["font le dépistage"] == (1, f"{search}?bassin=centre-ouest&amp;prestation=screening")
    assert shown["Coordination"] == (1, f"{search}?bassin=centre-ouest&amp;role=coordination")
    assert shown["font le dépistage"][0] == screening_on(timezone.localdate()).count()


def test_who_screens_is_called_from_the_page_and_nobody_else(client):
    ServiceFactory(screening=True, name_fr="Cabinet qui dépiste")
    ServiceFactory(name_fr="Cabinet autre")

    html = read(client, bassin())

    assert "Cabinet qui dépiste" in html
    assert "Cabinet autre" not in html
    assert 'href="tel:+3225294120"' in html


def test_a_confidential_service_keeps_its_address_here_too(client):
    ServiceFactory(screening=True, confidential=True, name_fr="Refuge du test")

    html = read(client, bassin())

    assert "adresse confidentielle" in words(html)
    assert "Rue du Bateau" not in html


def test_the_helpdesk_is_a_number_to_press_once_it_is_known(client):
    assert "tel:+3225294120" not in read(client, bassin())
    Bassin.objects.filter(code="centre-ouest").update(
        helpdesk_phone="+3225294120", helpdesk_hours_fr="Lundi, 9 h – 12 h"
    )
    forget()

    html = read(client, bassin())

    assert html.count('href="tel:+3225294120"') == 3  # under the title, in its panel, at the thumb
    assert "Lundi, 9 h – 12 h" in html


def test_the_team_is_shown_once_somebody_named_it(client):
    one = bassin()
    assert 'id="team"' not in read(client, one)
    person = {"name": "Ana Peeters", "role": "Coordinatrice", "phone": "+3225294120", "mail": "ana@maillage.example"}
    one.team = json.dumps([{"type": "person", "value": person}])
    one.save_revision().publish()
    forget()

    html = read(client, one)

    assert "Ana Peeters" in html
    assert "Appeler le 02 529 41 20" in html
    assert 'href="mailto:ana@maillage.example"' in html


@pytest.mark.parametrize(
    ("code", "fr"),
    [
        ("nord", ""),
        ("nord-est", "environ 200 000 (calculé à partir de 602 services, soit 3,0 pour 1 000 habitant·es)"),
        ("centre-ouest", "304 523 (2022)"),
        ("sud", "plus de 300 000 (2022 ou après)"),
        ("sud-est", "un peu moins de 185 000 (2022)"),
    ],
)
def test_a_population_is_told_with_what_its_source_says_of_it(code, fr):
    told = BassinToday(Bassin.objects.get(code=code), None, []).population

    assert re.sub(r"\s", " ", told) == fr


def test_what_an_administrator_writes_about_a_population_is_printed_as_it_is():
    one = Bassin(population=1000, population_note="estimation de Brusano")

    assert re.sub(r"\s", " ", BassinToday(one, None, []).population) == "1 000 (estimation de Brusano)"


def test_events_and_news_are_shown_once_there_are_any(client):
    empty = read(client, bassin("nord"))
    make_meeting(bassins=["nord"])
    article("Du Nord", bassins=["nord"])
    article("Du Sud", bassins=["sud"])
    forget()
    full = read(client, bassin("nord"))

    assert 'id="coming"' not in empty
    assert 'id="news"' not in empty
    assert "Le sommeil" in full
    assert "Du Nord" in full
    assert "Du Sud" not in full


def test_partnerships_are_shown_once_there_are_any_in_force_and_listed(client):
    assert 'id="partnerships"' not in read(client, bassin())
    here = ServiceFactory(organisation__name_fr="Maison du Canal").organisation
    names = ("Les Voisines", "Déjà fini", "Pas encore", "Discrète", "Suspendue")
    others = {name: OrganisationFactory(name_fr=name, name_nl="") for name in names}
    Organisation.objects.filter(pk=others["Suspendue"].pk).update(status=Organisation.Status.SUSPENDED)
    today, days = timezone.localdate(), timedelta(days=9)
    for name, other in others.items():
        one, two = sorted((here, other), key=lambda each: each.pk)
        starts, ends = today - 2 * days, None
        if name == "Déjà fini":
            ends = today - days
        if name == "Pas encore":
            starts = today + days
        Partnership.objects.create(one=one, other=two, starts_on=starts, ends_on=ends, listed=name != "Discrète")
    forget()

    shown = re.search(r'id="partnerships".*?</section>', read(client, bassin()), re.S)[0]
    assert set(re.findall(r"<a [^>]*>([^<]+)</a>", shown)) == {"Maison du Canal", "Les Voisines"}
    assert 'id="partnerships"' not in read(client, bassin("nord"))


def test_a_bassin_has_one_page_in_a_language():
    twin = BassinPage(title="Encore", bassin=Bassin.objects.get(code="nord"), locale=home("fr").locale)

    with pytest.raises(ValidationError):
        twin.clean()


def test_thirty_services_cost_as_many_questions_as_three(client):
    for _n in range(3):
        ServiceFactory(screening=True)
    article(bassins=["centre-ouest"])
    few = questions(client, "/fr/bassin-centre-ouest/")
    for _n in range(27):
        ServiceFactory(screening=True)
    for number in range(5):
        article(f"Nouvelle {number}", bassins=["centre-ouest"])
        make_meeting(bassins=["centre-ouest"])

    assert questions(client, "/fr/bassin-centre-ouest/") <= few + 2  # the events' own series and bassins, asked once
    assert few <= 50


# The map --------------------------------------------------------------------------------------------------------------


def drawn(html):
    return re.search(r'<svg[^>]*class="bassins".*?</svg>', html, re.S)[0]


def test_its_map_shows_where_it_is_and_leads_to_the_four_others(client):
    found = drawn(read(client, bassin("nord")))

    assert found.count('<path class="here"') == 1
    assert "var(--bassin-nord)" in found
    others = {address(bassin(code)) for code in ("nord-est", "centre-ouest", "sud", "sud-est")}
    assert set(re.findall(r'href="([^"]+)"', found)) == others


def test_a_bassin_whose_page_is_not_published_leads_to_its_search(client):
    bassin("nord").unpublish()

    found = drawn(read(client, home("fr")))

    assert f'href="{reverse("search:page")}?bassin=nord"' in found
    assert f'href="{address(bassin("sud"))}"' in found


# A site of its own ----------------------------------------------------------------------------------------------------

HOST = "bassin-nord.example"


@pytest.fixture
def own_site(settings):
    settings.ALLOWED_HOSTS = ["testserver", HOST]
    return Site.objects.create(hostname=HOST, root_page=bassin("nord"), site_name="Bassin Nord")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_host_name_of_its_own_opens_on_the_bassin_in_each_language(client, own_site, language):
    html = client.get(f"/{language}/", headers={"host": HOST}).content.decode()

    assert f"<h1>{bassin('nord', language).title}</h1>" in html
    assert f'<html lang="{language}"' in html


def test_the_languages_of_its_front_page_are_found_by_their_key(client, own_site):
    html = client.get("/fr/", headers={"host": HOST}).content.decode()

    switch = dict(re.findall(r'<a href="([^"]+)" lang="(\w\w)" hreflang', html))
    named = dict(re.findall(r'<link rel="alternate" hreflang="(\w\w)" href="([^"]+)"', html))
    assert switch == {f"http://{HOST}/nl/": "nl", f"http://{HOST}/en/": "en"}
    assert named == {language: f"http://{HOST}/{language}/" for language in LANGUAGES}


def test_the_menu_of_its_site_leads_back_to_the_pages_of_the_whole(client, own_site):
    html = client.get("/nl/", headers={"host": HOST}).content.decode()
    header = re.search(r"<header.*?</header>", html, re.S)[0]
    programme = re.search(r'href="(http[^"]+)"[^>]*>Het programma<', header)[1]

    assert programme.endswith("/nl/het-programma/")
    assert HOST not in programme


def test_the_menu_still_says_which_page_one_is_on(client, own_site):
    header = re.search(r"<header.*?</header>", client.get("/nl/nieuws/").content.decode(), re.S)[0]

    assert re.search(r'<a href="http[^"]*/nl/nieuws/" aria-current="page">', header)


def test_search_answers_on_its_site(client, own_site):
    ServiceFactory()
    with translation.override("nl"):
        answer = client.get(f"{reverse('search:page')}?bassin=centre-ouest", headers={"host": HOST})

    assert answer.status_code == 200
    assert "Praktijk" in answer.content.decode()


def test_a_language_that_is_not_published_says_so_on_its_site(client, own_site):
    bassin("nord", "nl").unpublish()

    answer = client.get("/nl/", headers={"host": HOST})

    assert answer.status_code == 404
    assert f'href="http://{HOST}/fr/"' in answer.content.decode() or 'href="/fr/"' in answer.content.decode()


def test_the_main_site_and_its_sitemap_name_the_bassin_where_it_lives(client, own_site):
    assert client.get("/fr/bassin-nord/").status_code == 200
    assert f"<loc>http://{HOST}/fr/</loc>" in client.get("/sitemap-pages.xml").content.decode()
    assert client.get("/fr/").status_code == 200
