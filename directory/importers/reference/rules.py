"""The programme's rules, and the first mapping of foreign categories."""

from __future__ import annotations

from directory.importers.reference.files import Files, Line, Row, codes, labels, number
from directory.models import ScenarioRule


def prestation(line: Line, _files: Files) -> Row:
    plain = {f"plain_{language}": line[f"plain_{language}"] for language in ("fr", "nl", "en")}
    order = ["screening", "cpp", "coordination", "concertation"]
    return {
        "code": line["code"],
        **labels(line, "name_"),
        **plain,
        "programme": "perinatal",
        "sort": 10 * (1 + order.index(line["code"])) if line["code"] in order else 900,
    }


def prestation_rule(line: Line, _files: Files) -> Row:
    notes = {f"note_{language}": line[f"note_{language}"] for language in ("fr", "nl", "en")}
    return notes | {
        "prestation": line["code"],
        "starts_on": line["starts_on"],
        "opens": line["opens"],
        "closes": line["closes"],
        "stages": codes(line["stages"]),
        "maximum": number(line["reminder_maximum"]),
        "period": line["reminder_period"],
        "minimum_participants": number(line["minimum_participants"]),
        "minimum_care_providers": number(line["minimum_care_providers"]),
        "provisional": line["stages_certainty"].startswith("provisional"),
        "source": line["source"],
    }


def mapping(line: Line, _files: Files) -> Row:
    return {
        "source": "social_brussels",
        "match_on": line["match_on"],
        "value": line["value"],
        "category": line["category"],
        "themes": codes(line["themes"]),
        "stages": codes(line["stages"]),
        "modes": codes(line["modes"]),
        "priority": int(line["priority"]),
        "evidence": line["evidence"],
    }


def indicators(files: Files) -> list[Row]:
    found = files.json("programme/indicators.json")["indicators"]
    return [
        {"code": each["code"], **labels(each, ""), "published": each["in_2021_paper"], "sort": 10 * place}
        for place, each in enumerate(found, start=1)
    ]


def scenario_rules(files: Files) -> list[Row]:
    """Which scenario opens what is not public: pairs start « to be confirmed » and provisional, for Brusano to edit."""
    scenarios = [line["code"] for line in files.lines("programme/scenarios.csv")]
    after_screening = [line for line in files.lines("programme/prestations.csv") if line["code"] != "screening"]
    return [
        {
            "scenario": scenario,
            "prestation": line["code"],
            "starts_on": line["starts_on"],
            "opens": ScenarioRule.Opens.UNKNOWN,
            "provisional": True,
            "source": line["source"],
        }
        for scenario in scenarios
        for line in after_screening
    ]
