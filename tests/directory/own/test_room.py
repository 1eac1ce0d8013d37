"""In « my organisation »: room in one tap, « still right », how often to be asked, and what a card lacks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from directory import quality
from directory.models import Confirmation, Organisation, Service
from tests.directory.asking import member
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, every_weekday, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return ServiceFactory(stale=True, name_fr="Consultation du canal")


@pytest.fixture
def ann(client, card):
    person = member(card.organisation, role="member", full_name="Ann")
    client.force_login(person)
    return person


def page_of(card):
    return reverse("own:room", args=[card.organisation.code])


def say(client, card, **said):
    return client.post(reverse("own:room_say", args=[card.organisation.code, card.code]), {"waiting": "", **said})


def again(card):
    return Service.objects.get(pk=card.pk)


@pytest.mark.parametrize("room", ["open", "few"])
def test_one_tap_says_how_much_room_there_is(client, ann, card, room):
    answer = say(client, card, room=room, until="")

    assert answer.url == f"{page_of(card)}#card-{card.code}"
    assert (again(card).room, again(card).room_said_on, again(card).room_said_by) == (room, today(), ann)
    assert Confirmation.objects.get().via == "app"


def test_full_goes_with_its_day_and_the_waiting_time(client, ann, card):
    until = today() + timedelta(days=20)

    say(client, card, room="full", until=until.isoformat(), waiting="60")
    assert (again(card).room, again(card).room_until, again(card).waiting_days) == ("full", until, 60)

    assert say(client, card, room="full", until="").status_code == 422


def test_the_card_is_still_right(client, ann, card):
    say(client, card, exact="1")

    assert (again(card).confirmed_on, again(card).confirmed_by) == (today(), ann)


def test_who_must_see_everyone_is_asked_for_no_room(client, ann):
    card = ServiceFactory(site=SiteFactory(organisation=Organisation.objects.get()), room="by_right", room_said_on=None)

    assert say(client, card, room="open").status_code == 422
    assert again(card).room == "by_right"


def test_the_owner_chooses_how_often_to_be_asked(client, ann, card):
    address = reverse("own:room_rhythm", args=[card.organisation.code, card.code])

    client.post(address, {"months": "3"})
    assert again(card).rhythm_months == 3
    client.post(address, {"months": "2"})
    assert again(card).rhythm_months == 3


def test_nobody_else_says_it(client, card):
    other = ServiceFactory()
    client.force_login(member(other.organisation))

    assert say(client, card, room="open").status_code == 404
    address = reverse("own:room_say", args=[other.organisation.code, card.code])
    assert client.post(address, {"room": "open"}).status_code == 404
    assert again(card).room_said_on == card.room_said_on


@pytest.mark.parametrize("status", ["proposed", "suspended"])
def test_before_it_is_verified_and_while_it_is_suspended_an_organisation_says_nothing(client, ann, card, status):
    Organisation.objects.update(status=status)

    assert say(client, card, room="open").status_code == 403
    assert again(card).room_said_on == card.room_said_on


def test_a_closed_service_is_asked_no_more(client, ann, card):
    Service.objects.update(closed_on=today(), closed_reason="Pension")

    assert say(client, card, room="open").status_code == 404


def test_the_page_takes_as_many_queries_for_many_cards_as_for_few(client, django_assert_max_num_queries):
    def queries(count):
        organisation = OrganisationFactory()
        for _card in range(count):
            ServiceFactory(site=SiteFactory(organisation=organisation))
        client.force_login(member(organisation))
        address = reverse("own:room", args=[organisation.code])
        client.get(address)
        with django_assert_max_num_queries(60) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    assert queries(1) == queries(8)


# What a card lacks ----------------------------------------------------------------------------------------------------

WHOLE = {
    "description_fr": "Suivi",
    "description_nl": "Opvolging",
    "entry_fr": "Appelez",
    "access": ["free"],
    "hours": every_weekday(),
}


def quality_of(**values):
    card = quality.read_whole(Service.objects.filter(pk=ServiceFactory(**values).pk)).get()
    found = quality.quality(card, today())
    return found.score, {point.name for point in found.missing}


def test_a_card_that_says_everything_has_100():
    assert quality_of(**WHOLE, site=SiteFactory(step_free="yes")) == (100, set())
    assert quality_of(**WHOLE, site=SiteFactory(confidential=True)) == (100, set())
    assert quality_of(**WHOLE | {"mobile": True}) == (100, set())


@pytest.mark.parametrize(
    ("without", "name"),
    [
        ({"contacts": []}, "phone"),
        ({"confirmed_on": None}, "confirmed"),
        ({"room": ""}, "room"),
        ({"room_said_on": today() - timedelta(days=40)}, "room"),
        ({"themes": []}, "needs"),
        ({"languages": []}, "languages"),
        ({"hours": []}, "hours"),
        ({"description_nl": ""}, "offer"),
        ({"entry_fr": ""}, "entry"),
        ({"stages": []}, "stages"),
        ({"access": []}, "access"),
        ({"area": "unstated", "area_bassins": []}, "area"),
        ({"site__step_free": "unknown"}, "steps"),
    ],
)
def test_what_is_missing_is_named_and_costs_points(without, name):
    score, missing = quality_of(**{"site__step_free": "yes"} | WHOLE | without)

    assert missing == {name}
    assert score < 100


def test_each_line_says_what_is_missing_and_why_it_matters(client, ann, card):
    page = client.get(page_of(card)).content.decode()

    for point in quality.quality(quality.read_whole(Service.objects.all()).get(), today()).missing:
        assert str(point.what) in page
        assert str(point.why) in page
    assert sum(point.weight for point in quality.POINTS) == 100
