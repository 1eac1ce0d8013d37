"""The desk of events: facts in one form, attendees, presence, lists, calling off, figures."""

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from fpdf import FPDF

from cms.events.certificate import certificate
from cms.events.lifecycle import State
from cms.events.tables import harmless
from cms.models import Meeting, Registration, Series
from directory.models import Bassin
from directory.notifications import mark_dead
from directory.permissions import DIRECTORY, EDITOR, MODERATOR, NETWORK, TECHNICAL
from tests.cms.meeting import come, index, kind_of_actor, make_meeting, publish
from tests.directory.mailbox import letters
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|'/c calc'!A1", "%0A=1", "|x"]


@pytest.fixture
def desk(client):
    call_command("set_up_groups")
    client.force_login(UserFactory(groups=[EDITOR], language="fr", staff=True))
    return client


def attendees(meeting):
    return reverse("events_attendees", args=[meeting.pk])


def form(meeting=None, **changes):
    begins = timezone.localtime(timezone.now() + timedelta(days=9)).replace(hour=9, minute=0)
    values = {
        "series": Series.objects.get(code="perinatalite").pk,
        "bassins": [Bassin.objects.get(code="nord").pk],
        "starts_at": f"{begins:%Y-%m-%d %H:%M}",
        "ends_at": f"{begins:%Y-%m-%d} 11:00",
        "place_fr": "Rue Haute 1",
        "spoken": "fr_nl",
        "step_free": "unknown",
        "registration_open": "on",
        "capacity": "",
    }
    return values | changes


# The facts -----------------------------------------------------------------------------------------------------------


def test_an_event_is_made_in_one_form(desk):
    answer = desk.post(reverse("events_meetings:add"), form(capacity="12"))

    assert answer.status_code == 302, answer.context["form"].errors
    meeting = Meeting.objects.get()
    assert (meeting.capacity, [bassin.code for bassin in meeting.bassins.all()]) == (12, ["nord"])
    assert timezone.localtime(meeting.starts_at).hour == 9


