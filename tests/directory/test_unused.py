"""An account that nobody uses: warned after eleven months, closed a month later, reopened with a month again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from directory.actions import unused
from directory.models import Membership, OpenSession, User
from tests.directory.asking import member
from tests.directory.mailbox import letters
from tests.factories import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]


@pytest.fixture
def lea():
    """She last logged in on the first of January."""
    at = timezone.make_aware(timezone.datetime(2027, 1, 1, 10))
    return member(OrganisationFactory(), email="lea@example.org", language="nl", last_login=at, joined_at=at)


def night(day):
    with time_machine.travel(f"{day} 03:00+01:00"):
        return unused.look(), letters()


def is_open(user):
    return User.objects.get(pk=user.pk).is_active


def test_she_is_told_a_month_before_in_her_language_and_once(lea):
    assert night("2027-12-02") == ((0, 0), [])

    looked, [mail] = night("2027-12-03")
    assert (looked, mail.to) == ((1, 0), ["lea@example.org"])
    assert "2 januari 2028" in mail.subject
    assert "1 januari 2027" in mail.body
    assert "/login/" in mail.body
    assert night("2027-12-04") == ((0, 0), [])
    assert is_open(lea)


def test_a_month_later_it_is_closed_and_logged_and_her_colleagues_are_told(lea):
    one = lea.memberships.get().organisation
    ann = member(one, email="ann@example.org", language="fr", last_login=timezone.now() + timedelta(days=400))
    OpenSession.objects.create(user=lea, roles=[])
    night("2027-12-03")
    assert night("2028-01-01") == ((0, 0), [])

    looked, [mail] = night("2028-01-02")

    assert (looked, mail.to, is_open(lea)) == ((0, 1), [ann.email], False)
    assert str(lea) in mail.body
    assert "a été fermé" in mail.body
    assert not OpenSession.objects.filter(user=lea).exists()
    assert ModelLogEntry.objects.get(action=unused.LOGGED).object_id == str(lea.pk)
    assert Membership.objects.filter(user=lea).exists()  # it stays, and gives nothing: Brusano may reopen the account


def test_who_logs_in_meanwhile_keeps_it(lea):
    night("2027-12-03")
    User.objects.filter(pk=lea.pk).update(last_login=timezone.make_aware(timezone.datetime(2027, 12, 20)))

    assert night("2028-01-05") == ((0, 0), [])
    assert night("2028-11-19")[0] == (0, 0)
    assert night("2028-11-21")[0] == (1, 0)


def test_the_mail_is_not_sent_to_who_logs_in_before_it_leaves(lea):
    with time_machine.travel("2027-12-03 03:00+01:00"):
        unused.look()
        User.objects.filter(pk=lea.pk).update(last_login=timezone.now())
        assert letters() == []


def test_a_worker_that_stood_still_for_months_gives_her_the_month_all_the_same(lea):
    looked, [mail] = night("2028-06-01")

    assert looked == (1, 0)
    assert "1 juli 2028" in mail.subject
    assert night("2028-06-30")[0] == (0, 0)
    assert night("2028-07-01")[0] == (0, 1)


def test_reopened_by_brusano_she_has_a_month_again(lea):
    night("2027-12-03")
    night("2028-01-02")
    User.objects.filter(pk=lea.pk).update(is_active=True)

    assert night("2028-02-01")[0] == (1, 0)
    assert is_open(lea)
    assert night("2028-03-02")[0] == (0, 1)


def test_the_last_one_who_may_do_everything_stays(lea):
    User.objects.filter(pk=lea.pk).update(is_superuser=True)
    night("2027-12-03")

    assert night("2028-01-02")[0] == (0, 0)
    UserFactory(is_superuser=True)
    assert is_open(lea)


def test_nobody_of_a_demonstration_is_written_to(lea):
    User.objects.filter(pk=lea.pk).update(is_demo=True)

    assert night("2028-06-01") == ((0, 0), [])
