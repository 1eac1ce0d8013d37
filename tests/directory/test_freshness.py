"""What a card says grows old: room after 30 and 60 days, the card itself after the owner's rhythm."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from directory import freshness

TODAY = date(2026, 11, 22)


def card(room="open", said=0, until=None, confirmed=None, rhythm=6):
    return SimpleNamespace(
        room=room,
        room_said_on=None if said is None else TODAY - timedelta(days=said),
        room_until=until,
        confirmed_on=confirmed,
        rhythm_months=rhythm,
    )


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("room", "said", "shown"),
    [
        *(("open", 0, "open"), ("open", 30, "open"), ("open", 31, "to_confirm"), ("open", 60, "to_confirm")),
        *(("open", 61, "unknown"), ("few", 30, "few"), ("few", 31, "to_confirm"), ("few", 61, "unknown")),
        *(("", None, "unknown"), ("by_right", None, "by_right"), ("by_right", 4000, "by_right")),
    ],
)
def test_room_is_sure_for_30_days_doubtful_until_60_then_not_known_and_a_right_never_decays(room, said, shown):
    assert freshness.room_state(card(room, said), TODAY).state == shown


@pytest.mark.parametrize(("days", "shown"), [(0, "full"), (5, "full"), (-1, "unknown")])
def test_full_falls_to_not_known_once_its_date_has_passed_never_back_to_open(days, shown):
    room = freshness.room_state(card("full", 3, TODAY + timedelta(days=days)), TODAY)
    assert room.state == shown
    assert not room.has_room


@pytest.mark.parametrize("said", [31, 61, 330])
def test_full_holds_until_the_day_that_it_names_however_long_ago_that_was_said(said):
    until = freshness.room_state(card("full", said, TODAY), TODAY)
    assert (until.state, until.is_known) == ("full", True)
    assert freshness.room_state(card("full", said, TODAY), TODAY + timedelta(days=1)).state == "unknown"


def test_room_is_always_said_with_its_age():
    assert freshness.room_state(card("open", 4), TODAY).age == "confirmed 4 days ago"
    assert freshness.room_state(card("open", 45), TODAY).age == "last confirmed 6 weeks ago"
    assert freshness.room_state(card("open", 200), TODAY).age == "last confirmed 6 months ago"
    assert freshness.room_state(card("by_right", 200), TODAY).age == ""
    assert freshness.room_state(card("", None), TODAY).age == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "confirmé il y a 3 semaines"), ("nl", "3 weken geleden bevestigd"), ("en", "confirmed 3 weeks ago")],
)
def test_an_age_is_said_as_people_say_it(language, words):
    with translation.override(language):
        assert freshness.room_state(card("open", 25), TODAY).age == words


def test_full_says_until_when():
    assert freshness.room_state(card("full", 1, date(2026, 12, 1)), TODAY).label == "Full until 1 December 2026"


@pytest.mark.parametrize(
    ("confirmed", "rhythm", "state"),
    [
        (None, 6, "never"),
        (date(2026, 11, 22), 1, "fresh"),
        (date(2026, 10, 22), 1, "fresh"),
        (date(2026, 10, 21), 1, "due"),
        (date(2026, 9, 21), 1, "old"),
        (date(2025, 11, 22), 12, "fresh"),
        (date(2025, 11, 21), 12, "due"),
        (date(2024, 11, 21), 12, "old"),
    ],
)
def test_a_card_is_fresh_within_its_rhythm_due_for_one_more_then_old(confirmed, rhythm, state):
    assert freshness.confirmation(card(confirmed=confirmed, rhythm=rhythm), TODAY).state == state


@pytest.mark.parametrize("rhythm", freshness.RHYTHMS)
def test_who_is_overdue_is_who_is_not_fresh(rhythm):
    """On each day of four years, the 29th of February among them."""
    for number in range(4 * 365 + 1):
        today = date(2026, 1, 1) + timedelta(days=number)
        first = freshness._first_fresh(today, rhythm)
        said = [
            freshness.confirmation(card(confirmed=first - timedelta(days=ago), rhythm=rhythm), today) for ago in (0, 1)
        ]
        assert [one.state for one in said] == ["fresh", "due"], today


def test_the_badge_names_the_day():
    assert freshness.confirmation(card(confirmed=TODAY), TODAY).label == "Card confirmed on 22 November 2026"
    assert freshness.confirmation(card(), TODAY).label == "Card never confirmed"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 5), 12, date(2027, 12, 5)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(day, months, then):
    assert freshness.months_after(day, months) == then


rank = {"open": 0, "few": 0, "by_right": 0, "full": 0, "to_confirm": 1, "unknown": 2}


@given(
    st.sampled_from(["open", "few", "full", "by_right", ""]),
    st.integers(0, 200),
    st.integers(0, 200),
    st.integers(0, 90),
)
def test_what_is_known_of_the_room_never_grows_surer_with_time(room, said, later, until):
    service = card(room, said, TODAY + timedelta(days=until))
    now = freshness.room_state(service, TODAY)
    then = freshness.room_state(service, TODAY + timedelta(days=later))
    assert rank[now.state] <= rank[then.state]
