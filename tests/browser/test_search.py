"""Finding who can help, with a mouse, a thumb, a keyboard, and without JavaScript."""

import re

import pytest

from tests.browser.asking import ask, cards

pytestmark = pytest.mark.browser


def total(page):
    return int(re.sub(r"\D.*", "", page.locator("#total").inner_text()) or 0)


# With a mouse ---------------------------------------------------------------------------------------------------------


def test_search_by_bassin_from_the_drawn_map(page):
    page.goto("/fr/annuaire/")
    page.locator(".bassins a[href$='bassin=nord']").press("Enter")

    page.wait_for_url("**/fr/annuaire/?bassin=nord")
    assert cards(page).count() > 0
    assert page.locator(".chip").count() == 1


def test_search_by_place_and_radius(page):
    ask(page, "sage-femme", "1080")
    page.wait_for_url("**/fr/annuaire/?q=sage-femme&place=1080+Molenbeek-Saint-Jean&radius=5")
    wide = total(page)

    page.select_option("#radius", "1")
    page.locator("#ask button[type=submit]").first.click()
    page.wait_for_url("**radius=1")
    assert total(page) < wide


def test_a_filter_answers_at_once_and_stays_in_the_address(page):
    page.goto("/fr/annuaire/?place=1080&radius=5")
    before = total(page)
    page.check("#f-language-ar")

    page.wait_for_url("**language=ar")
    assert total(page) < before
    assert page.locator("#f-language-ar").is_checked()
    page.locator(".chip", has_text="arabe").click()
    page.wait_for_url(re.compile(r"radius=5$"))
    assert total(page) == before


def test_back_leads_to_the_question_before(page):
    page.goto("/fr/annuaire/?place=1080&radius=5")
    before = page.locator("#total").inner_text()
    page.check("#f-language-ar")
    page.wait_for_url("**language=ar")
    page.go_back()

    page.wait_for_url(re.compile(r"radius=5$"))
    page.wait_for_function("words => document.querySelector('#total').innerText === words", arg=before)


def test_nothing_found_leads_on(page):
    page.goto("/fr/annuaire/?language=ka&theme=childcare&has_room=1")

    assert cards(page).count() == 0
    page.locator(".nowhere .button").click()
    page.wait_for_selector("article.service")


def test_a_place_that_may_be_several_is_asked_again(page):
    ask(page, place="Woluwe")
    page.locator("#problems button").first.click()

    page.wait_for_url("**place=**Woluwe-Saint-Lambert**")
    assert page.locator("#problems li").count() == 0


def test_the_map_shows_what_the_list_says(page):
    page.goto("/fr/annuaire/?place=1080&radius=2")
    page.wait_for_selector(".map-pin, .map-cluster")
    shown = page.evaluate("JSON.parse(document.querySelector('#points').textContent).map(p => p.address)")

    assert shown
    assert set(shown) <= set(page.locator("article.service h2 a").evaluate_all("all => all.map(a => a.pathname)"))
    page.locator(".map-pin").first.press("Enter")
    assert page.locator(".leaflet-popup-content a").get_attribute("href") in shown


def test_a_service_and_several_look_different_on_the_map_and_a_legend_says_which(page):
    page.goto("/fr/annuaire/?bassin=nord")
    page.wait_for_selector(".map .map-cluster")
    several, one = (page.locator(f".map .map-{kind}").first for kind in ("cluster", "pin"))
    backgrounds = [mark.evaluate("e => getComputedStyle(e).backgroundColor") for mark in (several, one)]

    assert backgrounds[0] != backgrounds[1]
    assert several.locator("[title]").get_attribute("title").endswith(" services ici")
    number = one.inner_text()
    assert page.locator("article.service h2 .number").all_inner_texts()[int(number) - 1] == number
    box, drop = one.locator("span").bounding_box(), one.bounding_box()
    assert drop["x"] < box["x"] < box["x"] + box["width"] < drop["x"] + drop["width"]
    legend = page.locator(".map-legend")
    assert "numéro dans la liste" in legend.inner_text()
    assert legend.locator(".map-pin").count() == legend.locator(".map-cluster").count() == 1


def test_on_a_phone_the_list_has_the_numbers_of_the_map_once_it_is_open(phone):
    phone.goto("/fr/annuaire/?bassin=nord")
    number = phone.locator("article.service h2 .number").first
    phone.wait_for_selector("#map-sheet summary")
    assert number.is_hidden()

    phone.locator("#map-sheet summary").click()
    phone.wait_for_selector(".map .map-cluster")
    assert number.is_visible()


