"""The log as JSON: enough to find what is slow or broken, nothing of who asked or what."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from cms import environment, journal
from tests.factories import ServiceFactory, UserFactory

ROOT = Path(__file__).resolve().parents[2]
CANARIES = ("canary-question", "canary-agent", "203.0.113.7", "canary-user", "canary-path")


@pytest.fixture
def lines(settings):
    settings.MIDDLEWARE = ["cms.journal.AccessMiddleware", *settings.MIDDLEWARE]
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(journal.Formatter())
    root.addHandler(handler)
    journal.access.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    journal.access.setLevel(logging.NOTSET)
    root.removeHandler(handler)


@pytest.mark.django_db
def test_a_request_is_its_view_status_and_duration(client, lines):
    service = ServiceFactory()
    client.get("/fr/annuaire/", {"q": "canary-question"})
    client.get(reverse("directory:service", args=[service.code]))
    page, card = (line for line in lines() if line["logger"] == "access")

    assert (page["view"], page["status"], page["method"]) == ("search:page", 200, "GET")
    assert page["ms"] > 0
    assert page["request"] != card["request"]
    assert card["view"] == "directory:service"
    assert service.code not in json.dumps(lines())


@pytest.mark.django_db
def test_nothing_of_who_asked_or_what_is_written(client, lines):
    user = UserFactory(email="canary-user@maillage.example")
    client.force_login(user)
    who = {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "canary-agent"}
    client.get("/fr/annuaire/", {"q": "canary-question"}, **who)
    client.post("/fr/annuaire/", {"q": "canary-question"}, **who)
    client.get("/fr/canary-path/", {"q": "canary-question"}, **who)
    client.get("/admin/canary-path/", **who)
    client.get("/fr/", HTTP_HOST="canary-path.example", **who)
    said = json.dumps(lines())

    assert [line["status"] for line in lines() if line["logger"] == "access"].count(404) >= 1
    assert [canary for canary in CANARIES if canary in said] == []


def test_an_error_is_its_type_and_its_places_in_the_code(lines):
    try:
        int("canary-question")
    except ValueError:
        logging.getLogger("search").exception("It could not be done.")
    (line,) = lines()

    assert (line["error"], line["message"]) == ("ValueError", "It could not be done.")
    assert "test_journal.py" in line["where"][0]
    assert "canary-question" not in json.dumps(line)


def test_the_variable_turns_it_on_and_a_wrong_word_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT is « xml »: write line or json"):
        environment.choice("LOG_FORMAT", ("line", "json"))
    code = "from django.conf import settings as s; print(s.MIDDLEWARE[0], s.LOGGING['formatters'])"
    given = {"SECRET_KEY": "k", "LOG_FORMAT": "json", "DJANGO_SETTINGS_MODULE": "cms.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | given | {"MAILLAGE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cms.journal.AccessMiddleware" in done.stdout
    assert "cms.journal.Formatter" in done.stdout
