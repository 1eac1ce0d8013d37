"""What is open at a moment: midnight, summer time, exceptions and touching ranges."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace as Row
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from directory import hours

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = date(2026, 3, 2)


def at(day, hour, minute=0, fold=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BRUSSELS, fold=fold)


def weekly(kind, weekday, opens, closes):
    return Row(kind=kind, weekday=weekday, opens=int(opens * 60), closes=int(closes * 60))


def closed(starts, ends=None):
    return Row(starts_on=starts, ends_on=ends or starts, kind="", opens=None, closes=None)


def special(day, kind, opens, closes):
    return Row(starts_on=day, ends_on=day, kind=kind, opens=opens * 60, closes=closes * 60)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_nobody_stated_any_hours_so_nothing_is_said():
    state = hours.open_at([], [closed(MONDAY)], at(MONDAY, 10))
    assert (state.known, state.open, state.next) == (False, (), None)


def test_it_answers_the_phone_until_noon():
    state = hours.open_at([weekly("telephone", 0, 9, 12)], [], at(MONDAY, 10))
    assert [o.words for o in state.open] == ["Answers the phone until 12:00"]


@pytest.mark.parametrize(("hour", "minute", "is_open"), [(8, 59, False), (9, 0, True), (11, 59, True), (12, 0, False)])
def test_it_opens_on_the_minute_and_is_closed_on_the_last_one(hour, minute, is_open):
    state = hours.open_at([weekly("walk_in", 0, 9, 12)], [], at(MONDAY, hour, minute))
    assert bool(state.open) is is_open


def test_kinds_open_together_are_all_said_the_easiest_first():
    rows = [weekly("appointment", 0, 9, 17), weekly("walk_in", 0, 9, 12), weekly("telephone", 0, 9, 16)]
    state = hours.open_at(rows, [], at(MONDAY, 10))
    assert [o.kind for o in state.open] == ["walk_in", "telephone", "appointment"]


def test_ranges_that_touch_close_at_the_end_of_the_last():
    rows = [weekly("walk_in", 0, 9, 12), weekly("walk_in", 0, 12, 17)]
    assert hours.open_at(rows, [], at(MONDAY, 10)).open[0].until == datetime.combine(MONDAY, time(17))


def test_the_night_of_sunday_runs_into_monday():
    state = hours.open_at([weekly("telephone", 6, 22, 30)], [], at(MONDAY, 3))
    assert state.open[0].words == "Answers the phone until 6:00"


def test_a_line_open_day_and_night_says_so():
    rows = [weekly("telephone", day, 0, 24) for day in range(7)]
    assert hours.open_at(rows, [], at(MONDAY, 3)).open[0].words == "Answers the phone day and night"


def test_until_midnight_reads_midnight():
    assert hours.open_at([weekly("walk_in", 0, 18, 24)], [], at(MONDAY, 20)).open[0].words.endswith("until midnight")


def test_a_closed_day_closes_and_the_next_opening_is_told():
    rows = [weekly("walk_in", day, 9, 12) for day in range(5)]
    state = hours.open_at(rows, [closed(MONDAY, MONDAY + timedelta(days=1))], at(MONDAY, 10))
    assert state.open == ()
    assert state.next.words == "Next: without appointment, Wednesday at 9:00"


def test_a_closed_day_does_not_cut_the_night_before():
    state = hours.open_at([weekly("telephone", 6, 22, 30)], [closed(MONDAY)], at(MONDAY, 3))
    assert state.open


def test_exceptional_hours_replace_the_usual_ones_and_add_up():
    rows = [weekly("walk_in", 0, 9, 12)]
    exceptions = [closed(MONDAY - timedelta(days=9), MONDAY + timedelta(days=9)), special(MONDAY, "telephone", 14, 16)]
    assert not hours.open_at(rows, exceptions, at(MONDAY, 10)).open
    assert hours.open_at(rows, exceptions, at(MONDAY, 15)).open[0].kind == "telephone"


def test_exceptional_hours_alone_are_hours_too():
    assert hours.open_at([], [special(MONDAY, "walk_in", 9, 12)], at(MONDAY, 10)).open


@pytest.mark.parametrize(
    ("moment", "words"),
    [(at(MONDAY, 7), "today at 9:00"), (at(MONDAY, 13), "Thursday at 9:30")],
)
def test_the_next_opening_is_told_in_words(moment, words):
    rows = [weekly("walk_in", 0, 9, 12), weekly("walk_in", 3, 9.5, 12)]
    assert hours.open_at(rows, [], moment).next.words.endswith(words)


def test_tomorrow_is_called_tomorrow():
    assert "tomorrow" in hours.open_at([weekly("walk_in", 1, 9, 12)], [], at(MONDAY, 13)).next.words


def test_nothing_comes_next_when_everything_is_closed():
    rows = [weekly("walk_in", 0, 9, 12)]
    assert hours.open_at(rows, [closed(MONDAY, MONDAY + timedelta(days=30))], at(MONDAY, 10)).next is None


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_summer_time_moves_nothing(day):
    rows = [weekly("walk_in", 6, 9, 12), weekly("telephone", 5, 22, 28)]
    for hour in range(24):
        for fold in (0, 1):
            state = hours.open_at(rows, [], at(day, hour, 30, fold))
            clock = timezone.localtime(at(day, hour, 30, fold).astimezone(ZoneInfo("UTC"))).hour
            assert [o.kind for o in state.open] == (
                ["walk_in"] if 9 <= clock < 12 else ["telephone"] if clock < 4 else []
            )


def test_a_moment_in_another_zone_is_read_in_brussels():
    moment = datetime(2026, 3, 2, 8, 30, tzinfo=ZoneInfo("UTC"))
    assert hours.open_at([weekly("walk_in", 0, 9, 12)], [], moment).open


def test_the_week_shows_today_with_its_exception():
    rows = [weekly("walk_in", 0, 9, 12), weekly("telephone", 0, 8, 9), weekly("walk_in", 1, 9, 12)]
    week = hours.week(rows, [closed(MONDAY), closed(MONDAY + timedelta(days=1))], MONDAY)
    assert [day.name for day in week] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert (week[0].today, week[0].exceptional, week[0].ranges) == (True, True, ())
    assert not week[1].exceptional
    assert [r.kind for r in week[1].ranges] == ["walk_in"]
    ordinary = hours.week(rows, [], MONDAY)[0]
    assert [r.kind for r in ordinary.ranges] == ["telephone", "walk_in"]


def test_exceptions_that_are_over_are_not_announced():
    holiday = closed(MONDAY, MONDAY + timedelta(days=4))
    rows = [closed(MONDAY - timedelta(days=2)), holiday, special(MONDAY + timedelta(days=9), "telephone", 9, 12)]
    for row in rows:
        row.note = ""
    assert [(each.days, each.words) for each in hours.coming(rows, MONDAY)] == [
        ("2 March to 6 March 2026", "closed"),
        ("11 March 2026", "9:00 to 12:00 by telephone"),
    ]


@pytest.mark.parametrize(
    ("minutes", "en", "fr"),
    [(540, "9:00", "9 h"), (570, "9:30", "9 h 30"), (1440, "midnight", "minuit"), (0, "0:00", "0 h")],
)
def test_times_are_written_the_readers_way(minutes, en, fr):
    assert hours.clock(minutes) == en
    with translation.override("fr"):
        assert hours.clock(minutes) in {fr, en}  # English until the catalogue is complete


rows = st.lists(
    st.tuples(st.sampled_from(hours.KINDS), st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).map(
        lambda t: Row(kind=t[0], weekday=t[1], opens=t[2], closes=t[2] + t[3])
    ),
    max_size=12,
)
exceptions = st.lists(
    st.tuples(
        st.integers(-3, 9), st.integers(0, 3), st.none() | st.tuples(st.integers(0, 1439), st.integers(1, 1440))
    ).map(
        lambda t: Row(
            starts_on=MONDAY + timedelta(days=t[0]),
            ends_on=MONDAY + timedelta(days=t[0] + t[1]),
            kind="walk_in" if t[2] else "",
            opens=t[2][0] if t[2] else None,
            closes=sum(t[2]) if t[2] else None,
        )
    ),
    max_size=4,
)


def open_kinds(weekly, special, day, minute):
    """The definition itself, minute by minute."""
    found = set()
    for back in (0, 1):
        on = day - timedelta(days=back)
        ruling = [e for e in special if e.starts_on <= on <= e.ends_on]
        ranges = (
            [e for e in ruling if e.opens is not None] if ruling else [h for h in weekly if h.weekday == on.weekday()]
        )
        found |= {r.kind for r in ranges if r.opens <= minute + back * 1440 < r.closes}
    return found


@given(rows, exceptions, st.integers(0, 6), st.integers(0, 1439))
def test_it_is_open_exactly_when_a_range_of_today_or_of_last_night_says_so(weekly, special, day, minute):
    day = MONDAY + timedelta(days=day)
    state = hours.open_at(weekly, special, at(day, minute // 60, minute % 60))
    assert {o.kind for o in state.open} == open_kinds(weekly, special, day, minute)


@given(rows, exceptions, st.integers(0, 1439))
def test_until_is_the_first_minute_at_which_it_is_no_longer_open(weekly, special, minute):
    for o in hours.open_at(weekly, special, at(MONDAY, minute // 60, minute % 60)).open:
        if o.until and o.until < datetime.combine(MONDAY, time()) + timedelta(days=5):
            before = o.until - timedelta(minutes=1)
            assert o.kind in open_kinds(weekly, special, before.date(), before.hour * 60 + before.minute)
            assert o.kind not in open_kinds(weekly, special, o.until.date(), o.until.hour * 60 + o.until.minute)
