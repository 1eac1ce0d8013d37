"""Nothing private opens to a password alone; codes serve once; what the database holds of them opens nothing."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from cms.accounts import demo, factors, keys
from cms.accounts.gate import HALFWAY
from cms.doors import PUBLIC
from directory.models import OpenSession, User
from tests.cms.entering import SECRET, code, is_in, type_code, type_password, with_app
from tests.directory.mailbox import letters
from tests.factories import UserFactory
from tests.test_doors import addresses

pytestmark = pytest.mark.django_db
# Of what anybody may open, this is not about content.
OWN_WORK = {"account_logout", "openid_connect_login"}


@pytest.fixture
def lea():
    return with_app(UserFactory(email="lea@maillage.example", admin=True))


def test_a_password_then_a_code_let_her_in(client, lea):
    assert type_password(client, lea).headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)

    assert type_code(client, code()).headers["Location"] == "/admin/"
    assert is_in(client)
    assert client.get("/admin/").status_code == 200


def test_where_she_was_going_is_kept_through_both_steps(client, lea):
    type_password(client, lea, address="?next=/fr/annuaire/")
    assert type_code(client, code()).headers["Location"] == "/fr/annuaire/"


def test_the_second_step_speaks_her_language(client, lea):
    lea.language = "nl"
    lea.save()
    type_password(client, lea, headers={"accept-language": "fr"})
    assert (
        '<html lang="nl"' in client.get(reverse("mfa_authenticate"), headers={"accept-language": "fr"}).content.decode()
    )


@pytest.mark.only_on("sqlite")  # what it says does not depend on the database, and takes long
def test_with_a_password_alone_no_private_address_shows_anything(client):
    """All of them, for somebody who would have every right."""
    person = UserFactory(email="half@maillage.example", admin=True)
    assert type_password(client, person).headers["Location"] == reverse("account_set_up")
    wrong = {}
    for name, address in addresses():
        if name in HALFWAY | OWN_WORK:
            continue
        for answer in (client.get(address), client.post(address, {"q": "x"})):
            private = name not in PUBLIC and answer.status_code not in {302, 403, 404, 405}
            if private or person.email in answer.content.decode(errors="ignore"):
                wrong[name] = (address, answer.status_code)
            if name not in PUBLIC and answer.status_code == 302:
                assert answer.headers["Location"].partition("?")[0] in {
                    reverse("account_set_up"),
                    reverse("account_login"),
                    reverse("admin_login"),
                }, name
    assert wrong == {}


def test_a_session_that_has_not_set_up_a_factor_is_nobody_on_public_pages(client):
    person = UserFactory(email="half@maillage.example")
    type_password(client, person)
    assert person.email not in client.get("/fr/").content.decode()


def test_half_in_is_out_once_a_factor_was_set_up_elsewhere(client):
    person = UserFactory()
    type_password(client, person)
    with_app(person)
    assert client.get(reverse("account_own")).headers["Location"] == reverse("account_login")
    assert not OpenSession.objects.filter(user=person).exists()


@pytest.mark.parametrize("again", ["{}", "{} ", "{:.3} {:.3}", "full"])
def test_a_code_serves_once_however_it_is_written(client, lea, again):
    typed = code()
    type_password(client, lea)
    type_code(client, typed)
    client.logout()
    wide = typed.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    second = wide if again == "full" else f"{typed[:3]} {typed[3:]}" if ":" in again else again.format(typed)

    type_password(client, lea)
    answer = type_code(client, second)

    assert answer.status_code == 200
    assert not is_in(client)


def test_a_code_may_be_written_with_spaces_or_in_other_digits(client, lea):
    type_password(client, lea)
    type_code(client, f" {code()[:3]} {code()[3:]} ".translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)}))
    assert is_in(client)


def test_codes_on_paper_serve_once_and_no_second_time(client, lea):
    (first, *others) = factors.print_codes(lea)
    for typed, enters in ((first, True), (first, False), (others[3], True)):
        type_password(client, lea)
        type_code(client, typed)
        assert is_in(client) is enters
        client.logout()


def test_codes_on_paper_alone_are_a_second_factor(client):
    person = UserFactory()
    codes = factors.print_codes(person)
    assert len(codes) == factors.CODES
    assert type_password(client, person).headers["Location"] == reverse("mfa_authenticate")
    type_code(client, codes[0])
    assert is_in(client)


def test_guessing_codes_ends_soon_and_from_one_address_only(client, lea):
    type_password(client, lea)
    said = [type_code(client, f"{n:06}").content.decode() for n in range(7)]
    assert "cinq minutes" not in said[4]
    assert "cinq minutes" in said[5]
    assert "cinq minutes" in type_code(client, code()).content.decode()

    type_password(client, lea, REMOTE_ADDR="192.0.2.9")
    type_code(client, code(), REMOTE_ADDR="192.0.2.9")
    assert client.get(reverse("account_own"), REMOTE_ADDR="192.0.2.9").status_code == 200


def test_setting_up_an_app_lets_her_in_and_its_first_code_serves_no_second_time(
    client, django_capture_on_commit_callbacks
):
    person = UserFactory()
    type_password(client, person)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    typed = code(secret=secret)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": typed})

    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(answer.headers["Location"])
    assert len(shown.context["unused_codes"]) == factors.CODES
    assert client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0] == "****"
    assert [sent.to for sent in letters()] == [[person.email]]
    client.logout()
    type_password(client, person)
    type_code(client, typed)
    assert not is_in(client)


def test_a_wrong_first_code_sets_nothing_up(client):
    person = UserFactory()
    type_password(client, person)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert factors.kept(person) == []


def test_after_setting_up_she_goes_where_she_was_going(client):
    person = UserFactory(admin=True)
    type_password(client, person)
    client.get("/admin/reports/")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret=secret)})
    assert client.get(reverse("mfa_view_recovery_codes")).context["going"] == "/admin/reports/"


def test_the_only_factor_cannot_be_removed_and_another_one_is_asked_for_again(client, lea):
    client.force_login(lea)
    only = Authenticator.objects.get(user=lea)
    client.post(reverse("account_remove_factor", args=[only.pk]))
    assert Authenticator.objects.filter(user=lea).exists()

    OpenSession.objects.update(since=timezone.now() - timedelta(minutes=20))
    answer = client.get(reverse("account_remove_factor", args=[only.pk]))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_nobody_removes_the_factor_of_somebody_else(client, lea):
    client.force_login(with_app(UserFactory()))
    hers = Authenticator.objects.get(user=lea)
    factors.print_codes(User.objects.exclude(pk=lea.pk).get())
    assert client.post(reverse("account_remove_factor", args=[hers.pk]), follow=True).status_code == 404
    assert Authenticator.objects.filter(pk=hers.pk).exists()


@pytest.mark.parametrize(("host", "offered"), [("localhost:8000", True), ("127.0.0.1:8000", False)])
def test_a_key_is_offered_where_the_site_has_a_name(client, host, offered):
    type_password(client, UserFactory())
    page = client.get(reverse("account_set_up"), headers={"host": host})
    assert (reverse("mfa_add_webauthn") in page.content.decode()) is offered


# What the database holds ------------------------------------------------------------------------------------------


def test_secrets_are_kept_encrypted(client, lea):
    codes = factors.print_codes(lea)
    held = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in held
    assert not any(one in held for one in codes)


def test_keys_can_be_changed_while_people_work(client, lea):
    old, new = "old " * 10, "n" * 40
    factors.print_codes(lea)
    with override_settings(FACTOR_KEYS=(old,)):
        call_command("rotate_factor_key", stdout=StringIO())
    with override_settings(FACTOR_KEYS=(new, old)):
        call_command("rotate_factor_key", stdout=StringIO())
    with override_settings(FACTOR_KEYS=(new,), SECRET_KEY="another"):
        type_password(client, lea)
        type_code(client, code())
        assert is_in(client)


def test_without_its_key_a_factor_lets_nobody_in(client, lea):
    with override_settings(SECRET_KEY="another"):
        type_password(client, lea)
        assert type_code(client, code()).status_code == 200
        assert not is_in(client)
        with pytest.raises(keys.Unreadable):
            keys.decrypt(Authenticator.objects.get(user=lea).data["secret"])


def test_the_demo_accounts_codes_are_printed_and_no_other():
    person, real = UserFactory(email="demo@maillage.example", is_demo=True), with_app(UserFactory())
    demo.seed()
    said = StringIO()
    call_command("demo_codes", stdout=said)
    assert code(secret=demo.secret_of(person)) in said.getvalue()
    assert real.email not in said.getvalue()


def test_where_there_is_no_demo_no_code_is_printed(lea):
    with pytest.raises(CommandError):
        call_command("demo_codes", stdout=StringIO())


def test_whoever_has_the_machine_can_take_a_lost_factor_away(client, lea):
    call_command("forget_factors", "LEA@maillage.example", stdout=StringIO())
    assert type_password(client, lea).headers["Location"] == reverse("account_set_up")


@time_machine.travel("2026-11-18 09:00:00+01:00", tick=False)
def test_an_older_code_is_not_taken_after_a_newer_one(client, lea):
    type_password(client, lea)
    type_code(client, code(shift=1))
    client.logout()
    type_password(client, lea)
    type_code(client, code())
    assert not is_in(client)


def test_new_codes_on_paper_replace_the_old_ones(client, lea):
    old, elsewhere = factors.print_codes(lea), Client()
    elsewhere.force_login(lea)
    client.force_login(lea)
    answer = client.post(reverse("mfa_generate_recovery_codes"))
    new = client.get(answer.headers["Location"]).context["unused_codes"]
    assert len(new) == factors.CODES
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    client.logout()
    type_password(client, lea)
    type_code(client, old[0])
    assert not is_in(client)
    type_code(client, new[0])
    assert is_in(client)


def test_the_account_of_a_person_leads_staff_to_the_help(client, lea):
    client.force_login(lea)
    person = UserFactory()
    page = client.get(reverse("wagtailusers_users:edit", args=[person.pk])).content.decode()
    assert reverse("account_help", args=[person.pk]) in page
