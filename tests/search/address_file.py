"""A small made-up address file, written as BeSt writes it."""

import csv

from bench.address_file import COLUMNS

STREETS = {  # made up, but for the names that everybody knows
    "loi": ("Rue de la Loi", "Wetstraat", "21004", "1040", 50.8440, 4.3750),
    "bateau": ("Rue du Bateau", "Bootstraat", "21012", "1080", 50.8552, 4.3184),
    "wavre": ("Chaussée de Wavre", "Waversesteenweg", "21009", "1050", 50.8340, 4.3700),
    "wavre-auderghem": ("Chaussée de Wavre", "Waversesteenweg", "21002", "1160", 50.8130, 4.4250),
    "novembre": ("Rue du 11 Novembre", "11 Novemberstraat", "21005", "1040", 50.8330, 4.3940),
    "mons": ("Chaussée de Mons / Bergense Steenweg", "", "21001", "1070", 50.8320, 4.3200),
    "gilles": ("Rue Sainte-Élisabeth", "Sint-Elisabethstraat", "21004", "1130", 50.8920, 4.4120),
    "vilvorde": ("Grand-Place", "Grote Markt", "23088", "1800", 50.9280, 4.4250),
}
DOORS = [("16", ""), ("16", "b003"), ("16", "RDC"), ("16A", ""), ("20", ""), ("30-32", "")]


def row(street="bateau", number="16", box="", **other):
    french, dutch, nis, code, lat, lon = STREETS[street]
    step = int("".join(filter(str.isdigit, number.split("-")[0])) or 0) / 10_000
    columns = {
        "EPSG:4326_lat": f"{lat + step:.5f}",
        "EPSG:4326_lon": f"{lon:.5f}",
        "box_number": box,
        "house_number": number,
        "municipality_id": nis,
        "postcode": code,
        "streetname_fr": french,
        "streetname_nl": dutch,
        "status": "current",
    }
    return dict.fromkeys(COLUMNS, "") | columns | other


def rows():
    return [row(street, number, box) for street in STREETS for number, box in DOORS]


def write(path, some=None, columns=COLUMNS, encoding="utf-8", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows() if some is None else some)
    return path
