"""The address file of the Region through the import, and look-ups in it, beside what reading costs at least."""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench import address_file, report  # noqa: E402
from bench.report import Goal  # noqa: E402
from search.geocoding import find_place, places_like  # noqa: E402
from search.importers import import_file, sets  # noqa: E402
from search.models import Address, Street  # noqa: E402

ASKED = 300


def read_alone(path: Path) -> float:
    started = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        for _row in csv.reader(file):
            pass
    return time.perf_counter() - started


def imported(path: Path) -> tuple[float, float]:
    """Seconds of the whole import, and of its longest write."""
    longest, write = 0.0, sets.write

    def timed(streets: list[Street], doors: list[sets.Door]) -> None:
        nonlocal longest
        started = time.perf_counter()
        write(streets, doors)
        longest = max(longest, time.perf_counter() - started)

    sets.write = timed
    started = time.perf_counter()
    import_file(path, accept_errors=True)
    seconds = time.perf_counter() - started
    sets.write = write
    return seconds, longest


def typed(seed: int) -> list[str]:
    """As people write them: with a code, in Dutch, with a box."""
    chance = random.Random(seed)
    streets = {street.pk: street for street in Street.objects.all()}
    first = Address.objects.order_by("pk").values_list("pk", flat=True).first() or 0
    ids = [first + chance.randrange(Address.objects.count()) for _n in range(ASKED)]
    doors = Address.objects.filter(pk__in=ids)
    found = []
    for n, door in enumerate(doors):
        street = streets[door.street_id]
        found.append(
            (
                f"{street.name_fr} {door.number}, {street.postal_code} {street.commune_fr}",
                f"{street.name_nl} {door.number} bus {door.box or 1}, {street.postal_code}",
                f"{street.name_fr.lower()} {door.number}",
            )[n % 3]
        )
    return found


def median(texts: list[str], ask: Callable[[str], object]) -> float:
    """Milliseconds."""
    seconds = []
    for text in texts:
        started = time.perf_counter()
        ask(text)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds) * 1000


def select_one(_text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=850_000)
    rows = parser.parse_args().rows
    report.title(f"Import of {rows} addresses and look-up among them")
    path = Path(settings.VAR) / f"addresses-{rows}.csv"
    if not path.exists():
        address_file.write(path, rows)
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    floor = read_alone(path)
    seconds, longest = imported(path)
    report.line("floor: the csv reader alone", rows / floor, "rows/s")
    report.line(
        "import, the old set deleted", rows / seconds, "rows/s", ratio=seconds / floor, goal=Goal(at_least=20_000)
    )
    report.line("longest write", longest * 1000, "ms", goal=Goal(at_most=250))
    texts = typed(7)
    find_place(texts[0])
    bare = median(texts, select_one)
    asked = median(texts, places_like)
    wrong = median([text.replace("de ", "de q", 1) for text in texts], places_like)
    report.line("floor: SELECT 1", bare, "ms")
    report.line("look-up of an address, median", asked, "ms", ratio=asked / bare, goal=Goal(at_most=2))
    report.line("the same with an error in the street, median", wrong, "ms", ratio=wrong / bare)
    found = sum(bool(places_like(text)) for text in texts)
    report.line("of them found", found * 100 / len(texts), "%", goal=Goal(at_least=100))


if __name__ == "__main__":
    main()
