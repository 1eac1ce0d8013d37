"""A made-up BeSt address file: real columns and postal codes, streets that do not exist; the same for the same seed."""

from __future__ import annotations

import csv
import random
from pathlib import Path

COLUMNS = [
    "EPSG:31370_x",
    "EPSG:31370_y",
    "EPSG:4326_lat",
    "EPSG:4326_lon",
    "address_id",
    "box_number",
    "house_number",
    "municipality_id",
    "municipality_name_de",
    "municipality_name_fr",
    "municipality_name_nl",
    "postcode",
    "postname_fr",
    "postname_nl",
    "street_id",
    "streetname_de",
    "streetname_fr",
    "streetname_nl",
    "region_code",
    "status",
]
CODES = Path(__file__).resolve().parent.parent / "directory" / "data" / "territory" / "postal_codes.csv"
SYLLABLES = [
    "ba",
    "co",
    "di",
    "fou",
    "ga",
    "lem",
    "mi",
    "nor",
    "pe",
    "ra",
    "sol",
    "tu",
    "val",
    "wim",
    "xa",
    "bri",
    "cla",
    "dre",
]
KINDS = (("Rue", "straat"), ("Avenue", "laan"), ("Chaussée", "steenweg"), ("Place", "plein"))
STREETS = 5500


def write(path: Path, rows: int, seed: int = 7) -> None:
    chance = random.Random(seed)
    with CODES.open(encoding="utf-8", newline="") as file:
        codes = [row for row in csv.DictReader(file) if row["lat"]]
    streets = [_street(chance, codes) for _n in range(STREETS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            writer.writerow(_row(chance, number, *streets[number % STREETS]))


def _street(chance: random.Random, codes: list[dict[str, str]]) -> tuple[str, str, dict[str, str]]:
    name = "".join(chance.choices(SYLLABLES, k=4)).title()
    french, dutch = chance.choice(KINDS)
    return f"{french} de {name}", f"{name}{dutch}", chance.choice(codes)


def _row(chance: random.Random, number: int, french: str, dutch: str, code: dict[str, str]) -> list[object]:
    lat, lon = float(code["lat"]) + chance.gauss(0, 0.005), float(code["lon"]) + chance.gauss(0, 0.008)
    box = f"b{chance.randrange(1, 40):03}" if chance.random() < 0.6 else ""
    house = f"{1 + number // STREETS}{chance.choice(['', '', '', '', 'A'])}"
    commune = code["commune_fr"], code["commune_nl"]
    return [
        *(f"{lat * 3000:.5f}", f"{lon * 30000:.5f}", f"{lat:.5f}", f"{lon:.5f}", number, box, house, code["nis"], ""),
        *(*commune, code["postal_code"], *commune, number % STREETS, "", french, dutch, "BE-BRU", "current"),
    ]
