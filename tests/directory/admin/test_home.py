"""The first page of the administration: real figures and links that open, for whoever may open them."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.models import Likeness, MailboxProof, Ticket
from directory.permissions import DIRECTORY, EDITOR, MODERATOR, NETWORK, TECHNICAL
from tests.directory.admin.posting import edit
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def home(client):
    """The panels of the directory: the part of the page that is ours."""
    page = unescape(client.get("/admin/").content.decode())
    return page.partition('id="home-work')[2].partition("</main>")[0]


def test_the_figures_are_those_of_the_lists_behind_them(desk):
    ServiceFactory()
    ServiceFactory(stale=True)
    ServiceFactory(confirmed_on=None)
    OrganisationFactory(proposed=True)
    found = re.findall(r'href="([^"]*[?][^"]+)"><strong>(\d+)', home(desk))

    assert [int(count) for _address, count in found] == [3, 1, 2, 1]
    for address, count in found:
        assert desk.get(address).context["page_obj"].paginator.count == int(count)


def test_what_people_wrote_last_leads_to_its_history(desk, coordinator):
    service = ServiceFactory(name_fr="Importé", via="import")
    assert "Importé" not in home(desk)

    edit(desk, service).save(name_fr="Corrigé")

    assert f'href="{reverse("directory_service:history", args=[service.pk])}">Corrigé' in home(desk)
    assert "Camille" in home(desk)


@pytest.mark.parametrize("group", [EDITOR, MODERATOR, DIRECTORY, NETWORK, TECHNICAL])
def test_every_link_opens_for_who_is_shown_it(client, groups, group):
    ServiceFactory(name_fr="Cabinet")
    client.force_login(UserFactory(groups=[group]))
    shown = home(client)
    links = set(re.findall(r'href="(/[^"]+)"', shown))

    assert {client.get(link, follow=True).status_code for link in links} == {200}
    assert (reverse("directory_service:index") in "".join(links)) == (group in {DIRECTORY, NETWORK})
    assert ("Cabinet" in shown) == (group in {DIRECTORY, NETWORK})
    assert (reverse("directory_imports") in links) == (group == DIRECTORY)


def test_what_waits_stands_first_for_whoever_answers_it(client, groups):
    Likeness.objects.create(kind="organisation", one="abcd2345", other="abcd2346")
    organisation = OrganisationFactory()
    for state in ("brusano", "organisation"):
        Ticket.objects.create(organisation=organisation, reason="hours", state=state)
    service = ServiceFactory(mailbox="equipe@example.org")
    MailboxProof.objects.create(service=service, address="equipe@example.org", proven_at=timezone.now())

    client.force_login(UserFactory(groups=[DIRECTORY]))
    waiting = home(client).partition('id="home-waiting')[2].partition('id="home-figures')[0]
    assert re.findall(r'href="([^"]+)"><strong>(\d+)', waiting) == [
        (reverse("tickets:index") + "?state=brusano", "1"),
        (reverse("mailboxes"), "1"),
        (reverse("duplicates"), "1"),
    ]
    client.force_login(UserFactory(groups=[NETWORK]))
    assert 'id="home-waiting' not in home(client)


@pytest.mark.parametrize("name", ["campaigns", "directory_service:index", "directory_site:index"])
def test_a_bassin_has_its_dutch_name_wherever_dutch_is_read(client, groups, name):
    ServiceFactory()
    client.force_login(UserFactory(groups=[DIRECTORY], language="nl"))
    seen = client.get(reverse(name)).content.decode()

    assert "Zorgzone" in seen
    assert not re.findall(r">\s*Bassin\b", seen)
