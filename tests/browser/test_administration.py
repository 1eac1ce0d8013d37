"""What waits on desks, with work on them: every screen of the coordinator and of a manager, wide and narrow."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.models import Campaign, Claim, JournalEntry, Likeness, Ticket, User
from tests.browser.conftest import DESKTOP
from tests.browser.test_every_page import assert_narrow, read_on_a_phone

pytestmark = pytest.mark.browser
LISTS = (
    *("wagtailadmin_home", "overview", "campaigns", "duplicates", "tickets:index", "claims", "call_backs"),
    *("mailboxes", "proposals", "journals", "mails", "directory_to_check"),
)


def of_the_coordinator():
    pair, campaign = Likeness.objects.first(), Campaign.objects.first()
    yield from map(reverse, LISTS)
    yield reverse("campaign", args=[campaign.pk])
    yield reverse("duplicates_compare", args=[pair.kind, pair.one, pair.other])
    yield reverse("tickets:edit", args=[Ticket.objects.first().code])
    yield reverse("claims_one", args=[Claim.objects.first().code])
    yield reverse("journal", args=[JournalEntry.objects.first().organisation.code])
    yield reverse("directory_members", args=[Ticket.objects.first().organisation.pk])


def of_the_manager():
    code = Ticket.objects.first().organisation.code
    with translation.override("nl"):
        yield from (reverse(f"own:{name}", args=[code]) for name in ("home", "room", "tickets"))
        yield reverse("own:tickets_one", args=[code, Ticket.objects.last().code])


@pytest.fixture
def entered(new_context, site, writes):
    """A page of somebody of the demo network who has logged in, once work lies on its desks."""

    def enter(name):
        call_command("seed_desk")
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@maillage.example"))
        context = new_context()
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
        return context.new_page()

    return enter


@pytest.mark.parametrize(("name", "screens"), [("coordination", of_the_coordinator), ("aline", of_the_manager)])
def test_no_screen_with_work_on_it_has_a_barrier(name, screens, entered, assert_accessible):
    page = entered(name)
    for address in screens():
        page.set_viewport_size(DESKTOP)
        page.goto(address)
        assert page.locator("h1, h2").count(), address
        assert_accessible(page)
        assert_narrow(page)
        read_on_a_phone(page, assert_accessible)
