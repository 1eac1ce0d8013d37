"""Sessions end by themselves, and at once when a password, a factor or a role changes; guessing locks nobody out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms import limits
from cms.accounts import devices, letters, tries
from directory.models import Membership, OpenSession, User
from directory.permissions import EDITOR, MODERATOR
from tests.cms.entering import code, is_in, type_code, type_password, with_app
from tests.factories import PASSWORD, OrganisationFactory, UserFactory
from tests.test_doors import addresses

pytestmark = pytest.mark.django_db
START = "2026-11-18 09:00:00+01:00"


@pytest.fixture
def lea():
    return with_app(UserFactory(email="lea@maillage.example", groups=[EDITOR, MODERATOR], staff=True))


def entered(person):
    client = Client()
    client.force_login(person)
    return client


def test_half_an_hour_without_a_sign_ends_it(lea):
    with time_machine.travel(START, tick=False) as clock:
        client = entered(lea)
        clock.shift(timedelta(minutes=29))
        assert is_in(client)
        clock.shift(timedelta(minutes=29))
        assert is_in(client)
        clock.shift(timedelta(minutes=31))
        assert not is_in(client)
        assert not OpenSession.objects.exists()


def test_ten_hours_end_it_however_much_she_does(lea):
    with time_machine.travel(START, tick=False) as clock:
        client = entered(lea)
        for _n in range(24):
            clock.shift(timedelta(minutes=24))
            assert is_in(client)
        clock.shift(timedelta(minutes=25))
        assert not is_in(client)


def test_the_sign_is_written_once_a_minute(lea):
    with time_machine.travel(START, tick=False) as clock:
        client = entered(lea)
        clock.shift(timedelta(seconds=59))
        is_in(client)
        before = OpenSession.objects.get().seen_at
        clock.shift(timedelta(seconds=2))
        is_in(client)
        assert before < OpenSession.objects.get().seen_at


def lose_group(person):
    person.groups.remove(Group.objects.get(name=MODERATOR))


def lose_staff(person):
    User.objects.filter(pk=person.pk).update(is_staff=False)


def closed(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def lose_membership(person):
    person.memberships.all().delete()


def lose_management(person):
    person.memberships.update(role=Membership.Role.MEMBER)


def other_password(person):
    person.set_password("another password altogether")
    person.save()


@pytest.mark.parametrize(
    "lose", [lose_group, lose_staff, closed, lose_membership, lose_management, other_password], ids=lambda f: f.__name__
)
def test_whoever_loses_a_role_is_logged_out_everywhere_at_once(lea, lose):
    Membership.objects.create(user=lea, organisation=OrganisationFactory(), role=Membership.Role.MANAGER)
    browsers = [entered(lea), entered(lea)]
    assert all(is_in(one) for one in browsers)
    lose(lea)
    assert not any(is_in(one) for one in browsers)


def test_whoever_gains_a_role_stays_in_and_loses_it_later_like_the_others(lea):
    client = entered(lea)
    membership = Membership.objects.create(user=lea, organisation=OrganisationFactory())
    assert is_in(client)
    membership.delete()
    assert not is_in(client)


def test_a_closed_account_that_is_opened_again_is_not_in(lea):
    client = entered(lea)
    lea.is_active = False
    lea.save()
    lea.is_active = True
    lea.save()
    assert not is_in(client)


def test_changing_her_password_keeps_her_in_here_and_nowhere_else(lea):
    here, there = entered(lea), entered(lea)
    new = "a wholly new password"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert User.objects.get(pk=lea.pk).check_password(new)
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_session_planted_before_the_login_is_not_hers_afterwards(lea):
    client = Client()
    client.get(reverse("account_login"))
    type_password(client, lea)
    planted = client.cookies["session"].value
    type_code(client, code())
    assert is_in(client)
    thief = Client()
    thief.cookies["session"] = planted
    assert not is_in(thief)


def test_logging_out_everywhere(lea):
    here, there = entered(lea), entered(lea)
    here.post(reverse("account_leave_everywhere"))
    assert not is_in(here)
    assert not is_in(there)


# Guessing ---------------------------------------------------------------------------------------------------------


def guess(person, request):
    """A wrong password at the login door, without drawing the page; was it looked at?"""
    try:
        return get_adapter(request).authenticate(request, email=person.email, password="wrong") is None
    except ValidationError:
        return False


@pytest.mark.only_on("sqlite")  # the counters stand in a file of their own
def test_ten_thousand_wrong_passwords_from_five_hundred_addresses_lock_nobody_out(lea):
    """Twenty tries from each, in one minute: five are looked at. Then she comes, from her own address."""
    addresses = [f"10.0.{number // 250}.{number % 250}" for number in range(500)]
    door, ask = reverse("account_login"), RequestFactory()
    requests = [ask.post(door, REMOTE_ADDR=address) for address in addresses]
    with time_machine.travel(START, tick=False):
        looked_at = sum(guess(lea, request) for _again in range(20) for request in requests)
        client = Client()
        assert type_password(client, lea).headers["Location"] == reverse("mfa_authenticate")
        type_code(client, code())
        assert is_in(client)
    assert looked_at == 500 * tries.FOR_ONE_ACCOUNT


def test_from_one_address_one_account_is_tried_five_times(lea):
    with time_machine.travel(START, tick=False):
        said = [type_password(Client(), lea, "wrong").content.decode() for _n in range(6)]
        assert ["cinq minutes" in one for one in said] == [False] * 5 + [True]
        assert "cinq minutes" in type_password(Client(), lea).content.decode()


def test_colleagues_behind_one_address_are_not_held_up_where_they_have_come_in_before(lea):
    """Two at one counter's computer; elsewhere in the house somebody guesses until nobody may try any more."""
    mia, shared, stranger = with_app(UserFactory(email="mia@maillage.example")), Client(), Client()
    with time_machine.travel(START, tick=False) as clock:
        for person in (lea, mia):
            type_password(shared, person)
            type_code(shared, code())
            shared.post(reverse("account_logout"))
        clock.shift(timedelta(minutes=10))
        for _n in range(70):
            type_password(stranger, lea, "wrong")
        assert type_password(stranger, lea).status_code == 429
        for person in (lea, mia):
            assert type_password(shared, person).headers["Location"] == reverse("mfa_authenticate")
        type_code(shared, code())
        assert is_in(shared)


