"""Campaigns: which cards, how far each is, how each confirmation arrived, and whom to phone."""

import csv
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from directory import actions, notifications
from directory.actions import confirming, editing
from directory.models import Bassin, BassinCoordinator, Campaign, CampaignCard, Confirmation, Organisation, Service
from directory.permissions import NETWORK
from tests.directory.admin.posting import edit
from tests.directory.asking import member, path, press, run, with_mailbox
from tests.factories import ServiceFactory, SiteFactory, UserFactory, today

pytestmark = pytest.mark.django_db
Via = Confirmation.Via


def begin(desk, **said):
    answer = desk.post(reverse("campaigns"), {"name": "Printemps", **said})
    assert answer.status_code == 302, answer.context["form"].errors
    return Campaign.objects.latest("pk")


def opened(client, campaign, **query):
    return client.get(reverse("campaign", args=[campaign.pk]), query)


def counts(client, campaign):
    page = opened(client, campaign)
    return {share.code: share.count for share in page.context["shares"] if share.count}


def call(client, campaign, service, outcome, note=""):
    card = CampaignCard.objects.get(campaign=campaign, service=service)
    return client.post(reverse("campaign", args=[campaign.pk]), {"card": card.pk, "outcome": outcome, "note": note})


def test_it_asks_about_the_cards_of_its_bassins_and_kinds(desk):
    north = {"site": SiteFactory(street_fr="Rue du Nord 1", bassin_override="nord")}
    chosen = with_mailbox(**north)
    with_mailbox(**north, category="cpas")
    with_mailbox()
    with_mailbox(site=SiteFactory(bassin_override="nord"), closed=True)

    campaign = begin(desk, bassins=["nord"], categories=["sage_femme"])

    assert list(campaign.services.all()) == [chosen]


def test_a_campaign_about_nothing_is_not_begun(desk):
    page = desk.post(reverse("campaigns"), {"name": "Vide", "bassins": ["nord"]})

    assert page.status_code == 200
    assert not Campaign.objects.exists()


def test_its_mail_asks_for_its_cards_alone_and_an_answer_is_seen_with_its_way(desk, client):
    card = with_mailbox(stale=True)
    other = with_mailbox(site=SiteFactory(organisation=card.organisation), category="cpas")
    campaign = begin(desk, categories=["sage_femme"])

    message = run(campaign.round)["accueil@cpas.example"]
    assert other.code not in message.body
    assert counts(desk, campaign) == {"silent": 1}

    press(client, path(message, card, "open"))
    assert counts(desk, campaign) == {"answered": 1}
    press(client, path(message, card, "exact"))
    assert counts(desk, campaign) == {"confirmed": 1}
    [line] = opened(desk, campaign).context["lines"]
    assert (line.way, line.who) == ("par mail", "boîte partagée")


def test_a_name_that_waits_to_be_looked_at_is_an_answer(desk):
    card = with_mailbox(stale=True)
    campaign = begin(desk)

    assert editing.edit(card, {"name_fr": "Le nouveau nom"}, by=member(card.organisation))

    assert counts(desk, campaign) == {"answered": 1}


def test_it_counts_by_which_way_its_cards_were_confirmed(desk, coordinator):
    cards = [ServiceFactory(stale=True) for _each in range(5)]
    campaign = begin(desk)
    call(desk, campaign, cards[0], "confirmed")
    call(desk, campaign, cards[1], "confirmed")
    confirming.confirm(cards[1], by=coordinator, via=Via.APP)
    confirming.confirm(cards[2], by=None, via=Via.MAIL)
    Service.objects.filter(pk=cards[3].pk).update(confirmed_on=today() + timedelta(days=1))

    page = opened(desk, campaign, state="to_phone")

    expected = [("sur le site", 1), ("par mail", 1), ("par téléphone", 1), ("dans sa source", 1)]
    assert sorted(page.context["ways"]) == sorted(expected)
    assert "par téléphone <strong>1</strong>" in page.content.decode()


def test_whom_nobody_can_write_to_is_phoned_at_once_the_silent_after_two_weeks(desk):
    with_mailbox(stale=True)
    ServiceFactory(stale=True)
    campaign = begin(desk)
    assert counts(desk, campaign) == {"silent": 1, "to_phone": 1}

    with time_machine.travel(timezone.now() + timedelta(days=14)):
        desk.force_login(UserFactory(groups=["directory coordinator"]))
        assert counts(desk, campaign) == {"to_phone": 2}


def test_a_dead_mailbox_is_phoned(desk):
    notifications.mark_dead("accueil@cpas.example")
    with_mailbox(stale=True)

    assert counts(desk, begin(desk)) == {"to_phone": 1}


def test_a_call_that_confirms_writes_the_card_and_says_who_phoned(desk, coordinator):
    service = ServiceFactory(stale=True)
    campaign = begin(desk)

    call(desk, campaign, service, "confirmed", "Mme Dupont")

    assert Service.objects.get(pk=service.pk).confirmed_on == today()
    one = Confirmation.objects.get()
    assert (one.via, one.by, one.note) == ("phone", coordinator, "Mme Dupont")
    [line] = opened(desk, campaign, state="confirmed").context["lines"]
    assert (line.way, line.who) == ("par téléphone", "Camille")


def test_a_card_of_a_long_list_is_named_as_programs_write_numbers(desk):
    ServiceFactory(stale=True)
    campaign = begin(desk)
    CampaignCard.objects.update(id=12345)

    assert 'name="card" value="12345"' in opened(desk, campaign).content.decode()


