"""What makes the demo network uneven as a real one is: by the number of a service, never by chance, so that what the
fixed seed draws stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from directory.importers import demo_days

Values = dict[str, Any]
SINCE = date(2024, 1, 1)
# Whom and what some services are there for besides, in turn.
IN_TURN: dict[str, list[Values]] = {
    "planning": [
        {"audiences": ["age_18_25", "under_18"]},
        {"audiences": ["lgbtqia"], "themes": ["sexual_violence"]},
        {"audiences": ["sex_workers"]},
    ],
    "ssm": [{"audiences": ["disabled"]}, {"themes": ["child_protection"]}, {"modes": ["remote"]}],
    "psy_1l": [{"modes": ["remote"]}, {"audiences": ["age_18_25"]}],
    "parentalite": [{"audiences": ["disabled"]}, {"audiences": ["lgbtqia"]}],
    "assuetudes": [{"audiences": ["sex_workers"]}],
    "juridique": [{"modes": ["remote"]}],
    "cpvs": [{"themes": ["sexual_violence"], "audiences": ["violence"]}],
    "sos_enfants": [{"themes": ["child_protection"], "audiences": ["under_18"]}],
    "saj": [{"themes": ["child_protection"], "audiences": ["under_18", "age_18_25"]}],
    "ecole": [{"audiences": ["under_18"]}],
    "pms": [{"audiences": ["under_18"]}],
    "pse": [{"audiences": ["under_18"]}],
    "bru_stars": [{"audiences": ["under_18", "age_18_25"]}],
    "accueil_asile": [{"audiences": ["asylum"]}],
}
# What the words of a kind exclude, no stage may promise: a planning centre follows the first three months.
NOT_AFTER_MONTH_3 = {"planning": {"pregnant_4_6", "pregnant_7_9"}}
RECOGNISED_BY = {
    "planning": ("cocof", "centre de planning familial"),
    "ssm": ("cocof", "service de santé mentale"),
    "casg": ("cocom", "centre d’action sociale globale"),
    "maison_accueil": ("cocom", "maison d’accueil"),
    "aide_domicile": ("cocom", "aide à domicile"),
    "creche": ("one", "milieu d’accueil"),
    "huis_vh_kind": ("opgroeien", "Huis van het Kind"),
}
OUTSIDE = ("1800 Vilvoorde", 50.9281, 4.4245)


def service(number: int, category: str, values: Values, words: Values, today: date) -> Values:
    """The values of a service with what only some have; `words` holds each text in three languages by its field."""
    found = dict(values)
    turns = IN_TURN.get(category)
    for name, codes in (turns[number % len(turns)] if turns else {}).items():
        found[name] = list(dict.fromkeys([*found[name], *codes]))
    found["stages"] = [s for s in found["stages"] if s not in NOT_AFTER_MONTH_3.get(category, ())]
    if category in {"maison_quartier", "aide_alimentaire"}:  # whoever comes is helped, whatever the stage
        found["stages"] = [*found["stages"], "unknown"]
    if found["sensitive"]:
        found |= words["neutral_name"]
    if found["sensitive"] or number % 7 == 0:
        found |= words["before_you_send"]
    if number % 5 == 0:
        found |= words["conditions"]
    if number % 97 == 0:
        found |= {"closed_on": today + timedelta(days=60), "closed_reason": "Déménagement / Verhuizing"}
    return found


def organisation(number: int, category: str) -> Values:
    if category not in RECOGNISED_BY:
        return {}
    authority, subject = RECOGNISED_BY[category]
    return {"accreditations": [{"authority": authority, "subject": subject, "starts_on": SINCE, "number": f"{number}"}]}


def inami_number(number: int) -> str:
    """Eleven digits with a right check, of nobody: qualification 999."""
    base = 990_000 + number
    return f"{base}{97 - base % 97:02d}999"


def site(number: int, values: Values) -> Values:
    """Some places say when their door is open; one lies just outside the Region. A confidential one stays as it is."""
    if values.get("confidential"):
        return values
    if number % 60 == 0:
        town, lat, lon = OUTSIDE
        kept = {name: value for name, value in values.items() if name != "postal_code"}
        return kept | {"outside_address": town, "lat": lat, "lon": lon}
    return values | ({"hours": demo_days.weekdays("walk_in", 510, 1050)} if number % 8 == 0 else {})
