"""Two minutes at a counter, with a woman sitting opposite."""

import pytest

from tests.browser.asking import ANSWERS, COMPASS, ask_compass

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("who", ["page", "phone", "plain_page"])
def test_for_today_there_is_no_form_between_her_and_who_answers(who, request):
    page = request.getfixturevalue(who)
    page.goto(COMPASS["fr"])
    page.locator("details.today summary").click()

    numbers = page.locator("#answers-now a[href^='tel:']")
    assert numbers.first.is_visible()
    assert {"tel:112", "tel:101"} <= set(numbers.evaluate_all("all => all.map(a => a.getAttribute('href'))"))
    assert page.url.endswith(COMPASS["fr"])


@pytest.mark.parametrize("who", ["page", "phone", "plain_page"])
def test_four_answers_lead_to_people_to_call(who, request):
    page = request.getfixturevalue(who)
    ask_compass(page, needs=["housing"])

    assert page.url.endswith(COMPASS["fr"])
    titles = page.locator(f"{ANSWERS} h3").all_inner_texts()
    assert any("dépistage" in title for title in titles)
    assert any("programme" in title for title in titles)
    assert "Logement" in titles
    assert page.locator(f"{ANSWERS} article a[href^='tel:']").first.is_visible()


def test_by_keyboard_alone(page):
    page.goto(COMPASS["fr"])
    page.focus("#b-place")
    page.keyboard.type("1080")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    page.wait_for_selector(ANSWERS)
    assert page.url.endswith(COMPASS["fr"])


def test_a_stage_must_be_answered(plain_page):
    plain_page.goto(COMPASS["fr"])
    plain_page.fill("#b-place", "1080")
    plain_page.locator("#questions-inside").evaluate("form => form.noValidate = true")
    plain_page.locator("#questions .apply button").click()

    plain_page.locator(".error-summary").wait_for()  # the form posts; the page that answers comes when it comes
    assert plain_page.input_value("#b-place") == "1080"


def test_a_rare_language_leads_to_interpreters(page):
    ask_compass(page, language="so", place="Uccle", needs=["housing"])

    assert any("interprète" in title for title in page.locator(f"{ANSWERS} h3").all_inner_texts())


def test_the_answers_can_be_changed(page):
    ask_compass(page, needs=["housing"])
    page.locator("#questions > summary").click()

    assert page.input_value("#b-place") == "1080"
    assert page.locator("input[type=radio][value=pregnant_4_6]").is_checked()
    assert page.locator("input[type=checkbox][value=housing]").is_checked()
    page.check("input[type=radio][value=newborn]")
    page.locator("#questions .apply button").click()
    page.wait_for_selector(f"{ANSWERS} .chip:has-text('7 jours')")


@pytest.mark.parametrize("language", COMPASS)
def test_its_answers_have_no_barrier_and_leave_no_trace(page, language, assert_accessible, assert_silent):
    ask_compass(page, language="so", needs=["housing", "domestic_violence"], address=COMPASS[language])

    assert_accessible(page)
    assert_silent(page)


@pytest.mark.parametrize("language", COMPASS)
def test_who_answers_today_fits_a_phone_and_has_no_barrier(phone, language, assert_accessible):
    phone.goto(COMPASS[language])
    phone.locator("details.today summary").click()

    assert_accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_on_a_phone_nothing_is_wider_than_the_screen(phone):
    ask_compass(phone, language="so", needs=["housing", "domestic_violence"])

    assert phone.evaluate("document.documentElement.scrollWidth") == 360
