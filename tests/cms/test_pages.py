"""What a reader sees of Wagtail's pages: the front door, the programme, and no other language without a word."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from cms import content
from cms.blocks import BodyBlock, LinkBlock
from cms.memory import forget
from directory.models import Bassin, Indicator, PrestationRule
from tests.cms.reading import LANGUAGES, address, home, page, questions, read, words
from tests.cms.writing import article

pytestmark = pytest.mark.django_db

# The home -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawn_map_is_a_menu_of_the_five_bassins(client, language):
    html = read(client, home(language))
    drawn = re.search(r"<svg[^>]*class=\"bassins\".*?</svg>", html, re.S)[0]
    with translation.override(language):
        names = {str(bassin.name) for bassin in Bassin.objects.all()}

    assert set(re.findall(r'href="([^"]+)"', drawn)) == {
        address(page(f"bassin_{code}", language)) for code in content.BASSINS
    }
    assert set(re.findall(r'<a[^>]*aria-label="([^"]+)"', drawn)) == names
    assert drawn.rindex("<path") < drawn.index("<text")
    assert "Statbel, BNOSAC (CC BY 2.0)" in html


def test_the_homes_form_posts_what_was_asked_and_leaves_no_trace(client):
    html = read(client, home("fr"))
    form = re.search(r"<main.*?(<form.*?</form>)", html, re.S)[1]

    assert 'method="post"' in form
    assert f'action="{reverse("search:page")}"' in form
    assert 'autocomplete="off"' in form
    assert set(re.findall(r'name="(\w+)"', form)) == {"q", "place", "language"}
    assert '<option value="ar">' in form


def test_the_doors_lead_to_the_compass_the_directory_and_the_programme(client):
    html = read(client, home("nl"))
    doors = re.findall(r'<a class="door" href="([^"]+)"', html)

    with translation.override("nl"):
        assert doors == [reverse("search:boussole"), reverse("search:page"), page("programme", "nl").url]


def test_a_door_whose_page_is_not_published_is_not_shown(client):
    page("programme", "fr").unpublish()

    assert len(re.findall(r'class="door"', read(client, home("fr")))) == 2


def test_the_home_asks_the_same_questions_of_three_articles_and_of_thirty(client):
    def asked(count):
        for number in range(count):
            article(f"Nouvelle {number}")
        return questions(client, "/fr/")

    assert asked(3) == asked(27)


def test_the_home_sets_no_cookie(client):
    assert not client.get("/fr/").cookies


# The programme --------------------------------------------------------------------------------------------------------


def test_the_programme_shows_the_indicators_that_are_public_and_the_blanks(client):
    shown = words(read(client, page("programme", "fr")))

    assert all(str(one.label_fr).lower() in shown for one in Indicator.objects.filter(published=True))
    assert shown.count("à compléter ") >= 2
    assert Indicator.objects.filter(published=True).count() == 13


def test_the_programme_prints_the_rules_of_today_not_copied_text(client):
    PrestationRule.objects.filter(prestation__code="cpp").update(maximum=7)

    assert "7" in words(read(client, page("programme", "fr"))).split("(cpp)")[2][:400]


def test_a_rule_that_is_not_settled_says_so(client):
    PrestationRule.objects.update(provisional=False)
    settled = read(client, page("programme", "fr")).count('class="state few"')
    PrestationRule.objects.update(provisional=True)
    forget()

    assert read(client, page("programme", "fr")).count('class="state few"') == settled + 4


def test_the_first_link_to_the_tool_speaks_the_readers_language():
    for language in ("fr", "nl"):
        links = [
            link for block in page("programme", language).body if block.block_type == "links" for link in block.value
        ]
        assert links[0]["address"] == f"https://www.borninbelgiumpro.be/{language}/"


# No silent fallback ---------------------------------------------------------------------------------------------------


def test_a_page_not_yet_translated_is_offered_in_the_other_languages(client):
    page("programme", "nl").unpublish()

    answer = client.get("/nl/het-programma/")
    html = answer.content.decode()

    assert answer.status_code == 404
    assert address(page("programme", "fr")) in html
    assert address(page("programme", "en")) in html
    assert page("programme", "fr").introduction not in html


def test_the_address_of_another_language_leads_to_the_translation(client):
    assert client.get("/nl/le-programme/").headers["Location"] == "/nl/het-programma/"


def test_a_home_that_is_not_published_is_offered_in_the_other_languages(client):
    home("en").unpublish()

    answer = client.get("/en/")

    assert answer.status_code == 404
    assert 'href="/fr/"' in answer.content.decode()


def test_what_exists_in_no_language_does_not_exist(client):
    for language in LANGUAGES:
        assert client.get(f"/{language}/nulle-part/").status_code == 404


def test_a_draft_is_not_given_away_in_another_language(client):
    for language in LANGUAGES:
        page("programme", language).unpublish()

    assert "programma" not in words(client.get("/fr/het-programma/").content.decode())


# Menus ----------------------------------------------------------------------------------------------------------------


def test_menus_name_the_pages_of_the_readers_language_only(client):
    header = re.search(r"<header.*?</header>", read(client, home("nl")), re.S)[0]

    assert page("programme", "nl").menu_title in header
    assert page("programme", "fr").menu_title not in header


def test_a_page_published_in_the_admin_is_in_the_menu_at_once(client, admin_client):
    read(client, home("fr"))
    programme = page("programme", "fr")
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[programme.pk]))

    assert programme.menu_title not in re.search(r"<header.*?</header>", read(client, home("fr")), re.S)[0]


# Blocks ---------------------------------------------------------------------------------------------------------------


def test_a_link_has_exactly_one_target():
    block = LinkBlock()
    both = {"label": "x", "tool": "search:page", "address": "https://example.org"}
    for wrong in ({"label": "x"}, both):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(wrong))


def test_a_link_to_a_page_that_is_not_published_is_not_shown(client):
    page("contact", "fr").unpublish()

    assert address(page("contact", "fr")) not in (html := read(client, page("programme", "fr")))
    assert "Nous écrire" not in html


def test_two_headings_of_a_page_may_not_share_an_address():
    block = BodyBlock()
    twice = block.to_python([{"type": "heading", "value": "Pour qui ?"}, {"type": "heading", "value": "Pour qui"}])

    with pytest.raises(ValidationError):
        block.clean(twice)


def test_the_language_switch_keeps_the_page_and_never_pretends(client):
    page("programme", "nl").unpublish()
    html = read(client, page("programme", "fr"))
    switch = dict(re.findall(r'<a href="([^"]+)" lang="(\w\w)" hreflang', html))
    named = dict(re.findall(r'<link rel="alternate" hreflang="(\w\w)" href="[^"]*?(/\w\w/[^"]*)"', html))

    assert set(named) == {"fr", "en"}
    assert address(page("programme", "en")) in switch
    assert client.get(next(path for path, language in switch.items() if language == "nl")).status_code == 404


# Kept for a minute ----------------------------------------------------------------------------------------------------


def test_a_page_asked_again_is_not_made_again(client, django_assert_num_queries):
    first = read(client, page("programme", "fr"))

    with django_assert_num_queries(0):
        again = client.get("/fr/le-programme/").content.decode()

    assert again == first


def test_a_page_that_was_just_published_is_not_the_kept_one(client, admin_client):
    read(client, page("programme", "fr"))
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[page("programme", "fr").pk]))

    assert client.get("/fr/le-programme/").status_code == 404


def test_a_member_never_gets_the_page_kept_for_the_public(client, admin_client):
    read(client, page("programme", "fr"))
    log_out = reverse("account_logout")

    assert log_out not in client.get("/fr/le-programme/").content.decode()
    assert log_out in admin_client.get("/fr/le-programme/").content.decode()
    assert log_out not in client.get("/fr/le-programme/").content.decode()


def test_each_language_has_a_page_of_its_own(client):
    for language in LANGUAGES:
        assert f'<html lang="{language}"' in client.get(f"/{language}/").content.decode()
        assert f'<html lang="{language}"' in client.get(f"/{language}/").content.decode()
