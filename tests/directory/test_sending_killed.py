"""A worker that is killed while it sends: the letter leaves again under the same name, once for each kill at most."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from cms import relays
from directory import notifications, sending
from directory.jobs import Sender
from directory.models import Letter
from directory.models.letters import SENT
from tests.factories import UserFactory
from tests.mail_sink import Sink
from tests.test_style import ROOT

WORKER = """
import os
from pathlib import Path
from tests import settings as tested
from cms.relays import relay
os.environ["SMTP_URL"] = os.environ["SINK"]
tested.RELAY = relay("SMTP_URL")
tested.EMAIL_HOST, tested.EMAIL_PORT = tested.RELAY[:2]
tested.VAR = Path(os.environ["VAR"])
tested.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.core.management import call_command
call_command("worker")
"""


@pytest.fixture
def worker(transactional_db, tmp_path):
    """Starts a real one, on this database and that mail server; none outlives the test."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint")
    started = []

    def start(sink):
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "TEST_DATABASE": str(connection.settings_dict["NAME"]),
            "VAR": str(tmp_path),
            "SINK": sink.url,
        }
        started.append(subprocess.Popen([sys.executable, "-c", WORKER], env=environment, cwd=ROOT))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_a_mail_loses_none_and_copies_one_a_kill(worker, settings, monkeypatch):
    def rule(stage, address, time):
        if stage == "DATA" and time == 1:
            return {"taken@example.org": "mute", "held@example.org": "hang"}.get(address, "")
        return ""

    names = ("taken", "held", "third")
    people = [UserFactory(email=f"{name}@example.org", language="nl") for name in names]
    for person in people:
        notifications.ask("new_password", to=person.email, about=str(person.pk), languages=("nl",))
    with Sink(rule) as sink:
        for name in names[:2]:  # as the first worker's letter is still its own, the second takes the next
            process = worker(sink)
            wait_for(lambda name=name: sink.tried["DATA", f"{name}@example.org"])
            process.kill()
            process.wait()
        monkeypatch.setenv("SMTP_URL", sink.url)
        settings.RELAY = relays.relay("SMTP_URL")
        settings.EMAIL_HOST, settings.EMAIL_PORT = settings.RELAY[:2]
        for later in (timedelta(0), sending.HELD + timedelta(seconds=1)):
            with time_machine.travel(timezone.now() + later):
                sender = Sender()
                while sender.often():
                    pass

    copies = Counter(taken.message_id for taken in sink.taken)
    assert sorted(copies.values()) == [1, 1, 2]
    assert {taken.message_id for taken in sink.taken} == set(Letter.objects.values_list("message_id", flat=True))
    assert set(Letter.objects.values_list("status", flat=True)) == {SENT}
    twice = [taken for taken in sink.taken if taken.to == "taken@example.org"]
    assert len(twice) == 2