def test_a_new_event_leads_to_the_pages_that_are_still_to_be_written(desk):
    for language in ("fr", "nl", "en"):
        index(language)
    answer = desk.post(reverse("events_meetings:add"), form(), follow=True)
    publish(Meeting.objects.get(), "nl")
    after = desk.get(answer.redirect_chain[-1][0]).content.decode()

    html = answer.content.decode()
    adds = {code: reverse("wagtailadmin_pages:add", args=["cms", "eventpage", index(code).pk]) for code in ("fr", "nl")}
    assert [address in html for address in adds.values()] == [True, True]
    assert [address in after for address in adds.values()] == [True, False]
    assert desk.get(adds["fr"]).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": "2020-01-01 10:00"}, "ends_at"),
        ({"deadline": "2090-01-01 10:00"}, "deadline"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-3"}, "capacity"),
        ({"place_fr": ""}, "place_fr"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(desk, changes, field):
    answer = desk.post(reverse("events_meetings:add"), form(**changes))

    assert field in answer.context["form"].errors
    assert not Meeting.objects.exists()


def test_another_day_is_saved_and_mailed(desk):
    meeting = make_meeting()
    come(meeting)

    opened = {"opened": json.dumps({"changed_at": Meeting.objects.get().changed_at.isoformat()})}
    answer = desk.post(reverse("events_meetings:edit", args=[meeting.pk]), form(**opened))

    assert answer.status_code == 302, answer.context["form"].errors
    assert len(letters()) == 1
    assert Meeting.objects.get().sequence == 1


def test_the_list_shows_seats_and_is_narrowed(desk, django_assert_max_num_queries):
    for days in (3, 9, -9):
        meeting = make_meeting(days=days, bassins=["nord"] if days != 9 else ["sud"], capacity=5)
        come(meeting)
    address = reverse("events_meetings:index")

    assert desk.get(address).content.decode().count("1 / 5") == 3
    assert desk.get(address + "?when=coming").content.decode().count("1 / 5") == 2
    assert desk.get(address + "?when=coming&bassin=nord").content.decode().count("1 / 5") == 1
    with django_assert_max_num_queries(45):
        desk.get(address)


# Who comes -----------------------------------------------------------------------------------------------------------


def test_presence_is_ticked_for_many_at_once_and_unticked(desk):
    meeting = make_meeting(days=-1)
    people = [come(meeting) for _each in range(4)]
    was = come(meeting, State.PRESENT)
    keys = [one.pk for one in people]

    desk.post(attendees(meeting), {"shown": [*keys, was.pk], "present": keys[:2], "was": [was.pk]})

    there = set(meeting.registrations.filter(state=State.PRESENT).values_list("pk", flat=True))
    assert there == set(keys[:2])


def test_two_people_who_tick_the_same_list_do_not_undo_each_other(desk):
    meeting = make_meeting(days=-1)
    one, two = come(meeting), come(meeting)
    for mine in (one, two):
        desk.post(attendees(meeting), {"shown": [one.pk, two.pk], "present": [mine.pk]})

    assert meeting.registrations.filter(state=State.PRESENT).count() == 2


def test_everybody_was_there_in_one_press(desk):
    meeting = make_meeting(days=-1)
    people = [come(meeting) for _each in range(3)]
    waiting = come(meeting, State.WAITING)

    desk.post(attendees(meeting), {"shown": [one.pk for one in people], "all": "1"})

    assert meeting.registrations.filter(state=State.PRESENT).count() == 3
    assert Registration.objects.get(pk=waiting.pk).state == State.WAITING


def test_nobody_is_present_before_it_begins(desk):
    meeting = make_meeting()
    one = come(meeting)

    desk.post(attendees(meeting), {"shown": [one.pk], "present": [one.pk]})

    assert Registration.objects.get().state == State.CONFIRMED
    assert b"disabled" in desk.get(attendees(meeting)).content


def test_seats_are_given_and_taken_back(desk):
    meeting = make_meeting(capacity=1)
    seated, waiting = come(meeting), come(meeting, State.WAITING)

    desk.post(attendees(meeting), {"move_up": waiting.pk})
    desk.post(attendees(meeting), {"cancel": seated.pk})

    assert dict(meeting.registrations.values_list("pk", "state")) == {
        seated.pk: State.CANCELLED,
        waiting.pk: State.CONFIRMED,
    }


def test_a_row_of_another_event_cannot_be_touched_from_here(desk):
    one = come(make_meeting())

    assert desk.post(attendees(make_meeting()), {"cancel": one.pk}, follow=True).status_code == 404
    assert Registration.objects.get().state == State.CONFIRMED


def test_a_person_is_added_by_hand(desk):
    meeting = make_meeting()
    desk.post(attendees(meeting), {"add": "1", "name": "Jo", "email": "jo@example.org", "language": "nl"})

    one = Registration.objects.get()
    assert (one.name, one.state, one.language, one.by_hand) == ("Jo", State.CONFIRMED, "nl", True)
    assert b"id_by-hand" not in desk.post(attendees(meeting), {"add": "1", "name": ""}).content
    assert Registration.objects.count() == 1


def test_a_mailbox_that_sends_mail_back_is_said_to_do_so(desk):
    meeting = make_meeting()
    come(meeting, email="gone@example.org")
    come(meeting, email="well@example.org")
    mark_dead("gone@example.org")

    assert desk.get(attendees(meeting)).content.decode().count("le mail revient") == 1


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_what_strangers_typed_is_text_on_every_page_of_the_desk(desk, payload):
    meeting = make_meeting()
    one = come(meeting, name=payload, organisation=payload)
    answers = [desk.get(reverse(name, args=[meeting.pk])) for name in ("events_attendees", "events_paper")]
    answers.append(desk.post(attendees(meeting), {"cancel": one.pk}, follow=True))

    for answer in answers:
        html = answer.content.decode()
        assert escape(payload) in html
        assert payload == escape(payload) or payload not in html


# Lists ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula(desk, payload):
    meeting = make_meeting()
    come(meeting, name=payload, organisation=payload)

    answer = desk.get(reverse("events_table", args=[meeting.pk]))

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [cell for cell in rows[1] if cell.strip().startswith(tuple("=+-@＝|%"))] == []
    assert rows[1][0] == f"'{payload}"


def test_what_is_no_formula_is_left_alone():
    assert [harmless(text) for text in ("Ann", "O’Neill", "3 bis", "")] == ["Ann", "O’Neill", "3 bis", ""]


def test_the_table_holds_who_confirmed_with_sector_and_kind(desk):
    meeting = make_meeting()
    come(meeting, name="Ann", category=kind_of_actor())
    come(meeting, State.UNCONFIRMED, name="Nobody")

    rows = desk.get(reverse("events_table", args=[meeting.pk])).content.decode()

    assert '"Ann"' in rows
    assert '"santé";"Sage-femme"' in rows
    assert "Nobody" not in rows


def test_the_list_to_print_holds_seats_only(desk):
    meeting = make_meeting(capacity=1)
    come(meeting, name="Ann")
    come(meeting, State.WAITING, name="Waiting")

    html = desk.get(reverse("events_paper", args=[meeting.pk])).content.decode()

    assert "Ann" in html
    assert "Waiting" not in html


# Afterwards ----------------------------------------------------------------------------------------------------------


def test_attestations_go_once_to_those_who_were_there(desk):
    meeting = make_meeting(days=-1)
    there = come(meeting, State.PRESENT, language="nl")
    come(meeting)
    come(meeting, State.PRESENT, email="")
    for _twice in range(2):
        desk.post(reverse("events_attest", args=[meeting.pk]))

    (message,) = letters()
    assert message.to == [there.email]
    name, content, kind = message.attachments[0]
    assert (name, kind, bytes(content[:5])) == ("attestation.pdf", "application/pdf", b"%PDF-")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_attestation_says_who_what_and_when_in_her_language(language, monkeypatch):
    said = []
    write = FPDF.multi_cell
    monkeypatch.setattr(
        FPDF, "multi_cell", lambda self, w, h, text, **more: said.append(text) or write(self, w, h, text, **more)
    )
    meeting = make_meeting(days=-1)
    one = come(meeting, State.PRESENT, name="Zoë Łukasz", organisation="Maison verte")

    BytesIO(certificate(one, language)).read()

    assert {"Zoë Łukasz", "Maison verte"} <= set(said)
    assert {"fr": "Le sommeil", "nl": "Slapen"}[language] in said
    assert {"fr": "Attestation de présence", "nl": "Aanwezigheidsattest"}[language] in said


def test_a_name_in_letters_that_the_font_has_not_is_neither_drawn_as_boxes_nor_logged(caplog):
    one = come(make_meeting(days=-1), State.PRESENT, name="李小龍", organisation="Дім 李")

    assert certificate(one, "fr").startswith(b"%PDF-")
    assert "李" not in caplog.text
    assert "missing" not in caplog.text


def test_an_event_is_called_off_after_a_second_question(desk):
    meeting = make_meeting()
    come(meeting)
    address = reverse("events_call_off", args=[meeting.pk])

    desk.get(address)
    assert not Meeting.objects.get().cancelled
    desk.post(address)

    assert Meeting.objects.get().cancelled
    assert [message.subject for message in letters()] == ["Votre rencontre est annulée"]


def test_yearly_figures_count_and_name_nobody(desk):
    meeting = make_meeting(days=-1)
    for _each in range(2):
        come(meeting, State.PRESENT, category=kind_of_actor(), bassin=Bassin.objects.get(code="sud"), name="Zoë")
    come(make_meeting(days=-1, is_demo=True))
    year = meeting.starts_at.year

    page = desk.get(reverse("events_figures") + f"?year={year}")
    table = desk.get(reverse("events_figures_table", args=[year])).content.decode()

    assert [sum(row["present"] for row in rows) for _heading, rows in page.context["sections"]] == [2, 2, 2, 2]
    assert table.count("\n") == 2
    assert '"Bassin Sud";"santé";"Sage-femme";"2";"2";"0";"0"' in table
    assert "Zoë" not in table + page.content.decode()
    assert desk.get(reverse("events_figures") + "?year=%00x").status_code == 200


# Who may -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", [DIRECTORY, NETWORK, TECHNICAL, None])
def test_nobody_else_reads_or_writes_attendees(client, group):
    call_command("set_up_groups")
    client.force_login(UserFactory(groups=[group] if group else [], staff=True))
    meeting = make_meeting(days=-1)
    one = come(meeting, name="Zoë Uniquename")
    pages = ["events_attendees", "events_table", "events_paper", "events_call_off", "events_attest"]

    for name in pages:
        for answer in (
            client.get(reverse(name, args=[meeting.pk])),
            client.post(reverse(name, args=[meeting.pk]), {"cancel": one.pk, "all": "1", "shown": one.pk}),
        ):
            assert answer.status_code in {302, 403, 405}
            assert b"Uniquename" not in answer.content
    assert Registration.objects.get().state == State.CONFIRMED


@pytest.mark.parametrize("group", [EDITOR, MODERATOR])
def test_editors_and_moderators_open_every_page_of_it(client, group):
    call_command("set_up_groups")
    client.force_login(UserFactory(groups=[group], staff=True))
    meeting = make_meeting()
    come(meeting)

    for name in ("events_attendees", "events_table", "events_paper", "events_call_off", "events_meetings:edit"):
        assert client.get(reverse(name, args=[meeting.pk])).status_code == 200
    assert client.get(reverse("events_figures")).status_code == 200
    assert client.get(reverse("events_series:index")).status_code == 200
