"""Does the login door tell by its time who has an account? The same wrong password for an account and for nobody, by
turns; then, by turns too, a new password asked for. (Of closed accounts and the like a test counts the work.)

The floor is one password put through the hasher. Welch's t says whether two means differ by more than chance: beyond
4.5 they do. What one could learn over the network is less, for its own delays come on top.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench import report  # noqa: E402
from bench.report import Goal  # noqa: E402
from cms import limits  # noqa: E402
from directory.models import Letter, User  # noqa: E402

TRIES = int(os.environ.get("TRIES", "200"))
CHANCE = 4.5  # as is usual for leaks by time
ACCOUNT, NOBODY = "an account", "nobody"
EMAILS = {ACCOUNT: "somebody@cpas.example", NOBODY: "no-one-yet@cpas.example"}
Times = dict[str, list[float]]


def prepare() -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    User.objects.filter(email__in=EMAILS.values()).delete()
    User.objects.create_user(EMAILS[ACCOUNT], "a long and good password")


def log_in(email: str) -> None:
    Client(HTTP_HOST="localhost").post(reverse("account_login"), {"login": email, "password": "a wrong password"})


def forget(email: str) -> None:
    Client(HTTP_HOST="localhost").post(reverse("account_reset_password"), {"email": email})


def by_turns(act: Callable[[str], None]) -> Times:
    """Now one comes first, now the other."""
    found: Times = {name: [] for name in EMAILS}
    for number in range(-3, TRIES):
        for name in sorted(EMAILS, reverse=number % 2 == 1):
            limits.forget()
            started = time.perf_counter()
            act(EMAILS[name])
            if number >= 0:  # the first ones read templates
                found[name].append(time.perf_counter() - started)
    return found


def welch(one: list[float], other: list[float]) -> float:
    spread = statistics.variance(one) / len(one) + statistics.variance(other) / len(other)
    return float((statistics.fmean(one) - statistics.fmean(other)) / spread**0.5) if spread else 0.0


def tell(what: str, found: Times, least: float) -> bool:
    """Is the difference within chance?"""
    medians = {name: statistics.median(times) * 1000 for name, times in found.items()}
    for name, median in medians.items():
        report.line(f"{what}: {name}", median, "ms", ratio=median / least, note=f"median of {TRIES}")
    score = abs(welch(found[ACCOUNT], found[NOBODY]))
    apart = medians[ACCOUNT] - medians[NOBODY]
    report.line("  Welch's t of the difference", score, "", goal=Goal(at_most=CHANCE), note=f"{apart:+.2f} ms")
    return score <= CHANCE


def main() -> None:
    prepare()
    report.title("Who has an account, told by time?")
    started = time.perf_counter()
    make_password("a wrong password")
    least = (time.perf_counter() - started) * 1000
    report.line("floor: one password through the hasher", least, "ms")
    well = tell("a wrong password", by_turns(log_in), least)
    well &= tell("a new password asked for", by_turns(forget), least)
    Letter.objects.all().delete()
    if not well:
        sys.exit("The time tells who has an account.")


if __name__ == "__main__":
    main()
