"""Changing language keeps the page and the question, asked or half written."""

import pytest

from tests.browser.asking import ANSWERS, ask_compass, ask_privately, cards, fill_compass

pytestmark = pytest.mark.browser


def switch(page, code):
    page.locator("#tongues :is(a, button)", has_text=code).click()


def test_a_question_in_the_address_stays_there(page):
    page.goto("/fr/annuaire/?place=1080&radius=5&language=ar")
    before = cards(page).count()
    switch(page, "NL")

    page.wait_for_url("**/nl/gids/?place=1080+Molenbeek-Saint-Jean&radius=5&language=ar")
    assert cards(page).count() == before > 0
    assert page.locator(".chip", has_text="Arabisch").count() == 1
    assert "Sint-Jans-Molenbeek" in page.input_value("#place")


@pytest.mark.parametrize("who", ["page", "phone", "plain_page"])
def test_a_posted_question_goes_along(who, request):
    page = request.getfixturevalue(who)
    ask_privately(page, "violence", "1080")
    before = cards(page).count()
    switch(page, "NL")

    page.wait_for_url("**/nl/gids/")
    assert page.input_value("#q") == "violence"
    assert cards(page).count() == before > 0


def test_so_do_the_filters_of_a_posted_question(page):
    ask_privately(page, "violence", "")
    page.check("#f-language-ar")
    page.wait_for_selector("#answer .chip:has-text('arabe')")
    page.locator("#answer button[name=change]", has_text="nom").click()
    page.wait_for_selector("#answer [aria-current]:text('nom')")
    before = cards(page).locator("h2").count()
    switch(page, "NL")

    page.wait_for_url("**/nl/gids/")
    assert page.locator("#f-language-ar").is_checked()
    assert page.locator(".sort [aria-current]").inner_text() == "naam"
    assert cards(page).count() == before > 0


@pytest.mark.parametrize("who", ["page", "phone", "plain_page"])
def test_half_filled_questions_of_the_compass_stay_filled(who, request):
    page = request.getfixturevalue(who)
    fill_compass(page, place="Matonge", stage="newborn", language="so", needs=["housing"])
    switch(page, "NL")

    page.wait_for_url("**/nl/kompas/")
    assert page.input_value("#b-place") == "Matonge"
    assert page.locator("input[value=newborn]").is_checked()
    assert page.input_value("#b-language") == "so"
    assert page.locator("input[type=checkbox][value=housing]").is_checked()
    assert page.locator(ANSWERS).count() == 0


def test_a_compass_without_answers_is_not_called_wrong(page):
    page.goto("/fr/boussole/")
    switch(page, "EN")

    page.wait_for_url("**/en/compass/")
    assert page.locator(".error-summary, [aria-invalid=true]").count() == 0


def test_the_answers_of_the_compass_are_given_again(page):
    ask_compass(page, needs=["housing"])
    switch(page, "NL")

    page.wait_for_url("**/nl/kompas/")
    page.wait_for_selector(ANSWERS)
    assert "Huisvesting" in page.locator(f"{ANSWERS} h3").all_inner_texts()
    switch(page, "FR")
    page.wait_for_url("**/fr/boussole/")
    assert "Logement" in page.locator(f"{ANSWERS} h3").all_inner_texts()
