"""Registering without an account: the form, the mails, and the links in them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from cms.events import actions
from cms.events.lifecycle import State
from cms.models import Registration
from directory.models.letters import LinkToken
from tests.cms.meeting import SAID, come, link, make_meeting, press, register, states
from tests.directory.mailbox import held, letters, open_every_link_twice

pytestmark = pytest.mark.django_db


def asked(client, meeting, language="fr", **said):
    """Somebody fills the form in; the mail she gets."""
    answer = register(client, meeting, language, **said)
    assert answer.status_code == 302
    return letters()[-1]


def confirmed(client, meeting, **said):
    press(client, link(asked(client, meeting, **said), "confirm"))
    return letters()[-1]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_from_the_form_to_the_seat_and_back(client, language):
    meeting = make_meeting()
    answer = client.get(register(client, meeting, language)["Location"])
    words = {"fr": "Pas encore inscrit·e", "nl": "Nog niet ingeschreven"}[language]
    assert words in answer.content.decode()

    first = letters()[0]
    assert words in first.subject
    page = client.get(link(first, "confirm"))
    assert states(meeting) == {"ann@example.org": State.UNCONFIRMED}
    assert b"<button" in page.content

    press(client, link(first, "confirm"))
    assert states(meeting) == {"ann@example.org": State.CONFIRMED}
    second = letters()[0]
    assert [name for name, _content, _kind in second.attachments] == [f"{meeting.code}.ics"]

    client.get(link(second, "cancel"))
    assert states(meeting) == {"ann@example.org": State.CONFIRMED}
    answer = press(client, link(second, "cancel"))
    assert states(meeting) == {"ann@example.org": State.CANCELLED}
    assert {"fr": "est annulée", "nl": "is geannuleerd"}[language] in answer.content.decode()


def test_a_program_that_opens_every_link_of_every_mail_twice_changes_nothing(client):
    meeting = make_meeting(capacity=1, link="https://visio.example/room")
    sent = [asked(client, meeting)]
    press(client, link(sent[0], "confirm"))
    come(meeting, State.WAITING, email="late@example.org")
    register(client, meeting, email="third@example.org")
    sent += letters()

    before, after = open_every_link_twice(client, sent)

    assert before == after


def test_no_cookie_is_set_and_nothing_is_kept_on_the_way(client):
    meeting = make_meeting()
    message = asked(client, meeting)
    for answer in (client.get(link(message, "confirm")), press(client, link(message, "confirm"))):
        assert answer.cookies == {}
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert "ann@example.org" not in answer.content.decode()
        assert "Ann Peeters" not in answer.content.decode()


# Who is known --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(State))
def test_the_page_answers_the_same_whoever_is_registered_already(client, state):
    """And the mailbox alone learns what she has."""
    meeting = make_meeting()
    stranger = register(client, meeting, email="new@example.org")
    known = come(meeting, state, email="ann@example.org")

    answer = register(client, meeting)

    assert (answer.status_code, answer["Location"]) == (stranger.status_code, stranger["Location"])
    wanted = {State.CANCELLED: State.UNCONFIRMED}.get(state, state)
    assert Registration.objects.get(pk=known.pk).state == wanted
    subjects = {message.to[0]: message.subject for message in letters()}
    assert ("Pas encore" in subjects["ann@example.org"]) is (wanted == State.UNCONFIRMED)


def test_a_stranger_changes_nothing_of_what_stands_there(client):
    meeting = make_meeting()
    come(meeting, email="ann@example.org", name="Ann")

    register(client, meeting, name="Somebody else", email="ANN@example.org")

    assert Registration.objects.get().name == "Ann"


def test_what_nobody_confirmed_is_replaced_by_what_is_said_now(client):
    meeting = make_meeting()
    register(client, meeting, name="Anne")
    register(client, meeting, name="Ann")

    assert list(meeting.registrations.values_list("name", flat=True)) == ["Ann"]


def test_an_address_typed_again_and_again_gets_one_mail_in_half_an_hour(client):
    meeting = make_meeting()
    for _each in range(4):
        register(client, meeting)
    assert len(letters()) == 1

    with time_machine.travel(timezone.now() + actions.AGAIN + timedelta(seconds=1)):
        register(client, meeting)
        assert len(letters()) == 1


def test_a_strangers_address_is_not_flooded_from_many_events(client):
    for _each in range(actions.MOST_OPEN + 3):
        register(client, make_meeting(languages=["fr"]))

    assert len(letters()) == actions.MOST_OPEN


def test_one_mailbox_under_many_names_is_not_flooded(client):
    meeting = make_meeting()
    for number in range(actions.MOST_OPEN + 3):
        register(client, meeting, email=f"ann+{number}@example.org")

    assert len(letters()) == actions.MOST_OPEN


def test_no_mail_repeats_a_name_that_anybody_may_type_with_any_address(client):
    message = asked(client, make_meeting(), name="Win money at evil.example", organisation="evil.example")

    assert "evil.example" not in message.body + message.subject


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"days": 2, "deadline": timezone.now() - timedelta(hours=1)}, "Le délai d’inscription est dépassé"),
        ({"cancelled": True}, "annulée"),
        ({"days": -1}, "est passée"),
        ({"registration_open": False}, "ne se fait pas sur ce site"),
        ({"days": -0.01}, "a commencé"),
    ],
)
def test_a_closed_event_says_why_in_the_readers_language(client, values, says):
    meeting = make_meeting(**values)

    answer = register(client, meeting)

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert (states(meeting), letters()) == ({}, [])


def test_a_full_event_offers_the_waiting_list(client):
    meeting = make_meeting(capacity=1)
    come(meeting)

    assert "liste d’attente" in client.get(meeting.page("fr").url).content.decode()
    message = confirmed(client, meeting)

    assert states(meeting)["ann@example.org"] == State.WAITING
    assert "liste d’attente" in message.subject
    assert message.attachments == []


@pytest.mark.parametrize("does", ["confirm", "cancel"])
@pytest.mark.parametrize("token", ["forged", "a" * 32, "-", "a" * 3000])
def test_a_forged_link_leads_to_a_clear_page(client, does, token):
    before = held()
    address = reverse(f"events:{does}", args=[token])

    for answer in (client.get(address), client.post(address, headers={"sec-fetch-site": "same-origin"})):
        assert answer.status_code == 404
        assert "Ce lien n’est plus valable" in answer.content.decode()
    assert held() == before


def test_a_link_of_one_purpose_serves_no_other(client):
    meeting = make_meeting()
    address = link(asked(client, meeting), "confirm").replace("confirmer", "annuler")

    assert press(client, address).status_code == 404
    assert states(meeting) == {"ann@example.org": State.UNCONFIRMED}


def test_a_link_is_good_for_three_days(client):
    meeting = make_meeting()
    address = link(asked(client, meeting), "confirm")

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert press(client, address).status_code == 404
    assert states(meeting) == {"ann@example.org": State.UNCONFIRMED}


def test_a_used_link_says_what_she_has_and_does_nothing_more(client):
    meeting = make_meeting()
    address = link(asked(client, meeting), "confirm")
    press(client, address)
    press(client, address)

    answer = client.get(address).content.decode()
    assert "Vous êtes inscrit·e" in answer
    assert f'action="{address}"' not in answer
    assert len(letters()) == 1


def test_only_hashes_of_links_are_kept(client):
    token = link(asked(client, make_meeting()), "confirm").strip("/").split("/")[-1]

    assert token not in str(list(LinkToken.objects.values()))


@pytest.mark.parametrize("address", ["", "ann", "ann@example.org\nbcc: all@example.org", "a@b", "x" * 300 + "@a.be"])
def test_what_is_no_address_is_said_beside_its_field(client, address):
    answer = register(client, make_meeting(), email=address)

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert letters() == []


@pytest.mark.parametrize("field", ["name", "organisation"])
def test_signs_that_steer_are_read_as_spaces(client, field):
    register(client, make_meeting(), **{field: "Ann\r\nBcc: x\u202e\x1b[31m Peeters"})

    assert getattr(Registration.objects.get(), field) == "Ann Bcc: x [31m Peeters"


@pytest.mark.parametrize("field", ["category", "bassin"])
@pytest.mark.parametrize("value", ["", "nowhere", "1 OR 1=1"])
def test_a_choice_that_is_not_offered_is_refused(client, field, value):
    assert register(client, make_meeting(), **{field: value}).status_code == 200
    assert not Registration.objects.exists()


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}"])
def test_what_is_typed_comes_back_as_text(client, payload):
    html = register(client, make_meeting(), name=payload, email="no").content.decode()

    assert payload not in html or payload == "{{7*7}}"
    assert "49" not in html.split("register-name")[1][:200]


def test_a_form_from_another_site_is_refused(client):
    address = reverse("events:register", args=[make_meeting().code])

    assert client.post(address, SAID, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not Registration.objects.exists()


def test_an_event_nobody_published_does_not_exist(client):
    meeting = make_meeting(languages=[])
    for name in ("register", "sent", "calendar"):
        assert client.get(reverse(f"events:{name}", args=[meeting.code])).status_code == 404


def test_a_form_is_answered_so_many_times_a_minute(client):
    meeting = make_meeting()
    codes = [register(client, meeting, email=f"p{number}@example.org").status_code for number in range(21)]

    assert codes == [302] * 20 + [429]


def test_the_page_of_the_reader_without_translation_says_in_which_language_the_event_is(client):
    meeting = make_meeting(languages=["nl"])
    with translation.override("fr"):
        html = client.get(reverse("events:register", args=[meeting.code])).content.decode()

    assert '<span lang="nl">Slapen</span>' in html