def test_a_call_that_nobody_answers_stays_to_phone_and_a_promise_does_not(desk):
    service = ServiceFactory(stale=True)
    campaign = begin(desk)

    call(desk, campaign, service, "nobody")
    assert counts(desk, campaign) == {"to_phone": 1}
    call(desk, campaign, service, "later", "jeudi")
    assert counts(desk, campaign) == {"answered": 1}
    assert "jeudi" in opened(desk, campaign).content.decode()
    assert Service.objects.get(pk=service.pk).confirmed_on != today()


def test_a_form_of_the_administration_confirms_too_and_is_noted_as_such(desk):
    service = ServiceFactory(stale=True)
    campaign = begin(desk)

    edit(desk, service).save(confirm="on")

    [line] = opened(desk, campaign, state="confirmed").context["lines"]
    assert (line.way, line.who) == ("administration", "Camille")


def test_a_member_who_edits_her_card_has_answered(desk):
    service = with_mailbox(stale=True)
    campaign = begin(desk)

    actions.save(service, {"description_fr": "Nouveau"}, by=UserFactory(), via="member")

    assert counts(desk, campaign) == {"answered": 1}


@pytest.mark.parametrize("how", ["closed", "suspended"])
def test_a_card_that_is_gone_is_nobodys_to_phone(desk, how):
    service = ServiceFactory(stale=True)
    campaign = begin(desk)
    if how == "closed":
        actions.save(service, {"closed_on": today(), "closed_reason": "Pension"}, by=None, via="admin")
    else:
        Organisation.objects.update(status="suspended")

    assert counts(desk, campaign) == {"gone": 1}


def test_closed_it_writes_to_nobody_any_more(desk):
    with_mailbox(stale=True)
    campaign = begin(desk)

    desk.post(reverse("campaign", args=[campaign.pk]), {"close": "1"})

    assert run(campaign.round) == {}
    assert counts(desk, campaign) == {"silent": 1}


def test_its_table_holds_no_formula(desk):
    service = ServiceFactory(stale=True, name_fr='=HYPERLINK("http://evil.example")')
    campaign = begin(desk)
    call(desk, campaign, service, "later", "+32 2 000")

    page = desk.get(reverse("campaign_table", args=[campaign.pk]))
    head, row = csv.reader(page.content.decode("utf-8-sig").splitlines(), delimiter=";")

    assert len(head) == len(row) == 14
    assert row[1].startswith("'=")
    assert row[-1].startswith("'+")
    assert page.headers["Content-Disposition"].endswith('.csv"')


def test_the_pages_take_as_many_queries_for_many_cards_as_for_few(desk, django_assert_max_num_queries):
    def queries(address):
        with django_assert_max_num_queries(60) as counted:
            assert desk.get(address).status_code == 200
        return len(counted)

    few = begin_with(desk, 1)
    many = begin_with(desk, 6)
    for name in ("campaign", "campaign_table"):
        queries(reverse(name, args=[few.pk]))
        assert queries(reverse(name, args=[few.pk])) == queries(reverse(name, args=[many.pk]))


def begin_with(desk, count):
    for _card in range(count):
        confirming.confirm(ServiceFactory(), by=UserFactory(), via=Via.APP)
    campaign = begin(desk)
    for card in campaign.cards.all()[: count - 1]:
        confirming.confirm(card.service, by=UserFactory(), via=Via.PHONE)
    return campaign


def test_what_is_overdue_stands_by_bassin(desk):
    ServiceFactory()
    ServiceFactory(stale=True)
    ServiceFactory(confirmed_on=None)

    [row] = desk.get(reverse("campaigns")).context["bassins"]

    assert (row["cards"], row["fresh"], row["overdue"], row["never"]) == (3, 1, 2, 1)
    assert row["name"] == Bassin.objects.get(code="centre-ouest")


# A network coordinator ------------------------------------------------------------------------------------------------


@pytest.fixture
def of_the_north(desk):
    person = UserFactory(groups=[NETWORK])
    BassinCoordinator.objects.create(user=person, bassin=Bassin.objects.get(code="nord"))
    hers = ServiceFactory(stale=True, site=SiteFactory(street_fr="Rue du Nord 1", bassin_override="nord"))
    other = ServiceFactory(stale=True)
    campaign = begin(desk)
    desk.force_login(person)
    return desk, campaign, hers, other


def test_a_network_coordinator_sees_and_phones_hers(of_the_north):
    client, campaign, hers, other = of_the_north

    assert [line.service for line in opened(client, campaign).context["lines"]] == [hers]
    assert other.code not in client.get(reverse("campaign_table", args=[campaign.pk])).content.decode()
    call(client, campaign, hers, "confirmed")
    call(client, campaign, other, "confirmed")
    assert set(Service.objects.filter(confirmed_on=today())) == {hers}


def test_she_begins_and_closes_none(of_the_north):
    client, campaign, _hers, _other = of_the_north

    assert client.post(reverse("campaigns"), {"name": "Mienne"}).status_code in {302, 403}
    client.post(reverse("campaign", args=[campaign.pk]), {"close": "1"})
    campaign.refresh_from_db()
    assert Campaign.objects.count() == 1
    assert campaign.closed_at is None


def test_a_member_of_an_organisation_sees_no_campaign(desk, client):
    service = ServiceFactory(stale=True)
    campaign = begin(desk)
    client.force_login(member(service.organisation))

    for name, args in (("campaigns", []), ("campaign", [campaign.pk]), ("campaign_table", [campaign.pk])):
        assert client.get(reverse(name, args=args)).status_code in {302, 403}
