"""A reader's way through the newsletter, on a phone and without JavaScript: from the form to the door out."""

import pytest

from cms.newsletter import composing, issuing
from tests.browser.conftest import PHONE
from tests.browser.test_every_page import read_on_a_phone
from tests.cms.reading_news import deliver, link, make_issue, reader, states
from tests.directory.mailbox import html, letters

pytestmark = pytest.mark.browser
WAY = {
    "fr": {
        "foot": "Lettre d’information",
        "subscribe": "S’abonner",
        "yes": "Oui, envoyez-moi la lettre",
        "bassin": "Bassin Sud",
        "keep": "Garder ce choix",
        "leave": "Me désabonner",
        "gone": "Votre adresse est effacée",
    },
    "nl": {
        "foot": "Nieuwsbrief",
        "subscribe": "Inschrijven",
        "yes": "Ja, stuur mij de nieuwsbrief",
        "bassin": "Zorgzone Zuid",
        "keep": "Deze keuze bewaren",
        "leave": "Mij uitschrijven",
        "gone": "Uw adres is gewist",
    },
}


@pytest.fixture
def reading(new_context, phone, assert_accessible, assert_silent):
    """Pages without JavaScript, each looked at by axe beside, where it may run."""
    plain = new_context(**PHONE, java_script_enabled=False).new_page()

    def here():
        assert plain.locator("html").bounding_box()["width"] <= 360
        phone.goto(plain.url)
        read_on_a_phone(phone, assert_accessible)
        assert_silent(phone)
        return plain

    return plain, here


@pytest.mark.parametrize("language", WAY)
def test_a_reader_asks_confirms_reads_changes_and_leaves(reading, writes, language):
    (page, here), says = reading, WAY[language]
    page.goto(f"/{language}/")
    page.locator("footer").get_by_role("link", name=says["foot"]).click()
    here().get_by_role("textbox").fill("ann@example.org")
    page.get_by_role("button", name=says["subscribe"]).click()
    here()
    page.goto(link(letters()[-1], "confirm"))
    here().get_by_role("button", name=says["yes"]).click()
    here()
    assert states()["ann@example.org"] == "confirmed"

    message = a_mail(language)
    page.goto(link(message, "change"))
    here().get_by_label(says["bassin"], exact=True).check()
    page.get_by_role("button", name=says["keep"]).click()
    page.locator(".notice.success").wait_for()
    assert page.get_by_label(says["bassin"], exact=True).is_checked()

    page.goto(link(message, "leave"))
    here().get_by_role("button", name=says["leave"]).click()
    page.get_by_text(says["gone"]).first.wait_for()
    assert "ann@example.org" not in states()


def a_mail(language):
    """The issue that an editor would send with what the demo network has."""
    issue = make_issue()
    composing.put(issue, [one.key for one in composing.candidates(issue)])
    issuing.save(issue, {}, composing.held(issue), version=issue.version, by=None)
    return deliver(issue)["ann@example.org"]


@pytest.mark.parametrize("language", WAY)
def test_the_mail_can_be_read_on_a_phone_by_day_and_by_night(new_context, phone, writes, language, assert_accessible):

    reader("ann@example.org", "fr_nl" if language == "fr" else language)
    message = a_mail(language)

    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme)
        phone.set_content(html(message))
        assert_accessible(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert {part.get_attribute("lang") for part in phone.locator("body > div").all()} >= {language}
