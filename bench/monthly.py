"""The monthly mail for 4,000 services: who is written to, each mail asked for; then the same with each mail written and
handed over, while all is well; then through a server that refuses, hangs and drops, the worker killed again and again.

The floor: the very rows that a round writes, by hand, and one text made with Python's own `%` for each mail.
"""

from __future__ import annotations

import os
import re
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import mail, network, report  # noqa: E402
from bench.report import Goal  # noqa: E402
from directory import rounds  # noqa: E402
from directory.models import (  # noqa: E402
    DeadMailbox,
    Letter,
    LinkToken,
    Membership,
    Organisation,
    Round,
    RoundMail,
    Service,
    User,
)
from directory.models.letters import FAILED, SENT  # noqa: E402
from tests.mail_sink import Sink  # noqa: E402

SERVICES, KILLS = 4000, 8
ENDS = 600.0  # seconds until what still waits is called lost


def prepare() -> None:
    """Half of the organisations have a shared mailbox, the others one person each."""
    call_command("migrate", verbosity=0)
    if Service.objects.count() != SERVICES:
        call_command("flush", interactive=False, verbosity=0)
        call_command("load_reference_data", verbosity=0)
        network.build(SERVICES)
        for number, one in enumerate(Organisation.objects.order_by("pk")):
            if number % 2:
                address = f"desk{number}@cpas.example"
                one.services.update(mailbox=address, mailbox_verified_on=timezone.localdate())
            else:
                person = User.objects.create_user(f"person{number}@cpas.example")
                Membership.objects.create(user=person, organisation=one, role=Membership.Role.MANAGER)


def start_again() -> Round:
    for model in (Letter, LinkToken, DeadMailbox, Round):
        model._default_manager.all().delete()
    return Round.objects.create(month=timezone.localdate().replace(day=1))


# While all is well ----------------------------------------------------------------------------------------------------


def well(sink: Sink, what: str) -> tuple[float, float, float]:
    """Seconds of a process until nobody is left to write to, Python's own start included, those of them in which it was
    busy, and its largest memory."""
    start_again()
    before, peak = resource.getrusage(resource.RUSAGE_CHILDREN), 0.0
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "bench.monthly", what], env=_environment(sink))
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.1)
    if process.returncode:
        sys.exit("The worker failed.")
    seconds, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime, peak


def queue_all() -> None:
    """Every mail waits: nothing leaves meanwhile, and the queue is not kept short for others."""
    rounds.WAITING_AT_MOST = 10 * SERVICES
    while rounds.next_step():
        pass


def _environment(sink: Sink) -> dict[str, str]:
    return os.environ | {"SMTP_URL": sink.url, "SMTP_TIMEOUT": "1", "MAIL_FROM": "a@b.example"}


def _memory(pid: int) -> float:
    """Its proportional set size in MB; 0 where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.M)
    return int(found[1]) / 1024 if found else 0.0


# The floor ------------------------------------------------------------------------------------------------------------

TABLES = ("directory_roundmail", "post_office_email", "directory_linktoken")


def by_hand(sink: Sink) -> float:
    """Seconds to insert the rows that the round wrote into an empty file and to send as many mails of that size."""
    connection.close()
    source = sqlite3.connect(settings.DATABASES["default"]["NAME"])
    target = sqlite3.connect(":memory:")
    rows = {}
    for table in TABLES:
        target.execute(source.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])
        rows[table] = source.execute(f"SELECT * FROM {table}").fetchall()
    source.close()
    started = time.perf_counter()
    for table, found in rows.items():
        target.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(found[0]))})", found)
    target.commit()
    texts = ["%s\n%s\n" * 40 % (("x" * 60, row[0]) * 40) for row in rows["directory_roundmail"]]
    seconds = time.perf_counter() - started
    mail.COUNT = len(texts)
    return seconds + mail.alone(sink)


# While it is ill ------------------------------------------------------------------------------------------------------


def ill(sink: Sink) -> int:
    """Until nobody is left to write to; how many workers were killed, the first ones while they collect."""
    start_again()
    total = Organisation.objects.count()
    marks = [0, 0, *(total * 4 // 5 * n // KILLS for n in range(1, KILLS - 1))]
    kills, worker, end = 0, _worker(sink), time.monotonic() + ENDS
    try:
        while not _over() and time.monotonic() < end:
            if marks and len(sink.taken) >= marks[0]:
                time.sleep(0.0 if marks[0] else 2.5)  # it has just begun to collect
                marks.pop(0)
                worker.kill()
                worker.wait()
                kills, worker = kills + 1, _worker(sink)
            time.sleep(0.02)
    finally:
        worker.kill()
        worker.wait()
    return kills


def _worker(sink: Sink) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bench.monthly", "worker"]
    return subprocess.Popen(command, env=_environment(sink), stderr=subprocess.DEVNULL)


def _over() -> bool:
    return not Round.objects.filter(done_at=None).exists() and not Letter.objects.waiting().exists()


def tell(sink: Sink, kills: int, seconds: float) -> None:
    arrived = Counter(taken.message_id for taken in sink.taken)
    letters = list(Letter.objects.filter(context__kind=rounds.ASK))
    asked = Counter(letter.about for letter in letters)
    meant = {str(key) for key in RoundMail.objects.values_list("key", flat=True)}
    wrong = {letter.about for letter in letters if mail.fate(letter.address) in {mail.REFUSED, mail.SPAM}}
    sent = {letter.about for letter in letters if letter.status == SENT and letter.message_id in arrived}
    failed = {letter.about for letter in letters if letter.status == FAILED}
    lost = len(meant - sent - (failed & wrong))
    extra = len(sink.taken) - len(arrived) + len(letters) - len(asked)
    report.line(f"{len(meant)} mails, {kills} kills, a server that refuses, hangs, drops", seconds, "s")
    report.line("  lost", lost, "mails", goal=Goal(at_most=0))
    report.line("  too many", extra, "mails", goal=Goal(at_most=kills))
    report.line("  refused for good and shown to staff", len(failed), "mails", goal=Goal(at_most=len(wrong)))
    if lost or extra > kills or not meant:
        sys.exit("Mails were lost or copied.")


def main() -> None:
    prepare()
    report.title(f"The monthly mail for {SERVICES} services")
    with Sink() as sink:
        prepared, preparing, small = well(sink, "queue")
        seconds, busy, peak = well(sink, "once")
        count = len(sink.taken)
        floor = by_hand(sink)
    report.line(f"floor: the same rows and {count} bare mails", floor, "s")
    report.line(f"{count} mails prepared: who, and each asked for", prepared, "s", goal=Goal(at_most=60))
    report.line("  of it processor time, a mail", 1000 * preparing / count, "ms", goal=Goal(at_most=10))
    report.line(f"{count} mails prepared, written, handed over", seconds, "s", ratio=seconds / floor)
    report.line("  of it processor time, a mail", 1000 * busy / count, "ms")
    report.line("peak memory (PSS)", max(small, peak), "MB", goal=Goal(at_most=200))
    with Sink(mail.rule) as sink:
        started = time.perf_counter()
        kills = ill(sink)
        tell(sink, kills, time.perf_counter() - started)


if __name__ == "__main__":
    if sys.argv[1:] == ["queue"]:
        queue_all()
    elif sys.argv[1:] == ["once"]:
        call_command("worker", once=True)
    elif sys.argv[1:] == ["worker"]:
        mail.work()
    else:
        main()
