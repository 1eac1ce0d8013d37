"""A visitor reads the page of her bassin and calls a service: on a phone, with keys alone, without JavaScript."""

import pytest

pytestmark = pytest.mark.browser
NAMES = {"fr": ("Bassin Nord", "Qui fait le dépistage"), "nl": ("Zorgzone Noord", "Wie doet de screening")}


@pytest.mark.parametrize("language", NAMES)
def test_a_visitor_reads_a_bassin_page_and_calls_a_service(key_reader, language):
    name, who = NAMES[language]
    key_reader.opens(f"/{language}/")
    key_reader.follows(f".bassins a[aria-label='{name}']")

    assert key_reader.page.locator("h1").inner_text() == name
    key_reader.reads(who)
    call = key_reader.tabs_to(".service a.button[href^='tel:+32']")
    assert call.is_visible()
    assert call.bounding_box()["height"] >= 44


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
