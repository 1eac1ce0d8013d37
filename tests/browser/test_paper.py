"""What comes out of the printer."""

import pytest

from tests.browser.asking import ANSWERS, ask_compass, cards

pytestmark = pytest.mark.browser


def test_on_paper_there_are_the_services_and_their_numbers_alone(page):
    page.goto("/fr/annuaire/?place=1080&radius=5")
    page.emulate_media(media="print")

    assert cards(page).first.is_visible()
    assert cards(page).first.locator("a[href^='tel:']").is_visible()
    for selector in (".ask-line", ".filters", ".mapside", ".thumb-bar", ".top"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.pdf().startswith(b"%PDF")


def test_the_compass_on_paper_is_discreet(page):
    ask_compass(page, needs=["domestic_violence", "housing"])
    page.emulate_media(media="print")

    printed = page.locator("main").inner_text().lower()
    assert "logement" in printed
    assert "violence" not in printed
    assert page.locator(f"{ANSWERS} article a[href^='tel:']").first.is_visible()
    assert page.pdf().startswith(b"%PDF")
