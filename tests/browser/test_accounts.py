"""Into the house: an invitation, a key and a card on a phone; a lost factor, and back at work without JavaScript."""

import pytest
from django.urls import reverse
from django.utils import translation

from cms.accounts import demo
from directory import links
from directory.actions import members
from directory.management.commands.seed_demo import PASSWORD
from directory.models import Membership, User
from tests.browser.places import unfold
from tests.browser.test_every_page import assert_narrow
from tests.cms.entering import code

pytestmark = pytest.mark.browser
# A key that is always plugged in, and touched at once.
PLUGGED = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def manager():
    return User.objects.get(email="aline@maillage.example")


def home(manager):
    return manager.memberships.get(role=Membership.Role.MANAGER).organisation


def press(page, selector="main form.panel button[type=submit]"):
    page.locator(selector).first.click()


def type_password(page, email, password=PASSWORD):
    page.goto("/accounts/login/?language=fr")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    press(page)


def leave(page):
    page.locator(f".member-bar form[action='{reverse('account_logout')}'] button").click()
    page.wait_for_url("**/fr/")


@pytest.fixture
def seen(assert_accessible):
    """Each page of the way: no barrier, and no wider than a phone."""

    def check(page):
        assert_accessible(page)
        assert_narrow(page)

    return check


def publish(page, stranger, card):
    """What she writes on a card is public at once, for somebody who is not logged in."""
    page.locator(f"article[aria-labelledby='card-{card.code}']").get_by_role("link", name="Modifier la fiche").click()
    unfold(page, "entry_fr")
    page.locator("textarea[name=entry_fr]").fill("Sonnez chez Nora.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("status").first.wait_for()
    with translation.override("fr"):
        stranger.goto(reverse("directory:service", args=[card.code]))
    stranger.get_by_text("Sonnez chez Nora.").wait_for()


def test_from_an_invitation_to_a_published_card_with_a_security_key(phone, new_context, writes, manager, seen):
    organisation = home(manager)
    invitation = members.invite(organisation, "nora@example.org", role="member", language="fr", by=manager)
    plugs = phone.context.new_cdp_session(phone)
    plugs.send("WebAuthn.enable")
    plugs.send("WebAuthn.addVirtualAuthenticator", {"options": PLUGGED})

    token = links.mint("invitation", invitation.code, days=7)
    phone.goto(f"{reverse('account_join', args=[token])}?language=fr")
    seen(phone)
    phone.locator("[name=full_name]").fill("Nora Exemple")
    phone.locator("[name=password]").fill("une longue phrase de passe")
    press(phone)
    phone.wait_for_url("**/second-factor/")
    seen(phone)
    phone.get_by_role("link", name="Utiliser une clé ou cet appareil").click()
    seen(phone)
    press(phone)
    phone.wait_for_url("**/second-factor/codes/")
    seen(phone)
    assert phone.locator(".factor-codes li").count() == 20
    phone.get_by_role("link", name="Continuer").click()
    phone.wait_for_url(f"**/{organisation.code}/")

    leave(phone)
    type_password(phone, "nora@example.org", "une longue phrase de passe")
    phone.wait_for_url("**/second-step/")
    seen(phone)
    press(phone)
    phone.wait_for_url(f"**/{organisation.code}/")
    publish(phone, new_context().new_page(), organisation.services.order_by("pk").first())
    phone.goto(reverse("account_own"))
    seen(phone)
    phone.goto(reverse("account_erase"))
    seen(phone)


def test_a_lost_factor_and_back_at_work_without_javascript(new_context, plain_page, writes, manager, seen):
    lost = User.objects.get(email="chloe@maillage.example")
    organisation = home(manager)
    Membership.objects.get_or_create(user=lost, organisation=organisation)
    helper = new_context().new_page()
    type_password(helper, manager.email)
    helper.locator("[name=code]").fill(code(secret=demo.secret_of(manager)))
    press(helper)
    helper.goto(reverse("account_help", args=[lost.pk]))
    seen(helper)
    helper.get_by_role("button", name="La retirer").click()
    helper.get_by_text("C’est retiré").wait_for()

    type_password(plain_page, lost.email)
    plain_page.wait_for_url("**/second-factor/")
    plain_page.get_by_role("link", name="Utiliser une application").click()
    secret = plain_page.locator(".factor-key").inner_text()
    plain_page.locator("[name=code]").fill(code(secret=secret))
    press(plain_page)
    plain_page.wait_for_url("**/second-factor/codes/")
    plain_page.get_by_role("link", name="Continuer").click()
    plain_page.wait_for_url("**/mon-organisation/**")
    plain_page.get_by_role("link", name="Modifier la fiche").first.click()
    assert plain_page.locator("textarea[name=entry_fr]").is_editable()
