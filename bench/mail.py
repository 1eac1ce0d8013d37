"""2,000 mails through a server that refuses, hangs, drops and answers 4xx and 5xx, while workers are killed: how many
are lost, how many come twice; and how fast they leave when all is well, beside smtplib alone.

In the bad run the clock of tries is sixty times faster: what waits a minute on a site waits a second here.
"""

from __future__ import annotations

import os
import random
import smtplib
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from bench import report  # noqa: E402
from bench.report import Goal  # noqa: E402
from directory import jobs, notifications, sending  # noqa: E402
from directory.models import DeadMailbox, Letter  # noqa: E402
from directory.models.letters import FAILED, SENT  # noqa: E402
from tests.mail_sink import Sink  # noqa: E402

COUNT, KILLS, OUTAGES, AWAY = 2000, 8, 3, 2.0  # seconds
PATIENCE = 900.0  # seconds until what still waits is called lost
REFUSED, SPAM = "550 5.1.1 nobody", "554 5.6.0 spam"


def context(about: str, _letter: Letter) -> dict[str, Any]:
    return {"password_reset_url": f"https://maillage.example/{about}"}


notifications.register(notifications.Kind("bench", "cms/mail/new_password", context))


def fate(address: str) -> str:
    """What the server does to this address, the same in every run."""
    ways = ("hang", "drop", "450 4.2.0 later", "451 4.3.0 later", REFUSED, SPAM, "")
    return random.Random(address).choices(ways, weights=(1, 1, 8, 2, 2, 1, 85))[0]


def rule(stage: str, address: str, attempt: int) -> str:
    if stage == "MAIL":
        return "421 4.3.2 not now" if attempt == 1 and random.Random(address).random() < 0.005 else ""
    told = fate(address)
    if told in {REFUSED, "450 4.2.0 later"}:
        return told if stage == "RCPT" and (told == REFUSED or attempt <= 2) else ""
    return told if stage == "DATA" and (told == SPAM or attempt == 1) else ""


def fill() -> list[str]:
    """The queue, in both languages as a shared mailbox gets them."""
    Letter.objects.all().delete()
    DeadMailbox.objects.all().delete()
    addresses = [f"desk{number}@cpas.example" for number in range(COUNT)]
    with transaction.atomic():
        for number, address in enumerate(addresses):
            notifications.ask("bench", to=address, about=str(number), languages=("fr", "nl"))
    return addresses


def alone(sink: Sink) -> float:
    """Seconds of smtplib for as many mails of that size, on one line."""
    body = ("From: a@b.example\r\nSubject: x\r\nMessage-ID: <%d@b>\r\n\r\n" + "x" * 900 + "\r\n").encode()
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", sink.port) as line:
        for number in range(COUNT):
            line.sendmail("a@b.example", [f"desk{number}@cpas.example"], body % number)
    return time.perf_counter() - started


def quiet(sink: Sink) -> float:
    """Seconds of our own job, on a server that takes everything."""
    fill()
    sender = jobs.Sender(through=sending.Relay(host="127.0.0.1", port=sink.port, timeout=20))
    started = time.perf_counter()
    while sender.often():
        pass
    return time.perf_counter() - started


class Worker:
    """`manage.py worker` in a process of its own, with the fast clock."""

    def __init__(self, sink: Sink) -> None:
        environment = os.environ | {"SMTP_URL": sink.url, "SMTP_TIMEOUT": "1", "MAIL_FROM": "a@b.example"}
        command = [sys.executable, "-m", "bench.mail", "worker"]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # it tells every fault

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def work() -> None:
    sending.LONGEST, sending.HELD = 3.0, timedelta(seconds=5)
    sending.FIRST, sending.LAST = timedelta(seconds=1), timedelta(seconds=240)
    jobs.LONGEST = 1.0
    call_command("worker")


def ill(sink: Sink) -> int:
    """Until nothing waits; how many workers were killed."""
    marks = sorted([(COUNT * 4 // 5 * n // KILLS, "kill") for n in range(1, KILLS + 1)] + _outages())
    kills, worker, end = 0, Worker(sink), time.monotonic() + PATIENCE
    try:
        while Letter.objects.waiting().exists() and time.monotonic() < end:
            while marks and len(sink.taken) >= marks[0][0]:
                if marks.pop(0)[1] == "kill":
                    worker.kill()
                    kills, worker = kills + 1, Worker(sink)
                else:
                    sink.close()
                    time.sleep(AWAY)
                    sink.open()
            time.sleep(random.uniform(0.01, 0.05))
    finally:
        worker.kill()
    return kills


def _outages() -> list[tuple[int, str]]:
    return [(COUNT * n // (OUTAGES + 1), "away") for n in range(1, OUTAGES + 1)]


def tell(sink: Sink, kills: int, addresses: list[str], seconds: float) -> None:
    arrived = Counter(taken.message_id for taken in sink.taken)
    sent = set(Letter.objects.filter(status=SENT).values_list("message_id", flat=True))
    refused = {address for address in addresses if fate(address) in {REFUSED, SPAM}}
    failed = {letter.address for letter in Letter.objects.filter(status=FAILED)}
    lost = COUNT - len(sent & set(arrived)) - len(failed & refused)
    copies = len(sink.taken) - len(arrived)
    met = Counter(told or "well" for told in map(fate, addresses))
    report.line(f"{COUNT} mails, {kills} kills, {OUTAGES} outages", seconds, "s")
    report.line(
        "  met a fault, of which refused for good", COUNT - met["well"], "mails", note=f"{len(refused)} refused"
    )
    report.line("  lost", lost, "mails", goal=Goal(at_most=0))
    report.line("  arrived twice", copies, "mails", goal=Goal(at_most=kills), note="same Message-ID")
    report.line("  refused for good and shown to staff", len(failed), "mails", goal=Goal(at_most=len(refused)))
    if lost or copies > kills or failed != refused:
        sys.exit("Mails were lost, copied or left unexplained.")


def main() -> None:
    call_command("migrate", verbosity=0)
    report.title(f"{COUNT} mails")
    with Sink() as sink:
        floor = alone(sink)
        report.line("floor: smtplib to a server that takes all", COUNT / floor, "a s")
        taken = quiet(sink)
        report.line("our job, one letter at a time", COUNT / taken, "a s", ratio=taken / floor)
    addresses = fill()
    with Sink(rule) as sink:
        started = time.perf_counter()
        kills = ill(sink)
        tell(sink, kills, addresses, time.perf_counter() - started)


if __name__ == "__main__":
    work() if sys.argv[1:] == ["worker"] else main()
