"""Registering for an event on a phone, by keyboard, from the list to the mail and back; with and without JavaScript."""

import pytest

from cms.models import EventsPage, Meeting, Registration
from tests.browser.conftest import PHONE
from tests.browser.test_every_page import read_on_a_phone
from tests.cms.meeting import link
from tests.directory.mailbox import letters

pytestmark = pytest.mark.browser
WORDS = {
    "fr": ("Pas encore inscrit", "Vous êtes inscrit", "est annulée"),
    "nl": ("Nog niet ingeschreven", "U bent ingeschreven", "is geannuleerd"),
}


@pytest.fixture(params=[("fr", True), ("nl", False)], ids=["in French", "in Dutch, without JavaScript"])
def reader(request, new_context):
    language, scripts = request.param
    return new_context(**PHONE, java_script_enabled=scripts).new_page(), language, scripts


def press(page, name):
    """With the key, where the focus shows."""
    button = page.locator(f"main button:has-text('{name}')")
    button.focus()
    page.keyboard.press("Enter")


def fill(page, *keys):
    """From field to field with Tab."""
    page.locator("#register-name").focus()
    for key in keys:
        if key.startswith("Arrow"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def mailed(does):
    (message,) = letters()
    return link(message, does)


def test_register_for_an_event_and_cancel(reader, writes, assert_accessible, assert_silent):
    page, language, scripts = reader
    not_yet, registered, cancelled = WORDS[language]
    meeting = Meeting.objects.get(series__code="perinatalite", is_demo=True, capacity=25)
    index = EventsPage.objects.get(locale__language_code=language)

    def looked_at(words):
        page.locator(f"main :text('{words}')").first.wait_for()
        assert_silent(page)
        if scripts:
            assert_accessible(page)

    page.goto(index.url)
    page.locator(f"a[href='{meeting.page(language).url}']").click()
    looked_at({"fr": "Il reste des places", "nl": "Er zijn nog plaatsen"}[language])
    fill(page, "Ann Peeters", "ann@example.org", "", "ArrowDown", "ArrowDown")
    looked_at(not_yet)

    page.goto(mailed("confirm"))
    looked_at(not_yet)
    assert Registration.objects.get(email="ann@example.org").state == "unconfirmed"
    press(page, {"fr": "Je confirme", "nl": "Ik bevestig"}[language])
    looked_at(registered)

    page.goto(mailed("cancel"))
    press(page, {"fr": "J’annule", "nl": "Ik annuleer"}[language])
    looked_at(cancelled)
    assert Registration.objects.get(email="ann@example.org").state == "cancelled"


def test_what_is_missing_is_said_beside_its_field_and_kept_in_the_form(phone, writes, assert_accessible):
    meeting = Meeting.objects.get(series__code="perinatalite", is_demo=True, capacity=25)
    phone.goto(meeting.page("nl").url)
    fill(phone, "Ann Peeters", "ann", "", "", "")

    phone.locator(".error-summary").wait_for()
    assert phone.locator("#register-name").input_value() == "Ann Peeters"
    assert phone.locator("[aria-invalid=true]").count() == 3
    described = phone.locator("#register-email").get_attribute("aria-describedby")
    assert phone.locator(f"#{described}").inner_text()
    read_on_a_phone(phone, assert_accessible)
