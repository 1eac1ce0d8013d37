"""Bassins, communes, postal codes, sectors and neighbourhoods."""

from __future__ import annotations

from directory.importers.reference.files import Files, Line, Row, codes, number, yes

SPLIT_CODES = {("1000", "21004"), ("1040", "21004"), ("1050", "21004")}  # the City's part of codes shared or divided


def bassin(line: Line, _files: Files) -> Row:
    note = "; ".join(filter(None, [line["population_qualifier"], line["population_year"]]))
    row: Row = {name: line[name] for name in ("code", "name_fr", "name_nl", "site_fr", "site_nl")}
    for tongue in ("fr", "nl"):
        parts = [line[f"city_parts_{tongue}"], line[f"clss_{tongue}"]]
        row[f"quarters_{tongue}"] = "; ".join(filter(None, parts))
    order = ["nord", "nord-est", "centre-ouest", "sud", "sud-est"]
    return row | {
        "lat": float(line["centre_lat"]),
        "lon": float(line["centre_lon"]),
        "population": number(line["population"]),
        "population_note": note,
        "sort": 10 * (1 + order.index(line["code"])) if line["code"] in order else 0,
    }


def commune(line: Line, files: Files) -> Row:
    row: Row = {name: line[name] for name in ("name_fr", "name_nl", "slug_fr", "slug_nl")}
    row["bassin"] = line["bassin"] or files.first_bassin[line["nis"]]
    point = {"lat": float(line["lat"]), "lon": float(line["lon"])}
    return row | point | {"code": line["nis"], "bassins": codes(line["bassins"])}


def postal_code(line: Line, files: Files) -> Row:
    lat, lon = files.points[line["postal_code"]]
    return {
        "code": line["postal_code"],
        "commune": line["nis"],
        "locality_fr": line["locality_fr"],
        "locality_nl": line["locality_nl"],
        "bassin": line["bassin"],
        "default_commune": yes(line["default_commune"]),
        "lat": lat,
        "lon": lon,
        "to_check": (line["postal_code"], line["nis"]) in SPLIT_CODES,
    }


def sector(line: Line, _files: Files) -> Row:
    row: Row = {name: line[name] for name in ("name_fr", "name_nl", "bassin", "certainty")}
    return row | {"code": line["sector"], "commune": line["nis"], "to_check": line["certainty"].startswith("low")}


def neighbourhood(line: Line, _files: Files) -> Row:
    row: Row = {name: line[name] for name in ("name_fr", "name_nl", "bassin")}
    return row | {"commune": line["nis"], "lat": float(line["lat"]), "lon": float(line["lon"])}
