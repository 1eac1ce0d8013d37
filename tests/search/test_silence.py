"""Where a woman lives is in no line of any log: whatever she asks, however, and whatever fails meanwhile."""

import io
import logging
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import DataError
from django.urls import reverse

from cms import journal, logs
from search import geocoding
from search.engines import choosing, cluster
from search.geocoding import addresses, gazetteer
from search.importers import import_file
from tests.factories import ServiceFactory
from tests.search.address_file import write

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "rue du Bateau 16, 1080 Molenbeek", "venelle Zyxwvu 98761"
CANARIES = ("bateau", "molenbeek", "zyxwvu", "98761", "boot")


@pytest.fixture(autouse=True)
def imported(tmp_path):
    gazetteer.forget()
    addresses.forget()
    import_file(write(tmp_path / "addresses.csv"))
    ServiceFactory()
    yield
    gazetteer.forget()
    addresses.forget()


@pytest.fixture(params=["line", "json"])
def written(request, settings):
    """What every logger says, more than a site would write: from INFO on."""
    if request.param == "json":
        settings.MIDDLEWARE = ["cms.journal.AccessMiddleware", *settings.MIDDLEWARE]
    text, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    line = logs.Formatter("{asctime} {levelname} {name} {message}", style="{")
    handler.setFormatter(journal.Formatter() if request.param == "json" else line)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield text
    root.setLevel(level)
    root.removeHandler(handler)


def ask_everywhere(client):
    """Status codes of each door that takes a place."""
    client.raise_request_exception = False
    replies = []
    for typed in (KNOWN, UNKNOWN, f"{KNOWN}\x00", KNOWN * 300):
        for address in (reverse("search:page"), reverse("search_api:api"), "/fr/annuaire/nowhere/"):
            for asked in ({"place": typed, "q": "logement"}, {"place": typed, "page": "x"}):
                replies += [client.get(address, asked), client.post(address, asked)]
        replies.append(client.post(reverse("search:suggest"), {"text": typed, "field": "place"}))
        answers = {"where": "place", "place": typed}
        replies += [client.get(reverse("search:boussole"), answers), client.post(reverse("search:boussole"), answers)]
    return {reply.status_code for reply in replies}


def assert_silent(text):
    said = text.getvalue().lower()
    assert [canary for canary in CANARIES if canary in said] == []


def test_a_search_by_address_leaves_no_word_of_it(client, written):
    assert 200 in ask_everywhere(client)
    assert_silent(written)


def test_nor_does_one_that_a_cluster_fails(client, written, settings, monkeypatch):
    monkeypatch.setattr(choosing, "breaker", choosing.Breaker())
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    cluster.forget()
    try:
        assert 200 in ask_everywhere(client)
    finally:
        cluster.forget()
    assert "did not answer" in written.getvalue()
    assert_silent(written)


@pytest.mark.parametrize("error", [ValueError, DataError, OSError])
def test_nor_does_one_that_an_error_ends(client, written, monkeypatch, error):
    """Its message and that of its cause repeat what was typed, as those of libraries do."""

    def broken(text):
        try:
            int(text)
        except ValueError as cause:
            raise error(f"cannot read {text!r}") from cause

    monkeypatch.setattr(geocoding, "places_like", broken)
    assert 500 in ask_everywhere(client)
    assert error.__name__ in written.getvalue()
    assert "test_silence.py" in written.getvalue()
    assert_silent(written)


BROKEN = """
def application(environ, start_response):
    raise ValueError(environ["QUERY_STRING"])
"""


@pytest.mark.only_on("sqlite")
def test_nor_does_gunicorn_for_what_it_cannot_read_or_have_answered(tmp_path):
    """It would write the whole address."""
    (tmp_path / "broken.py").write_text(BROKEN)
    door, configuration = tmp_path / "door", Path(__file__).resolve().parents[2] / "gunicorn.conf.py"
    command = ["-m", "gunicorn", "broken", "-c", configuration, "--bind", f"unix:{door}", "--chdir", tmp_path]
    server = subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    until = time.monotonic() + 30
    while not door.exists() and time.monotonic() < until:
        time.sleep(0.05)
    for asked in ("place=rue+du+Bateau+16", "place=rue du Bateau 16"):
        with socket.socket(socket.AF_UNIX) as ask:
            ask.connect(str(door))
            ask.sendall(f"GET /fr/annuaire/?{asked} HTTP/1.1\r\nHost: maillage.example\r\n\r\n".encode())
            while ask.recv(1000):
                pass
    server.send_signal(signal.SIGTERM)
    said = server.communicate(timeout=30)[1]
    assert "ValueError" in said
    assert "could not be read" in said
    assert_silent(io.StringIO(said))