def test_a_browser_that_knows_her_has_five_tries_and_knows_nobody_else(lea):
    mia, known = with_app(UserFactory(email="mia@maillage.example")), Client()
    with time_machine.travel(START, tick=False) as clock:
        type_password(known, lea)
        type_code(known, code())
        known.post(reverse("account_logout"))
        clock.shift(timedelta(minutes=10))
        said = [type_password(known, lea, "wrong").content.decode() for _n in range(6)]
        assert ["cinq minutes" in one for one in said] == [False] * 5 + [True]
        for _n in range(5):
            type_password(Client(), mia, "wrong")
        assert "cinq minutes" in type_password(known, mia).content.decode()


def test_the_cookie_of_a_known_browser_goes_to_the_login_door_alone_and_names_nobody(lea):
    client = Client()
    type_password(client, lea)
    assert devices.COOKIE not in client.cookies
    kept = type_code(client, code()).cookies[devices.COOKIE]
    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/accounts/", True, "Lax")
    assert lea.email not in signing.loads(kept.value, salt=devices.SALT)
    client.cookies[devices.COOKIE] = kept.value[:-1] + "_"
    assert type_password(client, lea).status_code == 302


def test_a_right_password_does_not_count(lea):
    with time_machine.travel(START, tick=False):
        for _n in range(8):
            assert type_password(Client(), lea).status_code == 302


def test_a_burst_is_counted_whole(lea):
    with time_machine.travel(START, tick=False), ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: limits.take("burst", most=5, seconds=300), range(200)))
    assert sum(taken) == 5


def test_the_limit_of_codes_for_one_account_is_cleared_by_a_new_password(lea):
    for number in range(tries.CODES_OF_ONE_ACCOUNT):
        assert limits.take(f"codes {lea.pk}", most=tries.CODES_OF_ONE_ACCOUNT, seconds=tries.HOUR), number
    assert not limits.take(f"codes {lea.pk}", most=tries.CODES_OF_ONE_ACCOUNT, seconds=tries.HOUR)
    tries.clear_codes(lea)
    assert limits.take(f"codes {lea.pk}", most=tries.CODES_OF_ONE_ACCOUNT, seconds=tries.HOUR)


# One door ---------------------------------------------------------------------------------------------------------


@pytest.mark.only_on("sqlite")  # what it says does not depend on the database, and takes long
def test_of_all_addresses_exactly_one_lets_somebody_in_by_a_password():
    person = UserFactory(admin=True)
    given = dict.fromkeys(("login", "username", "email", "user"), person.email)
    given |= dict.fromkeys(("password", "password1", "password2", "oldpassword"), PASSWORD)
    entered_at = set()
    for name, address in addresses():
        client = Client(raise_request_exception=False)
        client.post(address, given)
        if "_auth_user_id" in client.session:
            entered_at.add(name)
    assert entered_at == {"account_login"}


def test_known_or_not_an_address_costs_the_same_queries(client, lea):
    def asked(email):
        with CaptureQueriesContext(connection) as found:
            Client().post(reverse("account_reset_password"), {"email": email})
        return [query["sql"].split()[0] for query in found if "django_session" not in query["sql"]]

    asked(lea.email)
    asked("nobody@maillage.example")
    for _until_there_are_no_more_mails in range(letters.MOST_AN_HOUR + 1):
        assert asked(lea.email) == asked("nobody@maillage.example")


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("known", ["an account", "closed", "never chose a password", "in capitals", "nobody"])
def test_known_or_not_an_address_costs_one_password_put_through_the_hasher(lea, monkeypatch, known):
    """`python -m bench login` measures it; here what takes the time is counted."""
    if known == "closed":
        User.objects.filter(pk=lea.pk).update(is_active=False)
    if known == "never chose a password":
        lea.set_unusable_password()
        lea.save()
    email = {"nobody": "nobody@maillage.example", "in capitals": lea.email.upper()}.get(known, lea.email)
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or encode(*given))
    page = Client().post(reverse("account_login"), {"login": email, "password": "wrong"}).content.decode()
    assert len(hashed) == 1
    assert "ne vont pas ensemble" in page
