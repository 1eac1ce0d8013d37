"""Records as the regional directory publishes them, as many as one wants, the same for the same seed.

python bench/records.py 50000 records.json
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "directory" / "data"
KINDS = [  # French and Dutch name, label of the foreign category, themes of the prose
    ("Planning familial", "Centrum voor gezinsplanning", "Centre de planning familial", "contraception sexualité"),
    ("Maison médicale", "Wijkgezondheidscentrum", "Maison médicale", "médecine générale prévention"),
    ("Service de santé mentale", "Centrum geestelijke gezondheid", "Santé mentale", "écoute psychologue"),
    ("Sage-femme", "Vroedvrouw", "Sage-femme indépendante", "grossesse accouchement allaitement"),
    ("Crèche", "Kinderdagverblijf", "Crèche", "accueil enfant"),
    ("Médiation de dettes", "Schuldbemiddeling", "Médiation de dettes", "budget factures"),
    ("Épicerie sociale", "Sociale kruidenier", "Épicerie sociale", "aide alimentaire colis"),
    ("Coordination sociale", "Sociale coördinatie", "Coordination", "quartier partenaires"),
    ("Maison de quartier", "Buurthuis", "Cohésion sociale", "permanence atelier"),
    ("Aide juridique", "Juridische bijstand", "Aide juridique", "séjour papiers avocat"),
]
FIRST = [
    "Tilleul",
    "Érable",
    "Marronnier",
    "Canal",
    "Senne",
    "Parvis",
    "Moulin",
    "Écluse",
    "Verger",
    "Colombe",
    "Horizon",
    "Passerelle",
    "Racines",
    "Soleil",
]
LAST = [
    "Nord",
    "Sud",
    "Midi",
    "Centre",
    "Ouest",
    "Maelbeek",
    "Forêt",
    "Jardins",
    "Étangs",
    "Château",
    "Gare",
    "Port",
    "Abattoirs",
    "Chaussée",
]
WORDS_FR = [
    "accueil",
    "information",
    "orientation",
    "accompagnement",
    "des",
    "familles",
    "et",
    "des",
    "futurs",
    "parents",
    "permanence",
    "sociale",
    "gratuite",
    "suivi",
    "individuel",
    "ou",
    "collectif",
    "ateliers",
    "aide",
    "administrative",
    "logement",
    "santé",
    "grossesse",
    "naissance",
    "soutien",
    "à",
    "la",
    "parentalité",
]
WORDS_NL = [
    "onthaal",
    "informatie",
    "doorverwijzing",
    "begeleiding",
    "van",
    "gezinnen",
    "en",
    "toekomstige",
    "ouders",
    "gratis",
    "sociale",
    "permanentie",
    "opvolging",
    "individueel",
    "of",
    "in",
    "groep",
    "ateliers",
    "administratieve",
    "hulp",
    "huisvesting",
    "gezondheid",
    "zwangerschap",
    "geboorte",
    "opvoeding",
]
STREETS = [("Rue du", "straat"), ("Avenue du", "laan"), ("Chaussée de", "steenweg"), ("Place du", "plein")]
NOTHING: dict[str, Any] = {
    name + language: []
    for name in (
        "nameFormer",
        "fax",
        "websiteUnofficial",
        "websiteBelgianOfficialJournal",
        "websiteInfo",
        "otherAgreement",
        "subvention",
        "publication",
        "nameService",
    )
    for language in ("Fr", "Nl")
}


def records(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    chance = random.Random(seed)
    places = [line for line in _lines("postal_codes.csv") if line["lat"]]
    sectors: dict[str, list[str]] = {}
    for line in _lines("sectors.csv"):
        sectors.setdefault(line["nis"], []).append(line["sector"])
    numbers = [_enterprise_number(n) for n in range(max(1, count * 3 // 5))]
    for place in range(count):
        yield _record(place + 1, chance, chance.choice(places), sectors, numbers)


def _record(
    number: int, chance: random.Random, place: dict[str, str], sectors: dict[str, list[str]], numbers: list[str]
) -> dict[str, Any]:
    kind = chance.choice(KINDS)
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}"
    slug = f"service{number}"
    phones = [f"02/{chance.randint(200, 699)}.{chance.randint(0, 99):02}.{chance.randint(0, 99):02}" for _n in "ab"]
    texts = {
        f"{field}{language}": _prose(chance, words, length)
        for field, length in (("description", 12), ("activities", 25), ("public", 10), ("remark", 8))
        for language, words in (("Fr", WORDS_FR), ("Nl", WORDS_NL))
    }
    day = date(2026, 11, 1) - timedelta(days=chance.randint(0, 1500))
    pairs = {"tel": phones[: chance.randint(1, 2)], "email": [f"info@{slug}.example"]}
    pairs |= {"websiteOfficial": [f"http://www.{slug}.example"], "nameAlternative": [slug.upper()]}
    return (
        {"id": number, "legalStatus": {"id": 12, "labelFr": "ASBL", "labelNl": "VZW"}, "isInterpreting": False}
        | {"address": _address(chance, place, sectors), "categories": None, "sectorsObjects": None}
        | {"categoriesObject": [{"id": 100 + KINDS.index(kind), "labelFr": kind[2], "labelNl": kind[1]}]}
        | {"nameOfficialFr": f"{kind[0]} {name}", "nameOfficialNl": f"{kind[1]} {name}"}
        | texts
        | {"accessFr": ["Par e-mail", "Par téléphone"], "accessNl": ["Per e-mail", "Telefonisch"]}
        | {"permanencyFr": "Du lundi au vendredi de 8h30 à 16h", "permanencyNl": "Van maandag tot vrijdag, 8.30-16 u"}
        | {"pmRp": [chance.choice(numbers)] if chance.random() < 0.9 else [], "langStatus": "FR-NL"}
        | {"lastUpdate": day.strftime("%d/%m/%y"), "startDate": None, "type": None}
        | {f"{field}{language}": values for field, values in pairs.items() for language in ("Fr", "Nl")}
        | NOTHING
    )


def _address(chance: random.Random, place: dict[str, str], sectors: dict[str, list[str]]) -> dict[str, Any]:
    french, dutch = chance.choice(STREETS)
    word = chance.choice(FIRST)
    fr, nl = place["commune_fr"].upper(), place["commune_nl"].upper()
    lat = round(float(place["lat"]) + chance.uniform(-0.008, 0.008), 12)
    lon = round(float(place["lon"]) + chance.uniform(-0.012, 0.012), 12)
    return {
        "id": None,
        "x": 152302,
        "y": 171263,
        "lon": lon,
        "lat": lat,
        "municipalityFr": fr,
        "municipalityNl": nl,
        "streetFr": f"{french} {word}",
        "streetNl": f"{word}{dutch}",
        "number": str(chance.randint(1, 400)),
        "numberBuilding": None,
        "zipCode": int(place["postal_code"]),
        "postalBox": None,
        "districtCode": "87",
        "postalCodeFr": f"{place['postal_code']} {fr}",
        "postalCodeNl": f"{place['postal_code']} {nl}",
        "districtFr": word.upper(),
        "districtNl": word.upper(),
        "remarkFr": None,
        "remarkNl": None,
        "statisticsCode": chance.choice(sectors[place["nis"]]),
        "statisticsNameFr": word,
        "statisticsNameNl": word,
    }


def _prose(chance: random.Random, words: list[str], length: int) -> str:
    """Zipf-like: the first words come back most."""
    last = len(words) - 1
    return " ".join(words[min(last, int(chance.paretovariate(0.7)) - 1)] for _n in range(length)).capitalize()


def _enterprise_number(place: int) -> str:
    base = 4_000_000 + place
    check = 97 - base % 97
    digits = f"{base:08d}{check:02d}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def _lines(name: str) -> list[dict[str, str]]:
    with (DATA / "territory" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, count: int, seed: int = 1) -> None:
    """A JSON list, one record a line, without holding it in memory."""
    with path.open("w", encoding="utf-8") as file:
        for place, record in enumerate(records(count, seed)):
            file.write(("[" if place == 0 else ",") + "\n" + json.dumps(record, ensure_ascii=False))
        file.write("\n]\n" if count else "[]\n")


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
