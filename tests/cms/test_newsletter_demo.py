"""The newsletter of the demonstration: its desk is not empty, nobody is written to, and all of it goes."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from cms.models import Issue, Subscription
from cms.newsletter.lifecycle import State
from directory.models import Letter, Service
from directory.permissions import MODERATOR
from tests.cms.reading_news import make_news, reader
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    ServiceFactory()
    Service.objects.update(is_demo=True)
    make_news("fr", "nl", is_demo=True)


def test_its_desk_shows_readers_and_issues_and_nobody_was_written_to(client, network):
    call_command("seed_newsletter")
    call_command("seed_newsletter")

    assert list(Issue.objects.values_list("state", flat=True)) == [State.DRAFT, State.SENT]
    assert Subscription.objects.confirmed().count() == Subscription.objects.count() - 1 == 9
    assert not Letter.objects.exists()
    call_command("set_up_groups")
    client.force_login(UserFactory(groups=[MODERATOR]))
    assert (
        reverse("newsletter_issue", args=[Issue.objects.last().pk])
        in client.get(reverse("newsletter")).content.decode()
    )
    for issue in Issue.objects.all():
        assert client.get(reverse("newsletter_issue", args=[issue.pk])).status_code == 200


def test_all_of_it_goes_and_nothing_else(network):
    call_command("seed_newsletter")
    reader("ann@example.org")
    call_command("seed_newsletter", "--remove")

    assert list(Subscription.objects.values_list("email", flat=True)) == ["ann@example.org"]
    assert not Issue.objects.exists()


def test_beside_real_readers_nothing_is_invented(network):
    reader("ann@example.org")
    call_command("seed_newsletter")

    assert (Subscription.objects.count(), Issue.objects.count()) == (1, 0)


def test_without_a_demo_network_nothing_is_invented(db):
    call_command("seed_newsletter")

    assert not Subscription.objects.exists()
