"""What a newcomer tries first: the menu, the first screen of a phone, the map, what unfolds."""

import pytest

from tests.browser.asking import SEARCH, cards

pytestmark = pytest.mark.browser
SCREEN, BAR = 740, 64
VISIBLE_WIDTH = "all => all.map(e => e.getBoundingClientRect()).every(box => box.left >= 0 && box.right <= innerWidth)"


@pytest.mark.parametrize("way", ["Escape", "elsewhere"])
def test_the_menu_closes(phone, way):
    phone.goto("/fr/")
    phone.locator(".menu > summary").click()
    assert phone.locator(".menu > nav").is_visible()
    phone.keyboard.press("Escape") if way == "Escape" else phone.mouse.click(20, 600)

    assert not phone.locator(".menu > nav").is_visible()
    if way == "Escape":
        assert phone.evaluate("document.activeElement.matches('.menu > summary')")


@pytest.mark.parametrize("address", SEARCH.values())
def test_on_a_phone_the_first_result_stands_in_the_first_screen(phone, address):
    phone.goto(f"{address}?place=1080&radius=5")
    title = cards(phone).first.locator("h2").bounding_box()

    assert title["y"] + title["height"] < SCREEN - BAR


FREE = """() => {
    const select = document.querySelector("#radius"), style = getComputedStyle(select);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const widest = Math.max(...[...select.options].map(({label}) => pen.measureText(label).width));
    return select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - widest;
}"""


@pytest.mark.parametrize(
    ("language", "place"), [("fr", "1080 Molenbeek-Saint-Jean"), ("nl", "1080 Sint-Jans-Molenbeek"), ("en", "1080")]
)
def test_on_a_phone_the_question_is_not_cut_off(phone, language, place):
    phone.goto(SEARCH[language])
    phone.fill("#place", place)
    ring = phone.locator("#place").bounding_box()["y"] - 5  # its outline and the gap before it

    assert phone.evaluate(
        "document.querySelector('#place').scrollWidth <= document.querySelector('#place').clientWidth"
    )
    assert phone.evaluate(FREE) >= -1
    mark = phone.locator("#here .icon").bounding_box()
    assert mark["y"] + mark["height"] <= ring


def test_while_a_search_is_under_way_its_old_count_is_grey(page):
    page.goto(SEARCH["fr"])
    assert page.locator("#total").evaluate("e => getComputedStyle(e).opacity") == "1"
    page.route("**/annuaire/?*", lambda route: None)  # it never answers
    page.fill("#q", "sage-femme")
    page.locator("#ask button[type=submit]").first.click()
    page.locator(".htmx-request").first.wait_for(state="attached")

    assert page.locator("#total").evaluate("e => getComputedStyle(e).opacity") != "1"


@pytest.mark.parametrize("who", ["phone", "page"])
def test_no_order_is_cut_off(who, request):
    page = request.getfixturevalue(who)
    page.goto("/fr/annuaire/?place=1080&radius=5")
    if who == "phone":
        page.locator("#sort > summary").click()

    ways = page.locator("#sort li > *")
    assert ways.count() == 4
    assert ways.evaluate_all(VISIBLE_WIDTH)
    page.locator("#sort a", has_text="nom").click()
    page.wait_for_url("**sort=name")


def test_there_is_one_way_to_the_filters_and_it_counts_what_is_chosen(phone):
    phone.goto("/fr/annuaire/?place=1080&radius=5&q=sage-femme")
    ways = phone.locator("text=Affiner").locator("visible=true")

    assert [way.strip() for way in ways.all_inner_texts()] == ["Affiner"]


def test_without_javascript_there_is_one_way_too(new_context):
    phone = new_context(java_script_enabled=False, viewport={"width": 360, "height": SCREEN}).new_page()
    phone.goto("/fr/annuaire/?place=1080&radius=5&language=ar")

    assert phone.locator("text=Affiner").locator("visible=true").count() == 1


def test_on_a_phone_the_map_comes_before_the_list_by_keyboard_too(phone):
    phone.goto("/fr/annuaire/?place=1080&radius=2")
    phone.wait_for_selector("#map-sheet summary")

    assert phone.evaluate("[...document.querySelectorAll('#map-sheet, article')][0].id") == "map-sheet"


def test_an_opened_map_stands_between_the_bars(phone):
    phone.goto("/fr/annuaire/?place=1080&radius=2")
    phone.locator("#map-sheet summary").click()
    phone.wait_for_selector(".map-pin, .map-cluster")
    box = phone.locator(".map").bounding_box()

    assert box["y"] >= BAR
    assert box["y"] + box["height"] <= SCREEN - BAR


def test_an_address_opens_what_it_leads_to(phone):
    phone.goto("/fr/boussole/#answers-now")

    assert phone.locator("#answers-now a[href^='tel:']").first.is_visible()


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_who_answers_today_is_not_wider_than_its_card(phone, language):
    phone.goto({"fr": "/fr/boussole/", "nl": "/nl/kompas/", "en": "/en/compass/"}[language])
    phone.locator("details.today summary").click()

    right = "e => e.getBoundingClientRect().right"
    inside = f"all => all.every(e => e.scrollWidth <= e.clientWidth && ({right})(e) <= ({right})(e.closest('.panel')))"
    assert phone.locator("#answers-now .button").evaluate_all(inside)


def test_the_name_of_each_link_to_a_card_begins_with_its_words(page):
    page.goto("/fr/annuaire/?place=1080&radius=5")
    links = page.locator("article.service .actions a.plain")
    names = links.all_text_contents()

    assert all(name.startswith("Voir la fiche") for name in names)
    assert links.evaluate_all("all => all.every(a => !a.hasAttribute('aria-label'))")


def test_the_credits_of_the_map_can_be_read_in_the_dark(new_context):
    page = new_context(color_scheme="dark").new_page()
    page.goto("/fr/annuaire/?place=1080&radius=2")
    page.wait_for_selector(".leaflet-control-attribution")
    card = page.locator("article.service").first.evaluate("e => getComputedStyle(e).backgroundColor")

    assert page.locator(".leaflet-control-attribution").evaluate("e => getComputedStyle(e).backgroundColor") == card
