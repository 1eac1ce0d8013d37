"""50,000 organisations, some of them twice: how long looking for duplicates takes, beside the floor, and what it finds.

The floor reads the same rows and compares no two of them. A second record of an organisation has in its name a slip of
the pen, another order of words or a legal form; half of them share its telephone, half its address.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench import report  # noqa: E402
from bench.records import FIRST, KINDS, LAST  # noqa: E402
from bench.report import Goal  # noqa: E402
from directory import actions, duplicates, likeness  # noqa: E402
from directory.actions.duplicates import refresh  # noqa: E402
from directory.models import Likeness, Organisation, PostalCode, Site  # noqa: E402
from directory.models.duplicates import Kind  # noqa: E402

COUNT, TWICE, SECONDS = 50_000, 2_000, 60
BATCH = 500


class Network:
    """Always the same for one seed. `twins`: the numbers of those that stand twice."""

    def __init__(self) -> None:
        self.random = random.Random(1000)
        self.places = list(PostalCode.objects.order_by("code", "commune__code")[:60])
        self.twins = set(self.random.sample(range(COUNT - TWICE), TWICE))

    def pairs(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        for number in range(COUNT - TWICE):
            values, where = self.organisation(number)
            yield from self.written(values, where)
            if number in self.twins:
                yield from self.written(*self.again(values, where))

    def organisation(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        kind = KINDS[number % len(KINDS)]
        # Nine of ten names hold a word that few others have, as names of organisations do.
        own = "".join(self.random.choices("bcdfglmnprstv", k=3)) + self.random.choice(["ou", "a", "ie", "on", "elle"])
        words = f"{self.random.choice(FIRST)} {own.capitalize()}{number % 997} {self.random.choice(LAST)}"
        phone = f"+3222{self.random.randrange(100_000, 999_999)}"
        values = {
            "name_fr": f"{kind[0]} {words}",
            "name_nl": f"{kind[1]} {words}",
            "status": "verified",
            "contacts": [{"kind": "phone", "value": phone}],
        }
        street = f"Rue {self.random.choice(FIRST)} {self.random.randrange(1, 400)}"
        return values, {"street_fr": street, "postal_code": self.random.choice(self.places)}

    def again(self, values: dict[str, Any], where: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        copy, place = dict(values), dict(where)
        copy["name_fr"], copy["name_nl"] = (self.slip(values[name]) for name in ("name_fr", "name_nl"))
        if self.random.random() < 0.5:
            copy["contacts"] = [{"kind": "phone", "value": f"+3224{self.random.randrange(100_000, 999_999)}"}]
        else:
            place["street_fr"] = f"Rue {self.random.choice(LAST)} {self.random.randrange(1, 400)}"
        return copy, place

    def slip(self, name: str) -> str:
        how, at = self.random.randrange(4), self.random.randrange(3, len(name) - 3)
        if how == 0:
            return name[:at] + name[at + 1 :]
        if how == 1:
            return name[:at] + name[at] + name[at:]
        return f"ASBL {name}" if how == 2 else " ".join(reversed(name.split()))

    @staticmethod
    def written(values: dict[str, Any], where: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
        organisation = Organisation()
        yield organisation, values
        yield Site(), where | {"organisation": organisation}


def build() -> list[tuple[str, str]]:
    """Writes them on an empty directory; the codes of those that stand twice."""
    if Organisation.objects.count() != COUNT:
        Organisation.objects.all().delete()
        pairs = Network().pairs()
        while batch := list(islice(pairs, BATCH)):
            actions.save_many(batch, by=None, via="demo")
    codes = list(Organisation.objects.order_by("pk").values_list("code", flat=True))
    found, place = [], 0
    twins = Network().twins
    for number in range(COUNT - TWICE):
        if number in twins:
            found.append((min(codes[place : place + 2]), max(codes[place : place + 2])))
        place += 2 if number in twins else 1
    return found


def floor() -> float:
    """Seconds to read everything that is compared, and to put it in its plain form."""
    compared = likeness.organisations
    started = time.perf_counter()
    try:
        likeness.organisations = lambda sketches: iter(())
        list(duplicates.find(Kind.ORGANISATION))
    finally:
        likeness.organisations = compared
    return time.perf_counter() - started


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    report.title(f"Duplicates among {COUNT:,} organisations")
    twins = set(build())
    least = floor()
    report.line("floor: read them and compare nothing", least, "s")
    Likeness.objects.all().delete()
    started = time.perf_counter()
    refresh()
    taken = time.perf_counter() - started
    report.line("look for duplicates and keep them", taken, "s", ratio=taken / least, goal=Goal(at_most=SECONDS))
    found = set(Likeness.objects.filter(kind=Kind.ORGANISATION).values_list("one", "other"))
    share = 100 * len(twins & found) / len(twins)
    report.line("  found of those that stand twice", share, "%", goal=Goal(at_least=95), note=f"{len(found)} pairs")
    report.line("  memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    if taken > SECONDS or share < 95:
        sys.exit("Too slow, or too little found.")


if __name__ == "__main__":
    main()
