"""Hours, room and notices of the demo network, in the shapes `directory.actions` takes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Child = dict[str, Any]


def weekdays(kind: str, opens: int, closes: int, days: tuple[int, ...] = (0, 1, 2, 3, 4)) -> list[Child]:
    return [{"kind": kind, "weekday": day, "opens": opens, "closes": closes} for day in days]


def week(random: Random) -> list[Child]:
    """Office hours, a telephone permanence, evenings, Saturdays, nights; one in ten says nothing."""
    patterns = [
        weekdays("telephone", 540, 720) + weekdays("appointment", 540, 1020),
        weekdays("walk_in", 540, 720, (0, 2, 4)) + weekdays("appointment", 780, 1020, (0, 1, 2, 3)),
        weekdays("appointment", 510, 1080) + weekdays("appointment", 540, 720, (5,)),
        weekdays("telephone", 540, 960) + weekdays("walk_in", 780, 960, (1, 3)),
        weekdays("walk_in", 600, 900, (1, 4)),
        weekdays("telephone", 1080, 1560, (0, 1, 2, 3, 4, 5, 6)),
        weekdays("walk_in", 990, 1140, (0, 3)) + weekdays("telephone", 540, 660),
    ]
    return random.choices([*patterns, []], [6, 5, 4, 4, 3, 1, 3, 2])[0]


def holidays(random: Random, today: date) -> list[Child]:
    if random.random() > 0.25:
        return []
    start = today + timedelta(days=random.choice([-2, 9, 30]))
    notes = {"note_fr": "Congés", "note_nl": "Verlof", "note_en": "Holidays"}
    return [{"starts_on": start, "ends_on": start + timedelta(days=random.choice([0, 4, 9]))} | notes]


def notices(random: Random, today: date) -> list[Child]:
    if random.random() > 0.1:
        return []
    texts = {
        "text_fr": "Nouvelle permanence le mardi après-midi.",
        "text_nl": "Nieuwe permanentie op dinsdagnamiddag.",
        "text_en": "New walk-in on Tuesday afternoons.",
    }
    return [{"starts_on": today - timedelta(days=5), "ends_on": today + timedelta(days=40)} | texts]


def room(random: Random, today: date, *, by_right: bool) -> Child:
    if by_right:
        return {"room": "by_right"}
    said = today - timedelta(days=random.choice([0, 2, 4, 9, 16, 25, 38, 52, 75, 140]))
    state = random.choices(["open", "few", "full", ""], [5, 4, 3, 2])[0]
    if not state:
        return {"room": ""}
    values: Child = {"room": state, "room_said_on": said, "waiting_days": random.choice([None, 3, 7, 14, 30])}
    return values | ({"room_until": said + timedelta(days=random.choice([20, 60, 120]))} if state == "full" else {})
