"""Registering for an event on a phone, with keys alone, without JavaScript: from the list to the mail and back."""

import pytest

from cms.models import EventsPage, Meeting, Registration
from tests.browser.keyboard import tab_to
from tests.browser.test_every_page import read_on_a_phone
from tests.cms.meeting import link
from tests.directory.mailbox import letters

pytestmark = pytest.mark.browser
SEATS, NOT_YET, CONFIRM, REGISTERED, CANCEL, CANCELLED = range(6)
WORDS = {
    "fr": (
        "Il reste des places",
        "Pas encore inscrit",
        "Je confirme",
        "Vous êtes inscrit",
        "J’annule",
        "est annulée",
    ),
    "nl": (
        "Er zijn nog plaatsen",
        "Nog niet ingeschreven",
        "Ik bevestig",
        "U bent ingeschreven",
        "Ik annuleer",
        "is geannuleerd",
    ),
}
BUTTON = "main button"


def mailed(does):
    (message,) = letters()
    return link(message, does)


@pytest.mark.parametrize("language", WORDS)
def test_register_for_an_event_and_cancel(key_reader, writes, language):
    words = WORDS[language]
    meeting = Meeting.objects.get(series__code="perinatalite", is_demo=True, capacity=25)

    key_reader.opens(EventsPage.objects.get(locale__language_code=language).url)
    key_reader.follows(f"a[href='{meeting.page(language).url}']")
    key_reader.reads(words[SEATS])
    key_reader.types("#register-name", "Ann Peeters")
    key_reader.types("#register-email", "ann@example.org")
    key_reader.chooses("#register-category", 1)
    key_reader.chooses("#register-bassin", 1)
    key_reader.follows(BUTTON)
    key_reader.reads(words[NOT_YET])

    key_reader.opens(mailed("confirm"))
    key_reader.reads(words[NOT_YET])
    assert Registration.objects.get(email="ann@example.org").state == "unconfirmed"
    key_reader.follows(BUTTON, words[CONFIRM])
    key_reader.reads(words[REGISTERED])

    key_reader.opens(mailed("cancel"))
    key_reader.follows(BUTTON, words[CANCEL])
    key_reader.reads(words[CANCELLED])
    assert Registration.objects.get(email="ann@example.org").state == "cancelled"


def test_what_is_missing_is_said_beside_its_field_and_kept_in_the_form(phone, writes, assert_accessible):
    meeting = Meeting.objects.get(series__code="perinatalite", is_demo=True, capacity=25)
    phone.goto(meeting.page("nl").url)
    for name, words in (("name", "Ann Peeters"), ("email", "ann")):
        tab_to(phone, f"#register-{name}")
        phone.keyboard.type(words)
    phone.keyboard.press("Enter")

    phone.locator(".error-summary").wait_for()
    assert phone.locator("#register-name").input_value() == "Ann Peeters"
    assert phone.locator("[aria-invalid=true]").count() == 3
    described = phone.locator("#register-email").get_attribute("aria-describedby")
    assert phone.locator(f"#{described}").inner_text()
    read_on_a_phone(phone, assert_accessible)
