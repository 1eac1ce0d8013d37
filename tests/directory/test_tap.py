"""The page behind a link of a round: one button, without login; dead as soon as its reader speaks for nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from directory import actions, rounds
from directory.models import Confirmation, Membership, Organisation, Service, Version
from tests.directory.asking import HERE, member, path, press, run, with_mailbox
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return with_mailbox(stale=True)


@pytest.fixture
def message(card):
    return run()["accueil@cpas.example"]


def again(service):
    return Service.objects.get(pk=service.pk)


@pytest.mark.parametrize(("answer", "room"), [("open", "open"), ("few", "few"), ("full", "full")])
def test_the_answer_of_the_link_is_ticked_and_the_button_says_it(client, card, message, answer, room):
    answered = press(client, path(message, card, answer))

    assert answered.status_code == 302
    assert (again(card).room, again(card).room_said_on) == (room, today())
    assert again(card).confirmed_on != today()
    assert [(one.about, one.via, one.by) for one in Confirmation.objects.all()] == [("room", "mail", None)]
    assert client.get(answered.url).context["done"]


def test_all_is_right_confirms_the_card_and_leaves_its_room(client, card, message):
    press(client, path(message, card, "exact"))

    assert again(card).confirmed_on == today()
    assert again(card).room_said_on == card.room_said_on


def test_another_answer_may_be_chosen_on_the_page_and_both_be_said(client, card, message):
    until = (today() + timedelta(days=9)).isoformat()
    press(client, path(message, card, "open"), room="full", until=until, waiting="30", exact="on")

    now = again(card)
    assert (now.room, now.room_until.isoformat(), now.waiting_days) == ("full", until, 30)
    assert now.confirmed_on == today()


def test_a_member_answers_in_her_own_name(client):
    organisation = OrganisationFactory()
    card = ServiceFactory(site=SiteFactory(organisation=organisation), stale=True)
    ann = member(organisation, email="ann@example.org")

    press(client, path(run()["ann@example.org"], card, "few"))

    assert again(card).room_said_by == ann


def refuse(**values):
    return lambda card: type(card).objects.filter(pk=card.pk).update(**values)


def of_organisation(**values):
    return lambda card: Organisation.objects.filter(pk=card.organisation_id).update(**values)


def merged(card):
    other = OrganisationFactory()
    Organisation.objects.filter(pk=card.organisation_id).update(merged_into=other)


DEAD = {
    "closed": refuse(closed_on=today(), closed_reason="Pension"),
    "mailbox changed": refuse(mailbox="other@cpas.example"),
    "mailbox no longer verified": refuse(mailbox_verified_on=None),
    "suspended": of_organisation(status="suspended"),
    "organisation closed": of_organisation(status="closed"),
    "merged": merged,
}


@pytest.mark.parametrize("why", DEAD)
def test_a_link_dies_with_what_it_speaks_for(client, card, message, why):
    address = path(message, card, "open")
    seen = client.get(address).context["seen"]
    DEAD[why](card)

    page = client.get(address)
    posted = client.post(address, {"seen": seen, "room": "open"}, headers=HERE)

    assert (page.status_code, posted.status_code) == (404, 404)
    assert page.templates[0].name == "directory/tap/no_link.html"
    assert again(card).room_said_on == card.room_said_on


@pytest.mark.parametrize("leaves", ["membership", "account"])
def test_a_link_dies_when_its_reader_leaves(client, leaves):
    organisation = OrganisationFactory()
    card = ServiceFactory(site=SiteFactory(organisation=organisation))
    ann = member(organisation, email="ann@example.org")
    address = path(run()["ann@example.org"], card, "open")
    assert client.get(address).status_code == 200

    if leaves == "membership":
        Membership.objects.all().delete()
    else:
        type(ann).objects.filter(pk=ann.pk).update(is_active=False)

    assert client.get(address).status_code == 404
    assert client.post(address, {"room": "open"}, headers=HERE).status_code == 404


def test_an_altered_or_expired_link_gets_a_page_that_says_so(client, card, message):
    address, other = path(message, card, "open"), with_mailbox(mailbox="b@cpas.example")
    token = address.split("/")[-4]
    altered = [
        address.replace(token, token[:-1] + ("a" if token[-1] != "a" else "b")),
        address.replace("/open/", "/vacant/"),
        address.replace(card.code, other.code),
        address.replace(card.code, "xxxxxxxx"),
    ]
    for wrong in altered:
        page = client.get(wrong)
        assert page.status_code == 404
        assert page.templates[0].name == "directory/tap/no_link.html"
    with time_machine.travel(timezone.now() + timedelta(days=rounds.GOOD_DAYS + 1)):
        assert client.get(address).status_code == 404


def test_a_page_that_was_overtaken_writes_nothing_and_shows_what_is_said_now(client, card, message):
    address = path(message, card, "open")
    seen = client.get(address).context["seen"]
    actions.save(again(card), {"room": "full", "room_until": today(), "room_said_on": today()}, by=None, via="member")

    page = client.post(address, {"seen": seen, "room": "open"}, headers=HERE)

    assert page.status_code == 409
    assert again(card).room == "full"
    assert client.post(address, {"seen": page.context["seen"], "room": "open"}, headers=HERE).status_code == 302
    assert again(card).room == "open"


def test_pressed_twice_or_sent_again_says_it_once(client, card, message):
    address = path(message, card, "open")
    sent = {"seen": client.get(address).context["seen"], "room": "open"}

    answers = [client.post(address, sent, headers=HERE).status_code for _time in range(2)]
    assert answers == [302, 302]
    assert Confirmation.objects.count() == 1

    # A week later what was sent then is no answer any more.
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert client.post(address, sent, headers=HERE).status_code == 409
    assert again(card).room_said_on == today()


def test_nothing_chosen_or_a_day_that_is_past_is_asked_again(client, card, message):
    address = path(message, card, "full")

    assert press(client, address, room="").status_code == 422
    assert press(client, address, until="2020-01-01").status_code == 422
    assert press(client, address, room="by_right").status_code == 422
    assert again(card).room_said_on == card.room_said_on


def test_it_belongs_to_no_cache_and_no_search_engine_and_tells_no_other_site(client, card, message):
    page = client.get(path(message, card, "open"))

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_another_site_cannot_press_the_button(client, card, message):
    address = path(message, card, "open")
    seen = client.get(address).context["seen"]

    assert (
        client.post(address, {"seen": seen, "room": "open"}, headers={"sec-fetch-site": "cross-site"}).status_code
        == 403
    )
    assert again(card).room_said_on == card.room_said_on


def test_the_mark_of_the_page_is_a_number_as_programs_write_it(client, card, message):
    """Not « 12 345 »: with it every button of a directory with some history was refused."""
    Version.objects.filter(pk=Version.objects.of(card).first().pk).update(id=12345)

    assert 'name="seen" value="12345"' in client.get(path(message, card, "open")).content.decode()
