"""Who acts for an organisation: invited, promoted, confirmed, removed, and what each may no longer do."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from directory.actions import attesting, members
from directory.models import Invitation, Letter, Membership
from tests.directory.mailbox import letters
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
MANAGER, MEMBER = Membership.Role.MANAGER, Membership.Role.MEMBER


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def manager(organisation):
    return manager_of(organisation)


def manager_of(organisation, **values):
    person = UserFactory(of=organisation, **values)
    organisation.memberships.filter(user=person).update(role=MANAGER)
    return person


def invite(organisation, by, email="nadia@example.org", role=MEMBER, language="nl"):
    return members.invite(organisation, email, role=role, language=language, by=by)


def token_of(mail):
    return re.search(r"/join/([\w-]+)/", mail.body)[1]


def of(organisation, person):
    return organisation.memberships.get(user=person)


def test_the_invitation_is_written_in_her_language_and_its_link_lets_her_in_once(organisation, manager):
    invite(organisation, manager)
    [mail] = letters()
    assert mail.to == ["nadia@example.org"]
    assert "nodigt u uit" in mail.body
    assert "language=nl" in mail.body

    nadia = UserFactory(email="nadia@example.org")
    invitation = members.invited(token_of(mail))
    members.accept(invitation, nadia)

    assert of(organisation, nadia).role == MEMBER
    assert members.invited(token_of(mail)) is None
    with pytest.raises(ValidationError):
        members.accept(invitation, nadia)


def test_an_invitation_is_for_one_address(organisation, manager):
    invitation = invite(organisation, manager)

    with pytest.raises(ValidationError):
        members.accept(invitation, UserFactory(email="other@example.org"))
    assert organisation.memberships.count() == 1


def test_inviting_again_replaces_the_first_invitation(organisation, manager):
    first = invite(organisation, manager)
    token = token_of(letters()[0])
    invite(organisation, manager, email="Nadia@Example.org", role=MANAGER)

    assert members.invited(token) is None
    assert Invitation.objects.open().get().role == MANAGER
    first.refresh_from_db()
    assert first.withdrawn_at


def test_an_invitation_ends_after_a_week(organisation, manager):
    invitation = invite(organisation, manager)
    token = token_of(letters()[0])

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert members.invited(token) is None
        with pytest.raises(ValidationError):
            members.accept(invitation, UserFactory(email="nadia@example.org"))


def test_a_withdrawn_invitation_is_not_even_sent(organisation, manager):
    members.withdraw(invite(organisation, manager), by=manager)

    assert letters() == []


@pytest.mark.parametrize("who", ["member", "stranger", "manager of another", "staff without the right"])
def test_nobody_else_says_who_acts_for_an_organisation(organisation, manager, who):
    by = {
        "member": lambda: UserFactory(of=organisation),
        "stranger": UserFactory,
        "manager of another": lambda: manager_of(OrganisationFactory()),
        "staff without the right": lambda: UserFactory(staff=True),
    }[who]()
    hers = of(organisation, manager)
    acts = (
        lambda: invite(organisation, by),
        lambda: members.set_role(hers, MEMBER, by=by),
        lambda: members.remove(hers, by=by),
        lambda: members.attest(hers, by=by),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert of(organisation, manager).role == MANAGER


def test_a_member_of_an_unverified_organisation_invites_nobody():
    draft = OrganisationFactory(proposed=True)
    with pytest.raises(PermissionDenied):
        invite(draft, manager_of(draft))


def test_there_is_a_limit_to_unanswered_invitations(organisation, manager, monkeypatch):
    monkeypatch.setattr(members, "MOST_OPEN", 2)
    for number in range(2):
        invite(organisation, manager, email=f"n{number}@example.org")

    with pytest.raises(ValidationError):
        invite(organisation, manager)
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("act", ["leave", "demote"])
def test_the_last_manager_names_another_one_first(client, organisation, manager, act):
    UserFactory(of=organisation, is_active=False)
    client.force_login(manager)
    address = {
        "leave": reverse("own:members_leave", args=[organisation.code]),
        "demote": reverse("own:members_role", args=[organisation.code, manager.pk]),
    }[act]

    answer = client.post(address, {"role": "member"}, follow=True)

    assert "nommez-en d’abord une autre" in answer.content.decode()
    assert of(organisation, manager).role == MANAGER


def test_with_another_manager_she_may_stop(client, organisation, manager):
    manager_of(organisation)
    client.force_login(manager)

    client.post(reverse("own:members_leave", args=[organisation.code]))

    assert not organisation.memberships.filter(user=manager).exists()
    assert client.get(reverse("own:home", args=[organisation.code])).status_code != 200


def test_whom_a_removed_manager_invited_does_not_come_in(organisation, manager):
    other = manager_of(organisation)
    invitation = invite(organisation, manager, role=MANAGER)

    members.remove(of(organisation, manager), by=other)

    with pytest.raises(ValidationError):
        members.accept(invitation, UserFactory(email="nadia@example.org"))


def test_the_page_invites_and_says_so_beside_what_is_wrong(client, organisation, manager):
    client.force_login(manager)
    address = reverse("own:members_invite", args=[organisation.code])
    said = {"email": "nadia@example.org", "role": "member", "language": "nl"}

    assert client.post(address, said | {"email": "nadia"}).status_code == 422
    page = client.post(address, said, follow=True).content.decode()

    assert "nadia@example.org" in page
    assert Invitation.objects.get().by == manager


def test_changing_language_sends_no_refused_form_again(client, organisation, manager):
    client.force_login(manager)

    page = client.post(reverse("own:members_invite", args=[organisation.code]), {"email": "nadia"}).content.decode()

    assert f'<a href="/nl/mijn-organisatie/{organisation.code}/" lang="nl"' in page
    assert 'action="/nl/' not in page


def test_a_member_reads_who_acts_with_her_and_has_no_button(client, organisation, manager):
    client.force_login(UserFactory(of=organisation))

    page = client.get(reverse("own:members", args=[organisation.code])).content.decode()

    assert str(manager) in page
    assert manager.email not in page
    assert reverse("own:members_invite", args=[organisation.code]) not in page


def test_a_manager_changes_nobody_of_another_organisation(client, organisation, manager):
    stranger = UserFactory(of=OrganisationFactory())
    client.force_login(manager)

    assert client.post(reverse("own:members_remove", args=[organisation.code, stranger.pk])).status_code == 404
    assert stranger.memberships.count() == 1


class TestTwiceAYear:
    """Somebody else says that she still works there."""

    def test_a_manager_is_asked_once_a_month_until_she_says_so(self, organisation, manager):
        other = UserFactory(of=organisation, full_name="Nadia Exemple")
        organisation.memberships.update(since=timezone.localdate() - timedelta(days=200))

        assert attesting.ask_managers() == 1
        assert attesting.ask_managers() == 0
        [mail] = letters()
        assert "Nadia Exemple" in mail.body

        members.attest(of(organisation, other), by=manager)
        assert not of(organisation, other).is_to_attest
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert attesting.ask_managers() == 0

    def test_nobody_confirms_herself_and_who_is_alone_is_not_asked_to(self, organisation, manager):
        organisation.memberships.update(since=timezone.localdate() - timedelta(days=200))

        with pytest.raises(ValidationError):
            members.attest(of(organisation, manager), by=manager)
        assert attesting.ask_managers() == 0
        assert Membership.objects.to_attest(timezone.localdate()).get().user == manager

    def test_brusano_confirms_who_is_alone(self, organisation, manager):
        members.attest(of(organisation, manager), by=UserFactory(admin=True))

        assert of(organisation, manager).attested_on == timezone.localdate()


@pytest.mark.parametrize("act", ["removed", "promoted", "demoted", "by Brusano", "by herself", "undone meanwhile"])
def test_who_is_removed_or_gets_another_role_is_told_by_whom_and_whom_to_ask(organisation, manager, act):
    person = UserFactory(of=organisation, email="nadia@example.org", language="nl")
    if act == "demoted":
        organisation.memberships.filter(user=person).update(role=MANAGER)
    hers = of(organisation, person)

    if act in {"promoted", "demoted", "undone meanwhile"}:
        members.set_role(hers, MEMBER if act == "demoted" else MANAGER, by=manager)
    else:
        by = {"by Brusano": UserFactory(admin=True), "by herself": person}.get(act, manager)
        members.remove(hers, by=by)
    if act == "undone meanwhile":
        hers.delete()

    bodies = [mail.body for mail in letters() if mail.to == ["nadia@example.org"]]
    assert len(bodies) == (act not in {"by herself", "undone meanwhile"})
    for body in bodies:
        assert (manager.email in body) == (act != "by Brusano")
        said = {"promoted": "U bent nu beheerder", "demoted": "U bent nu lid"}.get(act, "niet langer")
        assert said in body


def test_an_address_is_invited_a_few_times_a_day_whoever_invites(organisation, manager):
    elsewhere = OrganisationFactory()
    for _n in range(members.MOST_A_DAY - 1):
        invite(organisation, manager)
    invite(elsewhere, manager_of(elsewhere))
    with pytest.raises(ValidationError, match="demain"):
        invite(organisation, manager, email="Nadia@example.org")
