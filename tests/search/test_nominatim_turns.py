"""How often a Nominatim is asked, by how many processes, and what is remembered of its answers."""

import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from search.geocoding import nominatim, places_elsewhere

pytestmark = pytest.mark.django_db
TEXT = "rue des Mésanges 7"


# How often -----------------------------------------------------------------------------------------------------------


def test_a_burst_from_many_threads_asks_once_a_second_and_nobody_waits(server):
    waited, until = [], time.monotonic() + 2.5

    def ask(who):
        for n in range(1000):
            began = time.monotonic()
            if began > until:
                return
            nominatim.asked(f"rue imaginaire {who} {n}")
            waited.append(time.monotonic() - began)
            time.sleep(0.01)

    threads = [threading.Thread(target=ask, args=(f"{who}",)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 2 <= len(server.seen) <= 4
    assert all(later - sooner > 0.5 for sooner, later in pairwise(server.at))
    assert len(waited) > 100
    assert max(waited) < nominatim.BUDGET


TURNS = """
import sys, time
from django.conf import settings
settings.configure(LIMITS_FILE=sys.argv[1] + "/limits.sqlite3", NOMINATIM={"url": "", "internal": ()},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "directory", "search"],
    AUTH_USER_MODEL="directory.User")
import django
django.setup()
from search.geocoding import nominatim
until = time.time() + 2
while time.time() < until:
    if (wait := nominatim._turn(0.3)) is not None:
        print(time.time() + wait)
    time.sleep(0.005)
"""


def test_processes_share_the_turns(tmp_path):
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", TURNS, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
        )
        for _ in range(2)
    ]
    turns = sorted(float(line) for one in asking for line in one.communicate(timeout=60)[0].split())

    assert len(turns) >= 2
    assert all(later - sooner > 0.9 for sooner, later in pairwise(turns))


@pytest.mark.parametrize("written", [b"", b"rubbish!", b"\xff" * 8, b"\x00" * 3], ids=["none", "text", "nan", "short"])
def test_a_spoilt_turn_is_begun_anew(server, written):
    nominatim._turn_file().write_bytes(written)
    assert nominatim._turn(0.3) == 0.0
    assert nominatim._turn(0.3) is None


# What is remembered --------------------------------------------------------------------------------------------------


def test_the_same_place_is_asked_once(server, at_once):
    assert places_elsewhere(TEXT) == places_elsewhere("  RUE des mesanges, 7 ") != []
    server.places = []
    assert places_elsewhere("rue sans nom") == places_elsewhere("rue sans nom") == []

    assert len(server.seen) == 2


def test_what_is_remembered_is_little_and_has_no_text_for_a_key(server, at_once, monkeypatch):
    monkeypatch.setattr(nominatim, "KEPT", 3)
    for n in range(6):
        places_elsewhere(f"{TEXT}{n}")

    assert len(nominatim._state.kept) == 3
    assert all(isinstance(name, bytes) and len(name) == 32 for name in nominatim._state.kept)


def test_what_was_remembered_is_forgotten_in_time(server, at_once, monkeypatch):
    monkeypatch.setattr(nominatim, "KEPT_FOR", 0.05)
    places_elsewhere(TEXT)
    time.sleep(0.1)
    places_elsewhere(TEXT)

    assert len(server.seen) == 2


# The operator --------------------------------------------------------------------------------------------------------


def test_the_doctor_says_whether_it_answers(server, settings, at_once):
    from cms import doctor

    def said():
        return [(finding.state, finding.says) for finding in doctor.geocoder()]

    assert said() == [("ok", "The Nominatim answers.")]
    assert server.texts == ["Grand-Place 1, 1000 Bruxelles"]
    server.says(503)
    assert said()[0][0] == "look"
    assert "it answered 503. Look at NOMINATIM_URL, and whether it runs." in said()[0][1]
    server.says(301, Location="https://elsewhere.example")
    assert "a redirect). Look at NOMINATIM_URL and NOMINATIM_INTERNAL." in said()[0][1]
    settings.NOMINATIM = {"url": "", "internal": ()}
    assert said() == [("ok", "Typed addresses are asked of nobody: NOMINATIM_URL is not set.")]


def test_a_path_before_the_search_is_kept(server, settings):
    settings.NOMINATIM = settings.NOMINATIM | {"url": f"{server.url}/nominatim"}
    places_elsewhere(TEXT)

    assert server.seen[0].path.startswith("/nominatim/search?")
