"""Ways of losing a right, each of which holds from the next request on, in the session that was open."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory import actions
from directory.actions import members
from directory.models import Bassin, BassinCoordinator, Invitation, Membership, Organisation, User
from directory.permissions import DIRECTORY, NETWORK, may_change
from tests.directory.mailbox import letters
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
Status = Organisation.Status


class World:
    """A manager and a coordinator at work."""

    def __init__(self, client):
        call_command("set_up_groups")
        self.client, self.service = client, ServiceFactory()
        self.organisation = self.service.organisation
        self.manager = UserFactory(of=self.organisation)
        self.colleague = UserFactory(of=self.organisation)
        self.organisation.memberships.update(role="manager")
        self.coordinator = UserFactory(groups=[DIRECTORY], staff=True)
        self.of_bassin = UserFactory(groups=[NETWORK], staff=True)
        BassinCoordinator.objects.create(user=self.of_bassin, bassin=Bassin.objects.get(code="centre-ouest"))
        self.administrator = UserFactory(admin=True)
        invitation = {"role": "manager", "language": "fr", "by": self.colleague}
        self.invitation = members.invite(self.organisation, "lea@example.org", **invitation)
        self.token = re.search(r"/join/([\w-]+)/", letters()[0].body)[1]

        self.inside = False

    def opens(self, address, who):
        self.log_in_once(who)
        return self.client.get(address).status_code == 200

    def log_in_once(self, who):
        if not self.inside:
            self.client.force_login(who)
        self.inside = True

    # What each may do -------------------------------------------------------------------------------------------

    def reads_her_home(self):
        return self.opens(reverse("own:home", args=[self.organisation.code]), self.manager)

    def manages(self):
        self.log_in_once(self.manager)
        asked = self.client.post(reverse("own:members_invite", args=[self.organisation.code]), {"email": "not one"})
        return asked.status_code == 422

    def decides_claims(self):
        return self.opens(reverse("claims"), self.coordinator)

    def sees_accounts(self):
        return self.opens(reverse("wagtailusers_users:index"), self.administrator)

    def edits_her_bassin(self):
        return may_change(User.objects.get(pk=self.of_bassin.pk), self.service)

    def may_come_in(self):
        return members.invited(self.token) is not None

    # What takes it away -----------------------------------------------------------------------------------------

    def hers(self):
        return Membership.objects.get(user=self.manager)

    def removed(self):
        members.remove(self.hers(), by=self.colleague)

    def demoted(self):
        members.set_role(self.hers(), "member", by=self.colleague)

    def suspended(self):
        actions.save(self.organisation, {"status": Status.SUSPENDED}, by=None, via="admin")

    def closed(self):
        actions.save(self.organisation, {"status": Status.CLOSED}, by=None, via="admin")

    def merged(self):
        Organisation.objects.filter(pk=self.organisation.pk).update(merged_into=OrganisationFactory())

    def account_closed(self):
        User.objects.filter(pk=self.manager.pk).update(is_active=False)

    def password_changed(self):
        self.manager.set_password("another battery staple")
        self.manager.save()

    def factor_lost(self):
        helper = Client()
        helper.force_login(self.colleague)
        helper.post(reverse("account_help", args=[self.manager.pk]), {"what": "reset", "how": "seen"})

    def thrown_out(self):
        self.manager.open_sessions.all().delete()

    def expired(self):
        Invitation.objects.update(expires_at=timezone.now())

    def group_removed(self):
        self.coordinator.groups.clear()

    def no_longer_administrator(self):
        User.objects.filter(pk=self.administrator.pk).update(is_staff=False, is_superuser=False)

    def bassin_removed(self):
        self.of_bassin.coordinated.all().delete()

    def withdrawn(self):
        members.withdraw(self.invitation, by=self.manager)

    def inviter_closed(self):
        User.objects.filter(pk=self.colleague.pk).update(is_active=False)

    def inviter_removed(self):
        members.remove(Membership.objects.get(user=self.colleague), by=self.manager)


@pytest.mark.parametrize(
    ("right", "loss"),
    [
        ("reads_her_home", "removed"),
        ("reads_her_home", "suspended"),
        ("reads_her_home", "closed"),
        ("reads_her_home", "merged"),
        ("reads_her_home", "account_closed"),
        ("reads_her_home", "password_changed"),
        ("reads_her_home", "factor_lost"),
        ("reads_her_home", "thrown_out"),
        ("manages", "demoted"),
        ("manages", "suspended"),
        ("decides_claims", "group_removed"),
        ("sees_accounts", "no_longer_administrator"),
        ("edits_her_bassin", "bassin_removed"),
        ("may_come_in", "withdrawn"),
        ("may_come_in", "inviter_removed"),
        ("may_come_in", "inviter_closed"),
        ("may_come_in", "expired"),
        ("may_come_in", "suspended"),
    ],
)
def test_a_right_that_is_taken_away_is_gone_at_the_next_request(client, right, loss):
    world = World(client)
    assert getattr(world, right)()

    getattr(world, loss)()

    assert not getattr(world, right)()
