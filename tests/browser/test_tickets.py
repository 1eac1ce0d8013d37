"""Something is wrong on a card: from the phone of whoever saw it to the answer of the organisation and its mail.

And two cards that are one: merged side by side, the old address leading to the new.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.actions.duplicates import refresh
from directory.models import Ticket, User
from directory.permissions import DIRECTORY
from tests.browser.conftest import PHONE
from tests.browser.test_every_page import read_on_a_phone
from tests.directory.mailbox import letters
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.browser
SAYS = {
    "fr": {"report": "Signaler une erreur", "send": "Envoyer", "thanks": "Merci", "close": "Répondre et clôturer"},
    "nl": {"report": "Een fout melden", "send": "Versturen", "thanks": "Dank u", "close": "Antwoorden en afsluiten"},
}


@pytest.fixture
def entered(new_context, site, writes):
    """A page of somebody who has logged in."""

    def enter(user, **options):
        client = Client()
        client.force_login(user)
        context = new_context(**options)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
        return context.new_page()

    return enter


@pytest.mark.parametrize("language", SAYS)
def test_an_error_is_reported_answered_and_closed(language, new_context, entered, assert_accessible, assert_silent):
    says, service = SAYS[language], ServiceFactory()
    member = UserFactory(of=service.organisation, language=language)
    visitor = new_context(**PHONE).new_page()
    with translation.override(language):
        visitor.goto(reverse("directory:service", args=[service.code]))
        ours = reverse("own:home", args=[service.organisation.code])
    visitor.get_by_role("link", name=says["report"]).click()
    visitor.locator("h1", has_text=says["report"]).wait_for()
    read_on_a_phone(visitor, assert_accessible)
    visitor.locator("#report-reason").select_option("hours")
    visitor.locator("#report-text").fill("18:00")
    visitor.locator("#report-email").fill("ann@example.org")
    visitor.get_by_role("button", name=says["send"]).click()
    visitor.locator("h1", has_text=says["thanks"]).wait_for()
    read_on_a_phone(visitor, assert_accessible)
    assert_silent(visitor)
    ticket = Ticket.objects.get(service=service)
    assert [mail.to for mail in letters()] == [[member.email]]

    page = entered(member, **PHONE)
    page.goto(ours)
    page.locator("nav.tabs a[href*='/signalements/'], nav.tabs a[href*='/meldingen/']").click()
    read_on_a_phone(page, assert_accessible)
    page.locator("article h2 a").click()
    read_on_a_phone(page, assert_accessible)
    page.locator("[name=outcome][value=mended]").check()
    page.locator("#answer-answer").fill("18:00!")
    page.get_by_role("button", name=says["close"]).click()
    page.locator("blockquote", has_text="18:00!").wait_for()

    (mail,) = letters()
    assert mail.to == ["ann@example.org"]
    assert "18:00!" in mail.body
    visitor.reload()
    visitor.locator(".notice.success").wait_for()
    assert Ticket.objects.get(pk=ticket.pk).state == "closed"


def test_two_cards_are_merged_and_the_old_address_leads_to_the_new(entered, plain_page):
    number = [{"kind": "phone", "value": "+3225555555"}]
    one, other = (OrganisationFactory(name_fr=name, contacts=number) for name in ("Le Grand Parvis", "Le Grand Parvi"))
    ServiceFactory(organisation=other)
    refresh()
    desk = entered(User.objects.filter(groups__name=DIRECTORY).first())

    desk.goto(reverse("duplicates"))
    pair = desk.locator("tr", has_text="Le Grand Parvi").filter(has_text="Le Grand Parvis")
    pair.get_by_role("link", name="Comparer").click()
    desk.wait_for_url("**/duplicates/organisation/*/*/")
    stays = reverse("duplicates_compare", args=["organisation", one.code, other.code])
    if not desk.url.endswith(stays):
        desk.get_by_role("link", name="L’autre doit rester").click()
        desk.wait_for_url(f"**{stays}")
    desk.get_by_role("button", name="Fusionner").click()
    desk.locator("#merged").wait_for()

    with translation.override("fr"):
        plain_page.goto(reverse("directory:organisation", args=[other.code]))
        assert plain_page.url.endswith(reverse("directory:organisation", args=[one.code]))
    assert plain_page.locator("h1").inner_text() == "Le Grand Parvis"
    assert plain_page.locator("article.service").count() == 1
