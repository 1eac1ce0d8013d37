"""« My organisation »: every page of a manager, and a card from the form to the public page, in two windows at once."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.models import Membership, User
from tests.browser.places import unfold
from tests.browser.test_every_page import assert_narrow, read_on_a_phone

pytestmark = pytest.mark.browser


@pytest.fixture
def manager():
    return Membership.objects.managers().get(user__email="aline@maillage.example")


@pytest.fixture
def windows(new_context, site, writes, manager):
    """Pages of one manager who has logged in."""
    client = Client()
    client.force_login(User.objects.get(pk=manager.user_id))
    context = new_context()
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
    return [context.new_page(), context.new_page()]


def test_a_card_is_written_with_its_public_page_beside_it(windows, manager, assert_accessible):
    one, other = windows
    card = manager.organisation.services.order_by("pk").first()
    own = [manager.organisation.code, card.code]
    with translation.override("nl"):
        addresses = [reverse(f"own:{name}", args=own[:1]) for name in ("home", "members", "mailboxes", "identity")]
        addresses += [reverse(f"own:{name}", args=own) for name in ("card", "card_close", "card_history")]
    for address in addresses:
        one.set_viewport_size({"width": 1280, "height": 900})
        one.goto(address)
        assert_accessible(one)
        assert_narrow(one)
        read_on_a_phone(one, assert_accessible)

    form = reverse("own:card", args=own)
    one.set_viewport_size({"width": 1280, "height": 900})
    one.goto(form)
    other.goto(form)
    for window in windows:
        unfold(window, "entry_fr")
    one.locator("textarea[name=entry_fr]").fill("Sonnez deux fois.")
    one.get_by_role("button", name="Enregistrer").click()
    one.frame_locator("iframe").get_by_text("Sonnez deux fois.").wait_for()

    other.locator("textarea[name=entry_fr]").fill("Sonnez une fois.")
    other.get_by_role("button", name="Enregistrer").click()
    other.get_by_role("alert").get_by_text("Sonnez deux fois.").wait_for()
    assert_accessible(other)
    assert other.locator("textarea[name=entry_fr]").input_value() == "Sonnez une fois."
    one.goto(reverse("directory:service", args=[card.code]))
    assert one.get_by_text("Sonnez deux fois.").is_visible()