def test_the_map_follows_the_filters(page, watch):
    page.goto("/fr/annuaire/")
    page.wait_for_selector(".map-pin, .map-cluster")
    page.check("#f-language-ar")
    page.wait_for_url("**language=ar")

    page.wait_for_selector(".map-pin, .map-cluster")
    assert page.locator(".leaflet-container").count() == 1


def test_here_is_asked_only_when_pressed_and_never_written(new_context):
    context = new_context(geolocation={"latitude": 50.85523, "longitude": 4.31841}, permissions=["geolocation"])
    page = context.new_page()
    page.goto("/fr/annuaire/")
    with page.expect_request(lambda request: request.method == "POST") as asked:
        page.click("#here")

    assert "lat=50.855&lon=4.318" in asked.value.post_data
    page.wait_for_selector(".chip")
    assert "lat" not in page.url


# Keyboard, suggestions ------------------------------------------------------------------------------------------------


def test_a_suggestion_is_taken_by_keyboard(page):
    page.goto("/nl/gids/")
    page.focus("#q")
    page.keyboard.type("vroed")
    page.wait_for_selector("#q-list [role=option]")
    page.keyboard.press("ArrowDown")

    chosen = page.locator("#q-list [aria-selected=true]")
    assert page.locator("#q").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    words = chosen.inner_text()
    page.keyboard.press("Enter")
    assert page.input_value("#q") == words
    page.keyboard.press("Enter")
    page.wait_for_url("**/nl/gids/?q=**")


def test_nothing_sensitive_is_suggested(page):
    page.goto("/fr/annuaire/")
    page.focus("#q")
    with page.expect_response("**/suggestions/") as answered:
        page.keyboard.type("violen")

    assert answered.value.json() == {"suggestions": []}


def test_by_keyboard_alone_a_service_is_found_and_its_number_reached(page):
    page.goto("/fr/annuaire/")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("sage-femme")
    page.keyboard.press("Tab")
    page.keyboard.type("1080")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=sage-femme&place=1080**")

    reached = []
    for _n in range(150):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        if reached[-1].startswith("tel:+322"):
            break
    assert reached[-1].startswith("tel:")


# Without JavaScript, on a phone ---------------------------------------------------------------------------------------


def test_everything_works_without_javascript(plain_page):
    ask(plain_page, "sage-femme", "1080")
    plain_page.wait_for_url("**/fr/annuaire/?q=sage-femme&place=1080+Molenbeek-Saint-Jean&radius=5")
    plain_page.check("#f-language-ar")
    plain_page.locator("#refine button[type=submit]").click()
    plain_page.wait_for_url("**language=ar")

    assert cards(plain_page).count() > 0
    assert plain_page.locator(".map").is_hidden()
    plain_page.locator(".chip", has_text="arabe").click()
    plain_page.wait_for_url(re.compile(r"radius=5$"))


def test_without_javascript_a_phone_opens_its_filters(new_context):
    phone = new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    phone.goto("/fr/annuaire/")
    phone.locator("#filters > summary").click()
    phone.check("#f-language-ar")
    phone.locator("#refine .apply button").click()

    phone.wait_for_url("**language=ar**")


def test_on_a_phone_the_filters_are_a_sheet(phone):
    phone.goto("/fr/annuaire/?place=1080&radius=5")
    phone.click("#thumb")
    assert phone.url.endswith("radius=5")
    phone.check("#f-language-ar")
    assert phone.url.endswith("radius=5")  # nothing moves under the thumb
    phone.locator("#refine .apply button").click()

    phone.wait_for_url("**language=ar")
    assert not phone.locator("#refine").is_visible()
    assert phone.locator("#thumb").inner_text().strip().endswith("(1)")


def test_on_a_phone_the_number_of_the_first_service_is_one_scroll_away(phone):
    phone.goto("/fr/annuaire/?q=sage-femme&place=1080&radius=5")
    call = cards(phone).first.locator("a[href^='tel:']")

    box = call.bounding_box()
    assert box["y"] < 2 * 740
    assert box["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_on_a_phone_the_map_opens(phone):
    phone.goto("/fr/annuaire/?place=1080&radius=2")
    assert phone.locator(".map").is_hidden()
    phone.locator("#map-sheet summary").click()

    phone.wait_for_selector(".map-pin, .map-cluster")
