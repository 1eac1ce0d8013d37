"""A sheet of six services, in the language of each script, and the memo of a bassin, beside an empty PDF."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from fpdf import FPDF  # noqa: E402

from bench import report  # noqa: E402
from bench.report import Goal  # noqa: E402
from cms import limits  # noqa: E402
from cms.memo import views as memo  # noqa: E402
from directory.models import Service  # noqa: E402
from directory.shortlist import ON_A_SHEET, query  # noqa: E402

TIMES, LANGUAGES = 30, ("fr", "pl", "uk", "ar")
GOAL = 150  # ms


def empty() -> None:
    page = FPDF(format="A4")
    page.add_page()
    page.output()


def median(make: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds, and of the slowest but one in twenty."""
    taken = []
    for _n in range(TIMES):
        started = time.perf_counter()
        make()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), sorted(taken)[int(TIMES * 0.95)]


def prepare() -> list[str]:
    """The demo network; of it six services that have hours."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    if not Service.objects.exists():
        call_command("seed_demo", verbosity=0)
    open_ones = Service.objects.listed().exclude(hours=None).distinct().order_by("pk")
    return list(open_ones.values_list("code", flat=True)[: ON_A_SHEET * 7 : 7])


def main() -> None:
    codes = prepare()
    settings.ALLOWED_HOSTS = ["testserver"]
    limits.COSTLY.clear()
    client = Client()
    report.title(f"A sheet of {len(codes)} services as PDF, {TIMES} times")
    floor, _slow = median(empty)
    report.line("floor: an empty page", floor, "ms")
    for language in LANGUAGES:
        address = f"/fr/feuille/{language}/adresses.pdf?{query(codes)}"
        assert client.get(address).content.startswith(b"%PDF")
        value, slow = median(lambda address=address: client.get(address))  # type: ignore[misc]
        note = f"95 % within {slow:.0f} ms"
        report.line(f"whole request, {language}", value, "ms", ratio=value / floor, goal=Goal(at_most=GOAL), note=note)
    memos(client, floor)


def memos(client: Client, floor: float) -> None:
    """Made once a process until the directory or the day changes; here each time, and then as it is kept."""
    address = "/fr/aide-memoire/fr/nord.pdf"

    def anew() -> None:
        memo.forget()
        assert client.get(address).content.startswith(b"%PDF")

    for how, make in (("made anew", anew), ("kept", lambda: client.get(address))):
        value, slow = median(make)
        note = f"95 % within {slow:.0f} ms"
        report.line(f"memo of a bassin, {how}", value, "ms", ratio=value / floor, note=note)


if __name__ == "__main__":
    main()
