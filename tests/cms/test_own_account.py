"""Her own account, how one is made by invitation, helped with, told of and erased."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cms.accounts import factors, leaving
from cms.events.lifecycle import State
from cms.models import Registration, Subscription
from directory import links
from directory.actions import members
from directory.models import (
    CallBack,
    Claim,
    FactorHelp,
    Invitation,
    Membership,
    OpenSession,
    Organisation,
    Ticket,
    User,
)
from directory.permissions import DIRECTORY, TECHNICAL
from tests.cms.entering import code, type_password, with_app
from tests.cms.meeting import make_meeting
from tests.directory.mailbox import letters
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a wholly new password"


@pytest.fixture
def clefs():
    return OrganisationFactory(name_fr="Les Clefs", name_nl="Les Clefs", status=Organisation.Status.VERIFIED)


def member(organisation, role="member", **more):
    person = with_app(UserFactory(**more))
    Membership.objects.create(user=person, organisation=organisation, role=role)
    return person


# Invitations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def invitation(clefs):
    manager = member(clefs, "manager")
    return members.invite(clefs, "nora@example.org", role="member", language="nl", by=manager)


@pytest.fixture
def door(invitation):
    return reverse("account_join", args=[links.mint("invitation", invitation.code, days=7)])


def test_opening_an_invitation_changes_nothing_and_its_button_makes_the_account(client, invitation, door):
    for _twice in range(2):
        assert "Les Clefs" in client.get(f"{door}?language=nl").content.decode()
    assert not User.objects.filter(email="nora@example.org").exists()

    answer = client.post(f"{door}?language=nl", {"full_name": "Nora", "password": PASSWORD})

    assert answer.headers["Location"] == reverse("account_set_up")
    nora = User.objects.get(email="nora@example.org")
    assert (nora.full_name, nora.language, nora.check_password(PASSWORD)) == ("Nora", "nl", True)
    assert nora.memberships.get().organisation == invitation.organisation
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret=secret)})
    going = client.get(reverse("mfa_view_recovery_codes")).context["going"]
    assert client.get(going).status_code == 200
    assert going.endswith(f"/{invitation.organisation.code}/")


def test_a_weak_password_is_refused_and_the_invitation_stays(client, invitation, door):
    answer = client.post(door, {"full_name": "Nora", "password": "password1234"})
    assert answer.status_code == 422
    assert Invitation.objects.open().filter(pk=invitation.pk).exists()


@pytest.mark.parametrize("change", ["", "x"])
def test_a_link_that_was_used_or_changed_leads_nowhere(client, door, change):
    if not change:
        client.post(door, {"full_name": "Nora", "password": PASSWORD})
        client.logout()
    assert client.get(door.rstrip("/") + change + "/").status_code == 410


def test_whoever_has_an_account_logs_in_with_it_and_accepts(client, invitation, door):
    nora = with_app(UserFactory(email="nora@example.org"))
    assert reverse("account_login") in client.get(door).content.decode()
    client.post(door, {"full_name": "Thief", "password": PASSWORD})
    nora.refresh_from_db()
    assert not nora.check_password(PASSWORD)

    client.force_login(nora)
    client.post(door)
    assert nora.memberships.exists()


def test_an_invitation_is_not_accepted_by_somebody_else(client, invitation, door):
    other = with_app(UserFactory())
    client.force_login(other)
    assert "nora@example.org" in client.get(door).content.decode()
    client.post(door)
    assert not other.memberships.exists()


def test_an_invitation_opens_no_closed_account(client, invitation, door):
    UserFactory(email="nora@example.org", is_active=False)
    answer = client.post(door, {"full_name": "Nora", "password": PASSWORD})
    assert answer.headers["Location"] == reverse("account_inactive")


# Lost factors -----------------------------------------------------------------------------------------------------


def help_address(person):
    return reverse("account_help", args=[person.pk])


def test_a_manager_takes_a_lost_factor_away_and_everybody_is_told(client, clefs):
    lost, manager, other = member(clefs), member(clefs, "manager"), member(clefs, "manager")
    OpenSession.objects.create(user=lost, factor="totp")
    client.force_login(manager)

    client.post(help_address(lost), {"what": "reset", "how": "seen"})

    assert factors.kept(lost) == []
    assert not lost.open_sessions.exists()
    assert FactorHelp.objects.get().by == manager
    assert sorted(sent.to[0] for sent in letters()) == sorted([lost.email, other.email])
    client.logout()
    assert type_password(client, lost).headers["Location"] == reverse("account_set_up")


def test_codes_are_printed_for_who_has_neither_key_nor_telephone(client, clefs):
    person, manager = member(clefs), member(clefs, "manager")
    client.force_login(manager)
    page = client.post(help_address(person), {"what": "codes", "how": "called"})
    assert len(page.context["codes"]) == factors.CODES
    assert page.headers["Cache-Control"].startswith("private") or "no-store" in page.headers["Cache-Control"]
    assert [one.type for one in factors.kept(person)] == ["recovery_codes"]


def test_brusano_helps_after_a_call_that_is_written_down(client, groups_set_up, clefs):
    person, coordinator = member(clefs), UserFactory(groups=[DIRECTORY], staff=True)
    client.force_login(coordinator)
    called = {"number": "02 123 45 67", "found_at": "site web", "what": "reset"}

    assert client.post(help_address(person), {"what": "reset", "how": "seen"}).status_code == 422
    client.post(help_address(person), called | {"outcome": "no_answer"})
    assert factors.kept(person)
    client.post(help_address(person), called | {"outcome": "confirmed"})

    assert factors.kept(person) == []
    assert CallBack.objects.filter(about="factor", person=person, by=coordinator).count() == 2
    assert FactorHelp.objects.get().call_back.outcome == "confirmed"


@pytest.fixture
def groups_set_up():
    call_command("set_up_groups")


def test_who_may_help_whom(client, groups_set_up, clefs):
    manager, plain, elsewhere = member(clefs, "manager"), member(clefs), member(OrganisationFactory(), "manager")
    staff = with_app(UserFactory(groups=[TECHNICAL], staff=True))
    chief = with_app(UserFactory(admin=True))
    Membership.objects.create(user=staff, organisation=clefs)
    opens = {}
    for name, helper in {"manager": manager, "plain": plain, "elsewhere": elsewhere, "staff": staff}.items():
        client.force_login(helper)
        for other, person in {"manager": manager, "plain": plain, "staff": staff, "chief": chief}.items():
            opens[name, other] = client.get(help_address(person)).status_code == 200
    assert {pair for pair, opened in opens.items() if opened} == {
        ("manager", "plain"),
        ("staff", "manager"),
        ("staff", "plain"),
    }


# Her own ----------------------------------------------------------------------------------------------------------


def test_she_chooses_her_language_and_when_she_is_told(client):
    person = UserFactory(language="fr")
    client.force_login(person)
    client.post(reverse("account_own"), {"full_name": "Lea", "language": "nl", "notices": "daily", "is_staff": "on"})
    person.refresh_from_db()
    assert (person.full_name, person.language, person.notices, person.is_staff) == ("Lea", "nl", "daily", False)
    assert '<html lang="nl"' in client.get(reverse("account_own"), headers={"accept-language": "fr"}).content.decode()


def test_what_is_held_about_her_is_told_without_secrets(client, clefs):
    person = member(clefs)
    client.force_login(person)
    answer = client.get(reverse("account_data"))
    held = json.loads(answer.content)
    assert held["account"]["email"] == person.email
    assert held["rows"]["directory.membership"][0]["role"] == "member"
    assert "mfa.authenticator" in held["rows"]
    assert Authenticator.objects.get(user=person).data["secret"] not in answer.content.decode()
    assert person.password not in answer.content.decode()


def test_no_row_that_names_a_user_is_left_out_of_what_is_told(clefs):
    """A model made tomorrow is told as well: by what would go with her account, or by how much she wrote."""
    pointing = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User and field.model is model
    }
    told = {f"{relation.related_model._meta.label_lower}.{relation.field.name}" for relation in leaving._relations()}
    assert pointing <= told


def test_an_erased_account_is_nobodys_and_what_was_written_stays(client, clefs):
    member(clefs, "manager")
    person = member(clefs, full_name="Lea", staff=True)
    email = person.email
    help_ = FactorHelp.objects.create(person=person, what="reset", how="seen")
    client.force_login(person)

    client.post(reverse("account_erase"))

    person.refresh_from_db()
    assert (person.is_active, person.is_staff, person.has_usable_password()) == (False, False, False)
    assert email not in json.dumps(leaving.export(person))
    assert "Lea" not in person.full_name
    assert not person.memberships.exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert FactorHelp.objects.get() == help_
    assert client.get(reverse("account_own")).status_code == 302


@pytest.fixture
def busy(clefs):
    """She asked for more than an account with her address."""
    member(clefs, "manager")
    person = member(clefs, email="lea@example.org")
    to_come, begun = make_meeting(capacity=1), make_meeting(days=-1)
    people = [("lea", to_come, State.CONFIRMED), ("ann", to_come, State.WAITING), ("lea", begun, State.PRESENT)]
    for name, meeting, state in people:
        meeting.registrations.create(name=name, email=f"{name}@example.org", state=state)
    Subscription.objects.create(email=person.email, mailbox=person.email)
    Claim.objects.create(name="Autre", full_name="Lea", email=person.email)
    Ticket.objects.create(organisation=clefs, reason="other", text="?", email=person.email)
    Invitation.objects.create(organisation=clefs, email=person.email.title())
    return person


def holding(address):
    """Every table in which this address still stands."""
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    mails = [field for field in fields if isinstance(field, models.EmailField)]
    rows = {field.model for field in mails if field.model.objects.filter(**{f"{field.name}__iexact": address}).exists()}
    return {model.__name__ for model in rows}


def test_what_she_asked_for_with_the_same_address_is_erased_too_and_her_seat_is_given_away(client, busy):
    client.force_login(busy)
    page = client.get(reverse("account_erase")).content.decode()
    assert "2 inscriptions" in page
    assert 'name="elsewhere" id="elsewhere" checked' in page

    client.post(reverse("account_erase"), {"elsewhere": "on"})

    assert holding("lea@example.org") == set()
    seats = Registration.objects.order_by("pk").values_list("name", "state")
    assert [*seats] == [("compte effacé", "cancelled"), ("ann", "confirmed"), ("compte effacé", "present")]


def test_without_the_tick_newsletter_and_events_stay_and_nothing_else(client, busy):
    client.force_login(busy)
    client.post(reverse("account_erase"))
    assert holding("lea@example.org") == {"Registration", "Subscription"}


def test_the_last_manager_names_another_before_she_goes(client, clefs):
    person = member(clefs, "manager")
    client.force_login(person)
    assert "Les Clefs" in client.get(reverse("account_erase")).content.decode()
    assert client.post(reverse("account_erase")).status_code == 409
    person.refresh_from_db()
    assert person.is_active


def test_her_account_is_told_and_erased_only_after_a_fresh_factor(client, clefs):
    person = member(clefs)
    client.force_login(person)
    OpenSession.objects.update(since=timezone.now() - timedelta(minutes=20))
    for name in ("account_data", "account_erase"):
        assert client.get(reverse(name)).headers["Location"].startswith(reverse("mfa_reauthenticate"))
    answer = client.post(f"{reverse('mfa_reauthenticate')}?next={reverse('account_data')}", {"code": code()})
    assert answer.headers["Location"] == reverse("account_data")
    assert client.get(reverse("account_data")).status_code == 200
