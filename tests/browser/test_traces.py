"""What is sensitive leaves nothing in address, title, history or storage; going back is never a dead end."""

import re

import pytest
from playwright.sync_api import Error

from directory.models import Service
from tests.browser.asking import ANSWERS, COMPASS, SEARCH, ask_compass, ask_privately, cards, history

pytestmark = pytest.mark.browser
SENSITIVE = re.compile(r"violen|geweld|theme|category|[?#]", re.IGNORECASE)
COMMUNES = (
    "Anderlecht",
    "Etterbeek",
    "Forest",
    "Ixelles",
    "Molenbeek",
    "Saint-Gilles",
    "Schaerbeek",
    "Uccle",
    "Woluwe",
)
EXIT = "https://www.meteo.be/**"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def reader(request, new_context):
    page = new_context(java_script_enabled=request.param).new_page()
    page.scripted = request.param
    return page


def assert_bland(page):
    found = [*history(page), (page.url, page.title())]
    assert not [text for entry in found for text in entry if SENSITIVE.search(text)]


def leave(page):
    page.context.route(EXIT, lambda route: route.fulfill(body="Weather", content_type="text/html"))
    page.locator(".leave:visible").first.click()
    page.wait_for_url(EXIT)
    page.context.unroute_all()  # else a form would be sent again on the way back, which no browser does by itself


def back(page):
    """As the browser's button does; without script a posted page is not to be had again, and shows nothing."""
    try:
        page.go_back()
    except Error as error:
        if page.scripted or "ERR_CACHE_MISS" not in str(error):
            raise


def assert_nothing_is_left(page):
    if page.url == "about:blank":
        return
    page.wait_for_load_state()
    assert page.locator(ANSWERS).count() == 0
    assert page.locator("#answer[data-posted]").count() == 0
    for field in page.locator("#q, #place, #b-place").all():
        assert field.input_value() == ""
    assert page.locator("main :checked:not(option):not([value=place])").count() == 0


# The address, the title, the history ----------------------------------------------------------------------------------


def test_a_sensitive_question_leaves_nothing(reader):
    ask_privately(reader)
    reader.locator("#answer button[name=change]", has_text="nom").click()
    reader.wait_for_selector("#answer [aria-current]:text('nom')")

    assert cards(reader).count() > 0
    assert_bland(reader)


def test_nor_does_it_from_the_front_page(reader):
    reader.goto("/fr/")
    reader.fill("#home-q", "violence conjugale")
    reader.locator("main .ask button").click()
    reader.wait_for_selector("#answer[data-posted]")

    assert cards(reader).count() > 0
    assert_bland(reader)


def test_a_sensitive_filter_leaves_the_address_of_the_question_before(page, assert_silent):
    page.goto("/fr/annuaire/?place=1080&radius=5")
    page.locator("#g-theme .more summary").click()
    page.check("#f-theme-domestic_violence")
    page.wait_for_selector("#answer[data-posted]")

    assert page.url.endswith("/fr/annuaire/?place=1080&radius=5")
    page.check("#f-language-ar")
    page.wait_for_selector("#answer .chip:has-text('arabe')")
    assert page.locator("#f-theme-domestic_violence").is_checked()
    assert not [url for url, _title in history(page) if "theme" in url or "violence" in url]
    assert_silent(page)


@pytest.mark.parametrize("query", ["q=violence", "theme=domestic_violence&place=1080"])
def test_an_address_written_by_hand_does_not_stay(page, query):
    page.goto(f"/fr/annuaire/?{query}")
    page.wait_for_url("**/fr/annuaire/")

    assert cards(page).count() > 0
    assert_bland(page)
    page.reload()
    assert_nothing_is_left(page)


def test_no_link_of_a_sensitive_answer_leads_to_its_address(page):
    ask_privately(page)

    assert page.evaluate("[...document.links].filter(link => link.search).length") == 0


def test_the_compass_leaves_nothing(reader):
    ask_compass(reader, needs=["domestic_violence"])

    assert_bland(reader)
    assert reader.url.endswith(COMPASS["fr"])


@pytest.mark.parametrize("address", SEARCH.values())
def test_a_posted_answer_has_no_barrier_and_keeps_nothing(page, address, assert_accessible, assert_silent):
    ask_privately(page, address=address)

    assert_accessible(page)
    assert_silent(page)


# Going back, leaving --------------------------------------------------------------------------------------------------


def test_back_from_a_card_is_never_a_dead_end(reader):
    """With script Back gives the empty form; without, the card stands in a tab of its own and the answer stays."""
    for ask, title in ((ask_privately, "h2"), (ask_compass, "h4")):
        ask(reader)
        link = cards(reader).locator(f"{title} a").first
        if reader.scripted:
            link.click()
            reader.wait_for_url("**/fiche/**")
            reader.go_back()
            assert_nothing_is_left(reader)
        else:
            with reader.context.expect_page() as opened:
                link.click()
            opened.value.wait_for_url("**/fiche/**")
            assert opened.value.evaluate("window.opener") is None
            opened.value.close()
        assert reader.locator("#q, #b-place").count() == 1
        assert_bland(reader)


def test_with_script_a_card_opens_where_one_is(page):
    ask_compass(page)
    cards(page).locator(".actions a:not([href^='tel:'])").first.click()

    page.wait_for_url("**/fiche/**")
    assert len(page.context.pages) == 1


@pytest.mark.parametrize("ask", [ask_privately, ask_compass], ids=["search", "compass"])
def test_after_the_quick_exit_back_shows_an_empty_form_at_most(reader, ask):
    ask(reader)
    leave(reader)
    back(reader)

    assert_nothing_is_left(reader)


def test_three_times_shift_leaves_too(page):
    page.context.route(EXIT, lambda route: route.fulfill(body="Weather", content_type="text/html"))
    ask_compass(page, needs=["domestic_violence"])
    for _n in range(3):
        page.keyboard.press("Shift")

    page.wait_for_url(EXIT)
    assert_bland(page)


# What is confidential -------------------------------------------------------------------------------------------------


@pytest.fixture
def hidden(site):
    return Service.objects.listed().filter(site__confidential=True).select_related("site__bassin").earliest("pk")


def test_a_confidential_service_is_in_the_list_and_not_on_the_map(page, hidden):
    page.goto(f"/fr/annuaire/?q={hidden.name_fr}&bassin={hidden.site.bassin.code}")
    page.wait_for_selector(".map-sheet")
    card = cards(page).filter(has=page.locator(f"a[href$='{hidden.code}']"))

    assert card.count() == 1
    place = card.locator(".facts li", has_text="confidentielle").inner_text()
    assert place.startswith(f"adresse confidentielle · {hidden.site.bassin.name_fr}")
    assert not [name for name in COMMUNES if name in place]
    assert hidden.code not in page.evaluate("document.querySelector('#points').textContent")


def test_the_page_of_a_confidential_service_shows_its_bassin_alone(page, hidden):
    page.goto(f"/fr/fiche/{hidden.code}")
    where = page.locator("aside .panel.sand").inner_text()

    assert "confidentielle" in where
    assert hidden.site.bassin.name_fr in where
    assert not [name for name in COMMUNES if name in where]
    assert page.locator(".area-map circle").count() == 0
    assert page.locator("a[href*='openstreetmap']").count() == 0
    assert "geo" not in "".join(page.locator("script[type='application/ld+json']").all_text_contents())
