"""Files to import, and the command that imports them."""

import csv
import io
import json
from copy import deepcopy
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from openpyxl import Workbook

SAMPLE = Path(settings.BASE) / "directory" / "data" / "regional" / "social_brussels_sample.json"


def sample():
    return json.loads(SAMPLE.read_text(encoding="utf-8"))[0]


def record(number=13219, *, address=None, **values):
    """The real record, changed: address=dict changes its address, address=False takes it away."""
    found = deepcopy(sample()) | {"id": number} | values
    if address is False:
        found["address"] = None
    elif address:
        found["address"] |= address
    return found


def row(number="1", **values):
    """A row of our own table."""
    return {
        "id": number,
        "organisation_name_fr": "Maison du Tilleul",
        "name_fr": "Consultations",
        "category": "sage_femme",
        "postal_code": "1080",
        "commune": "Molenbeek-Saint-Jean",
        "street_fr": "Rue du Bateau 1",
        "languages": "fr;ar",
        "phones": "02 529 41 20",
    } | values


def json_file(folder, *records, name="records.json", encoding="utf-8"):
    path = folder / name
    path.write_bytes(json.dumps(list(records), ensure_ascii=False).encode(encoding))
    return path


def csv_text(*rows, delimiter=";"):
    columns = list(dict.fromkeys(name for each in rows for name in each))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def csv_file(folder, *rows, encoding="utf-8", delimiter=";"):
    path = folder / "services.csv"
    path.write_bytes(csv_text(*rows, delimiter=delimiter).encode(encoding))
    return path


def xlsx_file(folder, *rows):
    path = folder / "services.xlsx"
    columns = list(dict.fromkeys(name for each in rows for name in each))
    book = Workbook()
    book.active.append(columns)
    for each in rows:
        book.active.append([each.get(name) for name in columns])
    book.save(path)
    return path


def run(path, *options, file_format=None):
    """Imports the file; returns the report."""
    report = path.with_name(f"{path.name}.report.json")
    kind = file_format or ("social-brussels" if path.suffix == ".json" else "template")
    call_command("import_directory", path, *options, format=kind, report=report, stdout=io.StringIO())
    return json.loads(report.read_text(encoding="utf-8"))


def counts(report, *names):
    return tuple(report["counts"][name] for name in names)
