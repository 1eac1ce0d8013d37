"""At once, once a day, or at the shared mailbox: what each person chose is obeyed by whatever tells her something."""

import re
from pathlib import Path

import pytest
import time_machine

from directory import notices, notifications, rounds
from directory.actions import member_letters, tickets
from directory.actions.tickets import Said
from directory.lifecycle.tickets import Reason
from directory.models import Letter, Membership, Notices, Round, User
from tests.directory.asking import member, run, with_mailbox
from tests.directory.mailbox import letters, open_every_link_twice
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory, today

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
# Who asks for letters without asking a person how she wants to be told.
AT_ONCE = {
    "bench/mail.py": "no person",
    "cms/accounts/letters.py": "passwords and second factors",
    "cms/events/actions.py": "whoever registers, by address",
    "cms/newsletter/issuing.py": "a test that she has just asked for",
    "cms/newsletter/jobs.py": "the newsletter itself, by address",
    "cms/newsletter/subscribing.py": "whoever subscribes, by address",
    "directory/actions/claims.py": "an address that is still to be proven",
    "directory/actions/mailboxes.py": "the code of a shared mailbox",
    "directory/actions/members.py": "invitations",
    "directory/actions/unused.py": "an account that will be closed",
    "directory/notices.py": "the door itself",
    "directory/rounds.py": "shared mailboxes, once a month",
}


@pytest.fixture
def card():
    return with_mailbox()


def report(card, text="Fermé le lundi"):
    return tickets.report(card, Said(reason="hours", text=text))


def person(card, chosen, **values):
    return member(card.organisation, notices=chosen, **values)


def morning(day):
    """What leaves the next morning."""
    with time_machine.travel(f"{day} 06:10+00:00"):
        return letters()


def test_nobody_else_asks_for_letters_past_what_people_chose():
    asking = {
        str(path.relative_to(ROOT))
        for package in ("bench", "cms", "directory", "referrals", "search")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"\bnotifications\.ask\(", path.read_text(encoding="utf-8"))
    }
    assert asking == AT_ONCE.keys()


def test_at_once_is_a_mail_for_each(card):
    ann = person(card, Notices.AT_ONCE)

    report(card)

    assert [mail.to for mail in letters()] == [[ann.email]]


def test_once_a_day_is_one_mail_in_her_language_the_next_morning():
    cards = [ServiceFactory() for _card in range(2)]
    ann = UserFactory(notices=Notices.DAILY, language="nl")
    for one in cards:
        Membership.objects.create(user=ann, organisation=one.organisation, role=Membership.Role.MANAGER)
    with time_machine.travel("2026-12-01 10:00+00:00"):
        for one in cards:
            report(one)
        member_letters.tell(ann.memberships.first(), Membership.Role.MANAGER, by=UserFactory())
        assert letters() == []

    [mail] = morning("2026-12-02")

    assert mail.to == [ann.email]
    assert mail.extra_headers["Content-Language"] == "nl"
    assert mail.subject == "Uw dagelijkse mail van Maillage"
    for one in cards:
        assert f"/{one.organisation.code}/" in mail.body
    assert mail.body.count("Brusano – Maillage") == mail.body.count("Dag,") == 1
    assert morning("2026-12-03") == []


def test_what_is_over_by_the_morning_is_left_out(card):
    person(card, Notices.DAILY)
    with time_machine.travel("2026-12-01 10:00+00:00"):
        ticket = report(card)
        tickets.close(ticket, outcome="mended", by=UserFactory())

    assert morning("2026-12-02") == []


def test_who_has_no_account_any_more_gets_none(card):
    ann = person(card, Notices.DAILY)
    with time_machine.travel("2026-12-01 10:00+00:00"):
        report(card)
        User.objects.filter(pk=ann.pk).update(is_active=False)

    assert morning("2026-12-02") == []


def test_what_comes_while_the_mail_leaves_waits_for_the_next_one(card):
    ann = person(card, Notices.DAILY)
    for moment in ("05:30:00", "05:59:30"):  # it leaves at seven in Brussels
        with time_machine.travel(f"2026-12-02 {moment}+00:00"):
            notices.tell(ann, tickets.NEW, about="abc")

    assert [letter.scheduled_time.day for letter in Letter.objects.order_by("pk")] == [2, 3]


def test_said_twice_it_stands_there_once(card):
    ann = person(card, Notices.DAILY)
    for _time in range(2):
        notices.tell(ann, tickets.NEW, about="abc")

    assert Letter.objects.get().context["items"] == [[tickets.NEW, "abc"]]


def test_a_round_is_part_of_the_mail_of_the_day_with_the_links_of_each_organisation(client):
    ann = UserFactory(notices=Notices.DAILY)
    cards = [ServiceFactory(site=SiteFactory(organisation=OrganisationFactory())) for _card in range(2)]
    with time_machine.travel("2026-12-01 10:00+00:00"):
        for card in cards:
            Membership.objects.create(user=ann, organisation=card.organisation, role=Membership.Role.MANAGER)
        Round.objects.create(month=today())
        while rounds.next_step():
            pass

    [mail] = morning("2026-12-02")

    with time_machine.travel("2026-12-02 07:00+00:00"):
        for card in cards:
            path = re.search(rf"/\S+/{card.code}/exact/", mail.body)[0]
            assert client.get(path[path.index("/fr/") :]).status_code == 200
        before, after = open_every_link_twice(client, [mail])
    assert before == after


def test_the_shared_mailbox_reads_it_in_both_languages_instead_of_several_members(card):
    for _member in range(2):
        person(card, Notices.MAILBOX)

    report(card)

    [mail] = letters()
    assert mail.to == [card.mailbox]
    assert mail.extra_headers["Content-Language"] == "fr, nl"


def test_without_a_living_mailbox_she_is_told_after_all(card):
    notifications.mark_dead(card.mailbox)
    ann = person(card, Notices.MAILBOX)

    report(card)

    assert [mail.to for mail in letters()] == [[ann.email]]


def test_what_concerns_her_alone_is_not_for_the_shared_mailbox(card):
    ann = person(card, Notices.MAILBOX)

    member_letters.tell(ann.memberships.get(), Membership.Role.MANAGER, by=UserFactory())

    assert [mail.to for mail in letters()] == [[ann.email]]


def test_an_address_that_should_not_be_public_waits_for_no_morning(card):
    ann = person(card, Notices.DAILY)
    brusano = UserFactory(groups=["directory coordinator"], notices=Notices.DAILY)

    tickets.report(card, Said(reason=Reason.CONFIDENTIAL))

    assert {to for mail in letters() for to in mail.to} == {ann.email, brusano.email}


def test_a_round_asks_who_chose_the_mailbox_where_there_is_none_and_nobody_else():
    card = ServiceFactory()
    ann = person(card, Notices.MAILBOX)

    assert list(run()) == [ann.email]
