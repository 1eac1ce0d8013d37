"""Rounds of mails: who is written to, what is asked, and that a round goes on where it was stopped."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.utils import timezone

from directory import notifications, rounds
from directory.jobs import Rounds
from directory.models import Campaign, CampaignCard, CardState, Letter, Membership, Notices, Round, RoundMail
from tests.directory.asking import ask_about, member, path, run, with_mailbox
from tests.directory.mailbox import html, letters, links, open_every_link_twice
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, today

pytestmark = pytest.mark.django_db


def of(organisation, **values):
    return ServiceFactory(site=SiteFactory(organisation=organisation), **values)


def test_a_shared_mailbox_gets_one_mail_in_both_languages_with_its_cards():
    one = OrganisationFactory()
    cards = [with_mailbox(site=SiteFactory(organisation=one), mailbox_language="nl") for _card in range(2)]

    sent = run()

    assert list(sent) == ["accueil@cpas.example"]
    message = sent["accueil@cpas.example"]
    assert message.extra_headers["Content-Language"] == "nl, fr"
    for card in cards:
        for answer in ("open", "few", "full", "exact"):
            assert len([each for each in links(message) if each.endswith(f"/{card.code}/{answer}/")]) == 2
    assert 'lang="nl"' in html(message)


def test_without_a_mailbox_the_managers_are_asked_each_in_her_language():
    one = OrganisationFactory()
    of(one)
    member(one, email="ann@example.org", language="nl")
    member(one, role=Membership.Role.MEMBER, email="bea@example.org")

    sent = run()

    assert list(sent) == ["ann@example.org"]
    assert sent["ann@example.org"].extra_headers["Content-Language"] == "nl"


def test_without_a_manager_everybody_is_asked_but_who_wants_no_mail_of_her_own():
    one = OrganisationFactory()
    of(one)
    member(one, role=Membership.Role.MEMBER, email="bea@example.org")
    member(one, role=Membership.Role.MEMBER, email="eva@example.org", notices=Notices.MAILBOX)
    member(one, role=Membership.Role.MEMBER, email="old@example.org", is_active=False)

    assert list(run()) == ["bea@example.org"]


def test_a_mailbox_that_is_dead_or_was_never_verified_is_not_written_to():
    one = OrganisationFactory()
    with_mailbox(site=SiteFactory(organisation=one))
    ServiceFactory(mailbox="new@cpas.example")
    notifications.mark_dead("accueil@cpas.example")
    member(one, email="ann@example.org")

    sent = run()

    assert list(sent) == ["ann@example.org"]
    assert "/exact/" in sent["ann@example.org"].body


@pytest.mark.parametrize(
    "values",
    [{"closed": True}, {"organisation__suspended": True}, {"organisation__proposed": True}, {"room": "by_right"}],
)
def test_nobody_is_asked_about_what_is_not_shown_or_needs_no_answer(values):
    with_mailbox(**values)

    assert run() == {}


def test_who_must_see_everyone_is_asked_for_the_card_alone_when_it_is_due():
    card = with_mailbox(room="by_right", stale=True, room_said_on=None)

    answers = {each.rsplit("/", 2)[1] for each in links(run()["accueil@cpas.example"]) if card.code in each}
    assert answers == {"exact"}


def test_a_sensitive_card_is_called_by_its_neutral_name():
    with_mailbox(confidential=True, name_fr="Refuge des Lilas", name_nl="Vluchthuis Sering")

    message = run()["accueil@cpas.example"]

    assert "SERVICE D’AIDE" in message.body
    assert "lilas" not in (message.body + html(message) + message.subject).lower()


def test_no_link_of_it_acts_by_being_opened(client):
    with_mailbox()

    before, after = open_every_link_twice(client, run().values())
    assert before == after


@pytest.mark.parametrize(
    ("moment", "begins"),
    [
        ("2026-12-01 09:00", True),
        ("2026-12-01 07:00", False),
        ("2026-08-01 09:00", False),  # a Saturday
        ("2026-08-03 09:00", True),
        ("2026-12-11 09:00", False),
    ],
)
def test_a_month_begins_on_its_first_working_day_and_once(moment, begins):
    now = timezone.make_aware(datetime.fromisoformat(moment))

    assert bool(rounds.begin_month(now)) == begins
    assert rounds.begin_month(now) is None
    assert Round.objects.filter(month=now.date().replace(day=1)).exists() == begins


def test_stopped_at_any_step_it_goes_on_and_nobody_is_forgotten_or_asked_twice():
    """The worker dies while it collects and while it queues; each time another begins anew."""
    count = 2 * rounds.BATCH + 3
    for number in range(count):
        with_mailbox(mailbox=f"desk{number}@cpas.example")
    one = Round.objects.create(month=today().replace(day=1))
    with patch.object(Round.objects, "filter", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        rounds.collect(one)
    assert RoundMail.objects.count() == count

    rounds.collect(one)
    one.refresh_from_db()
    asked, died = rounds.ask, []

    def dying(mail):
        if len(died) < 3 and mail.pk % 7 == 0:
            died.append(mail.pk)
            raise KeyboardInterrupt
        return asked(mail)

    sent = []
    with patch.object(rounds, "ask", dying):
        for _worker in range(20):
            try:
                rounds.next_step()
            except KeyboardInterrupt:
                continue
            sent += letters()
    assert len(died) == 3
    assert sorted(message.to[0] for message in sent) == sorted(f"desk{n}@cpas.example" for n in range(count))


def test_the_queue_never_holds_more_than_a_few_of_them():
    for number in range(3 * rounds.BATCH):
        with_mailbox(mailbox=f"desk{number}@cpas.example")
    Round.objects.create(month=today().replace(day=1))

    for _turn in range(10):
        rounds.next_step()

    assert Letter.objects.waiting().count() == rounds.WAITING_AT_MOST


def test_the_worker_looks_and_forgets():
    with_mailbox()
    with time_machine.travel("2026-12-01 09:00"):
        job = Rounds()
        while job.often():
            letters()
        letters()
        assert RoundMail.objects.count() == 1
    with time_machine.travel("2027-03-01 09:00"):
        job.nightly()
    assert not RoundMail.objects.exists()


def test_a_round_takes_as_many_queries_for_many_cards_as_for_few(django_assert_max_num_queries):
    def queries(count):
        organisation = OrganisationFactory()
        for _card in range(count):
            with_mailbox(site=SiteFactory(organisation=organisation), mailbox=f"o{organisation.pk}@cpas.example")
        one = Round.objects.create(campaign=None, month=today().replace(month=1 + Round.objects.count(), day=1))
        with django_assert_max_num_queries(12) as counted:
            rounds.collect(one)
        return len(counted)

    assert queries(1) == queries(9)


def test_the_mail_says_what_others_read_now():
    card = with_mailbox(full=True)

    message = run()["accueil@cpas.example"]

    assert "Complet jusqu’au" in message.body
    assert path(message, card, "exact")


# What comes back ---------------------------------------------------------------------------------------------------


def states():
    found = CampaignCard.objects.with_state(today())
    return {card.service.mailbox: card.state for card in found.select_related("service")}


@pytest.mark.parametrize("days", [1, 20])
def test_what_comes_back_however_late_is_to_phone(days):
    """Of two cards of one organisation the one whose mailbox it was, and it is not taken for an answer."""
    one = OrganisationFactory()
    cards = [with_mailbox(site=SiteFactory(organisation=one), mailbox=f"desk{n}@cpas.example") for n in range(2)]
    ask_about(*cards)
    Campaign.objects.update(phone_from=today() + timedelta(days=60))

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        notifications.mark_dead("Desk0@cpas.example")
        assert states() == {"desk0@cpas.example": CardState.TO_PHONE, "desk1@cpas.example": CardState.SILENT}


def test_what_comes_back_from_one_of_two_managers_is_not_to_phone_before_the_other_does_too():
    card = ServiceFactory()
    ann, bea = member(card.organisation), member(card.organisation)
    ask_about(card)
    Campaign.objects.update(phone_from=today() + timedelta(days=60))

    notifications.mark_dead(ann.email)
    assert states() == {"": CardState.SILENT}
    notifications.mark_dead(bea.email)
    assert states() == {"": CardState.TO_PHONE}


def test_what_comes_back_after_a_campaign_was_closed_changes_nothing():
    ask_about(with_mailbox())
    Campaign.objects.update(phone_from=today() + timedelta(days=60), closed_at=timezone.now())

    notifications.mark_dead("accueil@cpas.example")

    assert CampaignCard.objects.get().written_to
