"""Accounts: made by staff without a password, in their holder's language, never a way to become somebody else."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from directory.models import Bassin, User
from directory.permissions import EDITOR, NETWORK, TECHNICAL
from directory.wagtail_hooks.people import PersonCreateView, PersonEditView
from tests.directory.admin.posting import Editor
from tests.directory.mailbox import letters
from tests.factories import PASSWORD, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def technician(client, groups):
    person = UserFactory(groups=[TECHNICAL])
    client.force_login(person)
    return person


def account(client, person):
    return Editor(client, reverse("wagtailusers_users:edit", args=[person.pk]))


def ids(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def test_an_account_is_made_without_a_password_and_its_holder_gets_a_mail(client, technician):
    page = Editor(client, reverse("wagtailusers_users:add"))

    response = page.save(email="Nouvelle@Example.org", full_name="Nouvelle", language="nl", groups=ids(EDITOR))

    assert response.status_code == 302
    made = User.objects.get(email="nouvelle@example.org")
    assert (made.has_usable_password(), made.is_staff, made.is_superuser) == (False, True, False)
    assert made.wagtail_userprofile.preferred_language == "nl"
    assert [message.to for message in letters()] == [["nouvelle@example.org"]]


def test_one_address_has_one_account(client, technician):
    UserFactory(email="une@example.org")

    response = Editor(client, reverse("wagtailusers_users:add")).save(email="UNE@example.org", full_name="Deux")

    assert "email" in response.context["form"].errors


@pytest.mark.parametrize("editing", [False, True])
def test_an_address_taken_between_the_look_and_the_save_is_a_form_error(client, technician, monkeypatch, editing):
    person = UserFactory(email="avant@example.org")
    page = account(client, person) if editing else Editor(client, reverse("wagtailusers_users:add"))
    kind = PersonEditView if editing else PersonCreateView
    look = kind.is_valid

    def looked_then_taken(view, form):
        well = look(view, form)
        UserFactory(email="une@example.org")
        return well

    monkeypatch.setattr(kind, "is_valid", looked_then_taken)
    response = page.save(email="Une@example.org", full_name="Deux")

    assert "email" in response.context["form"].errors
    assert User.objects.filter(email="une@example.org").count() == 1
    assert User.objects.filter(email="avant@example.org").exists()
    assert not letters()


def test_bassins_go_with_the_network_coordinators_group(client, technician):
    person, north = UserFactory(), Bassin.objects.get(code="nord")

    refused = account(client, person).save(bassins=[north.pk])
    assert "bassins" in refused.context["form"].errors

    account(client, person).save(bassins=[north.pk], groups=ids(NETWORK))
    assert [c.bassin for c in person.coordinated.all()] == [north]

    account(client, person).save(bassins=[])
    assert not person.coordinated.exists()


def test_a_technician_cannot_make_a_superuser_nor_touch_one(client, technician):
    person, chief = UserFactory(), UserFactory(admin=True)

    account(client, person).save(is_superuser="on")
    assert not User.objects.get(pk=person.pk).is_superuser

    address = reverse("wagtailusers_users:edit", args=[chief.pk])
    client.post(address, {"email": "voleur@example.org", "full_name": "x", "language": "fr"})
    assert User.objects.get(pk=chief.pk).email == chief.email


def test_the_address_of_a_member_is_changed_by_herself_only(client, technician):
    member = UserFactory(of=OrganisationFactory())

    account(client, member).save(email="voleur@example.org")

    assert User.objects.get(pk=member.pk).email == member.email


def test_nobody_changes_her_own_rights(client, technician):
    account(client, technician).save(groups=ids(EDITOR, TECHNICAL), is_active=False)

    technician.refresh_from_db()
    assert technician.is_active
    assert [group.name for group in technician.groups.all()] == [TECHNICAL]


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_accounts_are_never_changed_by_the_dozen(client, technician, action):
    chief = UserFactory(admin=True)
    address = reverse("wagtail_bulk_action", args=["directory", "user", action])

    client.post(f"{address}?id={chief.pk}", {"mark_as_active": "", "role": Group.objects.first().pk})

    chief.refresh_from_db()
    assert chief.is_active
    assert not chief.groups.exists()


def test_her_language_is_that_of_the_administration(client, groups):
    person = UserFactory(language="nl", groups=[EDITOR])
    client.force_login(person)
    assert b'<html lang="nl"' in client.get("/admin/", headers={"accept-language": "fr"}).content

    client.post("/admin/account/", {"own-full_name": "Robin", "own-language": "en"} | theme())

    person.refresh_from_db()
    assert (person.full_name, person.language) == ("Robin", "en")
    assert b'<html lang="en"' in client.get("/admin/", headers={"accept-language": "fr"}).content


def theme():
    return {"theme-theme": "system", "theme-density": "default", "theme-contrast": "system"}


def test_exactly_one_address_takes_a_password(client, groups):
    person = UserFactory(groups=[EDITOR])
    tried = ["/login/", "/admin/login/", "/accounts/login/", "/admin/", "/accounts/signup/", "/admin/password_reset/"]
    given = {"login": person.email, "username": person.email, "email": person.email, "password": PASSWORD}

    entered = []
    for address in tried:
        client.logout()
        client.post(address, given)
        if "_auth_user_id" in client.session:
            entered.append(address)

    assert entered == ["/accounts/login/"]
