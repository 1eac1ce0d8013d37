"""A visitor reads the page of her bassin and calls a service: on a phone, with keys alone, without JavaScript."""

import pytest

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser
NAMES = {"fr": ("Bassin Nord", "Qui fait le dépistage"), "nl": ("Zorgzone Noord", "Wie doet de screening")}
FOCUSED = "document.activeElement.getAttribute('href')"


def tab_to(page, start):
    """With the Tab key, to the first link whose address begins so; nothing is clicked."""
    for _press in range(60):
        page.keyboard.press("Tab")
        href = page.evaluate(FOCUSED) or ""
        if href.startswith(start):
            return href
    return ""


@pytest.mark.parametrize("language", NAMES)
def test_a_visitor_reads_a_bassin_page_and_calls_a_service(new_context, language, assert_accessible, assert_silent):
    name, who = NAMES[language]
    page = new_context(java_script_enabled=False, **PHONE).new_page()
    page.goto(f"/{language}/")
    page.locator(f".bassins a[aria-label='{name}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()

    assert page.locator("h1").inner_text() == name
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("h2", has_text=who).evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
    assert tab_to(page, "tel:+32") != ""
    call = page.locator("a:focus")
    assert call.is_visible()
    assert call.bounding_box()["height"] >= 44
    assert_silent(page)

    reader = new_context(**PHONE).new_page()
    reader.goto(page.url)
    assert_accessible(reader)


def test_the_numbers_of_a_bassin_lead_to_the_services_they_count(page):
    page.goto("/fr/bassin-nord/")
    count = page.locator(".counts a").nth(1)
    number = count.locator("b").inner_text()
    count.click()

    page.wait_for_url("**prestation=screening")
    assert page.locator("#total").inner_text().startswith(f"{number} ")


def test_the_memo_of_a_bassin_is_a_paper(page, site):
    page.goto("/nl/zorgzone-noord/")
    for link in page.locator("a[href$='nord.pdf']").all():
        answer = page.request.get(f"{site}{link.get_attribute('href')}")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/fr/actualites/", "/nl/bronnen/"])
def test_the_lists_are_filtered_without_javascript_and_the_address_can_be_shared(plain_page, path):
    plain_page.goto(path)
    select = plain_page.locator("form.ask select").first
    value = select.locator("option").nth(1).get_attribute("value")
    select.select_option(value)
    plain_page.locator("form.ask button").click()

    assert f"{select.get_attribute('name')}={value}" in plain_page.url
    assert plain_page.locator("form.ask select").first.input_value() == value


def test_a_question_has_an_address_of_its_own_and_opens_there(page):
    page.goto("/fr/questions-frequentes/")
    page.locator("summary").nth(3).click()
    link = page.locator("details[open] a[href^='#']").last
    link.click()

    assert "#" in page.url
