"""Capacity from the mail in two taps, on a phone and without JavaScript; a campaign from its start to « to phone »."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.management.commands.seed_demo import ACCOUNTS
from directory.models import Category, Confirmation, Service, User
from tests.browser.conftest import PHONE
from tests.browser.test_every_page import assert_narrow, read_on_a_phone
from tests.directory.asking import ask_about, path, with_mailbox
from tests.directory.mailbox import html, links

pytestmark = pytest.mark.browser
WAY = {
    "fr": {"few": "Quelques places", "yes": "Oui, c’est exact", "thanks": "Merci"},
    "nl": {"few": "Enkele plaatsen", "yes": "Ja, dat klopt", "thanks": "Bedankt"},
}


@pytest.mark.parametrize("language", WAY)
def test_room_is_said_from_the_mail_in_one_tap_and_a_button(new_context, phone, writes, language, assert_accessible):
    says = WAY[language]
    card = with_mailbox(stale=True)
    message = ask_about(card)["accueil@cpas.example"]
    phone.set_content(html(message))
    assert_accessible(phone)
    tapped = phone.locator(f"[lang={language}]").get_by_role("link", name=says["few"]).get_attribute("href")
    assert tapped in links(message)

    plain = new_context(**PHONE, java_script_enabled=False).new_page()
    address = tapped.removeprefix(settings.SITE_ADDRESS)
    plain.goto(address)
    phone.goto(address)
    assert_narrow(phone)
    read_on_a_phone(phone, assert_accessible)
    assert Service.objects.get(pk=card.pk).room == "open"
    plain.get_by_role("button", name=says["yes"]).click()
    plain.get_by_role("status").filter(has_text=says["thanks"]).wait_for()
    phone.goto(plain.url)
    assert_narrow(phone)
    read_on_a_phone(phone, assert_accessible)

    assert Service.objects.get(pk=card.pk).room == "few"
    with translation.override(language):
        plain.goto(reverse("directory:service", args=[card.code]))
    assert plain.locator(".state.few").first.is_visible()
    assert path(message, card, "few")


@pytest.fixture
def desk(new_context, site, writes):
    """The administration, as the directory's coordinator who has logged in."""
    mail = next(mail for mail, _name, _language, group in ACCOUNTS if group == "directory coordinator")
    client = Client()
    client.force_login(User.objects.get(email=mail))
    context = new_context()
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
    return context.new_page()


def test_a_campaign_from_its_start_to_the_list_of_whom_to_phone(desk):
    kind = Category.objects.filter(services__in=Service.objects.listed().filter(site__bassin__code="nord")).first()
    desk.goto(reverse("campaigns"))
    desk.get_by_label("Nom", exact=True).fill("Printemps, nord")
    desk.locator("[name=bassins][value=nord]").check()
    desk.locator(f"[name=categories][value={kind.code}]").check()
    desk.get_by_role("button", name="Commencer").click()
    desk.wait_for_url("**/admin/campaigns/*/")

    desk.locator(".share-mark.share-to_phone").click()
    first = desk.locator("table.listing tbody tr").first
    name = first.locator("th a").inner_text()
    first.locator("summary").click()
    first.get_by_label("Note").fill("L’accueil")
    first.get_by_role("button", name="Confirmée par téléphone").click()
    desk.get_by_text(f"« {name} »").first.wait_for()

    one = Confirmation.objects.get()
    assert (one.via, one.note, str(one.service.name)) == ("phone", "L’accueil", name)
    desk.locator(".share-mark.share-confirmed").click()
    assert name in desk.locator("table.listing tbody").inner_text()
    assert "par téléphone" in desk.locator("table.listing tbody").inner_text()
