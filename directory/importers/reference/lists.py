"""Code lists and help lines."""

from __future__ import annotations

from directory.importers.reference.files import Files, Line, Row, codes, labels, number, yes

STAGES = ["unconfirmed", "pregnant_1_3", "pregnant_4_6", "pregnant_7_9", "newborn", "baby", "toddler", "unknown"]
ANSWERS_TODAY = {  # ambulance, police, homeless, poison; violence lines; listening lines
    *("112", "101", "0800 99 340", "070 245 245"),
    *("0800 30 030", "1712", "0800 98 100", "02 535 45 42"),
    *("107", "106", "103", "102", "0800 32 123", "1813"),
}


def code(line: Line, _files: Files) -> Row:
    row: Row = {"code": line["code"], **labels(line), "sort": number(line.get("sort", "")) or 0}
    return row | ({"sensitive": yes(line["sensitive"])} if "sensitive" in line else {})


def theme(line: Line, files: Files) -> Row:
    return code(line, files) | {"group": line["group"], "indicators": codes(line["bib_indicator"])}


def stage(line: Line, files: Files) -> Row:
    days = ("remind", "plan_b", "basket", "first_contact")
    row = code(line, files) | {"starts": line["starts"], "ends": line["ends"], "on_services": yes(line["on_services"])}
    row |= {f"{name}_working_days": int(line[f"{name}_working_days"]) for name in days}
    return row | {"sort": 10 * STAGES.index(line["code"]) if line["code"] in STAGES else 900}


def mode(line: Line, files: Files) -> Row:
    return code(line, files) | {"needs_address": yes(line["needs_address"])}


def access(line: Line, files: Files) -> Row:
    return code(line, files) | {"kind": line["kind"]}


def language(line: Line, files: Files) -> Row:
    return code(line, files) | {
        "iso639_3": line["iso639_3"],
        "autonym": line["autonym"],
        "direction": line["dir"],
        "on_sheet": yes(line["sheet"]),
        "in_referrals": yes(line["referral"]),
        "also": line["also"],
    }


def role(line: Line, files: Files) -> Row:
    described = {f"description_{language}": line[f"description_{language}"] for language in ("fr", "nl", "en")}
    return code(line, files) | described | {"needs_bib_convention": line["needs_bib_convention"].startswith("yes")}


def category(line: Line, files: Files) -> Row:
    usual = files.defaults[line["code"]]
    return {
        "code": line["code"],
        **labels(line, ""),
        "active": yes(line["active"]),
        "family": line["family"],
        "abbreviation_fr": line["abbr_fr"],
        "abbreviation_nl": line["abbr_nl"],
        "sensitive": yes(usual["sensitive"]),
        "default_themes": codes(usual["themes"]),
        "default_stages": codes(usual["stages"]),
        "default_modes": codes(usual["modes"]),
        "default_roles": codes(usual["possible_roles"]),
        "default_capacity": usual["capacity"],
    }


def authority(line: Line, _files: Files) -> Row:
    row: Row = {"code": line["code"], **labels(line, "name_"), "level": line["level"]}
    return row | {"abbreviation_fr": line["abbr_fr"], "abbreviation_nl": line["abbr_nl"]}


def help_line(line: Line, files: Files) -> Row:
    named = ("name_fr", "name_nl", "name_en", "kind", "hours_osm", "hours_fr", "hours_nl", "hours_en", "source", "note")
    return {name: line[name] for name in named} | {
        "number": line["number"],
        "short_number": line["short_number"],
        "phone": line["phone_e164"],
        "languages": codes(line["languages"]),
        "themes": codes(line["themes"]),
        "free": yes(line["free"]) if line["free"] else None,
        "answers_today": line["number"] in ANSWERS_TODAY,
        "sort": int(line["sort"]),
    }
