"""Health in one word for anybody, in figures for this machine; neither says anything of anybody."""

import re
import threading
from datetime import timedelta
from http.server import HTTPServer
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone
from elastic_transport import Transport
from post_office.models import Log

from cms import environment, health
from directory import actions, notifications
from directory.models import Letter
from directory.models.letters import FAILED, REQUEUED
from search.engines import choosing
from search.models import Waiting
from tests.factories import ServiceFactory, UserFactory
from tests.search.fronts import answering

pytestmark = pytest.mark.django_db


def figures():
    return {name: float(value) for name, value in re.findall(r"^(maillage_\w+) (\S+)$", health.metrics(), re.MULTILINE)}


def test_a_site_that_is_well_says_ok_to_anybody(client):
    answer = client.get("/health/")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_without_a_database_it_says_503_and_no_more(client, monkeypatch):
    def away():
        raise DatabaseError("password of maillage is wrong")

    monkeypatch.setattr(health.connection, "cursor", away)
    answer = client.get("/health/")

    assert (answer.status_code, answer.content) == (503, b"degraded")


def test_while_search_answers_from_its_reserve_the_site_stays_in(client, settings, monkeypatch):
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    broken = choosing.Breaker()
    for _try in range(3):
        broken.badly()
    monkeypatch.setattr(choosing, "breaker", broken)
    answer = client.get("/health/")

    assert (answer.status_code, answer.content) == (200, b"degraded")


def test_a_cluster_that_nobody_has_asked_yet_is_asked_once_in_a_while(client, settings, monkeypatch):
    now, asked, send = [100.0], [], Transport.perform_request
    monkeypatch.setattr(health, "said", health.Said())
    monkeypatch.setattr(health, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(choosing, "breaker", choosing.Breaker())
    monkeypatch.setattr(Transport, "perform_request", lambda *how, **more: asked.append(1) or send(*how, **more))

    def words(address):
        settings.ELASTICSEARCH = {"hosts": [address], "api_key": "aGlkZGVu"}
        health.cluster.forget()
        answer = client.get("/health/")
        return answer.status_code, answer.content

    try:
        assert [words("http://127.0.0.1:9") for _time in range(3)] == [(200, b"degraded")] * 3
        assert len(asked) == 1
        with answering() as address:
            assert words(address) == (200, b"degraded"), "as it was a moment ago"
            now[0] += health.KEPT
            assert words(address) == (200, b"ok")
        assert len(asked) == 2
    finally:
        health.cluster.forget()


def test_figures_count_the_directory_and_name_nobody(settings, tmp_path):
    settings.VAR = tmp_path
    UserFactory(email="lea@maillage.example")
    today = timezone.localdate()
    ServiceFactory(name_fr="Cabinet du Canal", confirmed_on=today - timedelta(days=100), rhythm_months=6)
    ServiceFactory(confirmed_on=today - timedelta(days=100), rhythm_months=3)
    ServiceFactory(confirmed_on=None)
    (tmp_path / "worker.beat").touch()
    found = figures()

    assert (found["maillage_services_listed"], found["maillage_services_stale"]) == (3, 2)
    assert found["maillage_database_up"] == 1
    assert found["maillage_database_bytes"] > 100_000
    assert found["maillage_worker_silent_seconds"] < 60
    assert "maillage_backup_age_seconds" not in found
    assert "lea" not in health.metrics()
    assert "Canal" not in health.metrics()


def test_figures_say_how_long_the_cluster_has_not_been_told(settings):
    assert figures()["maillage_search_waiting_seconds"] == 0
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    service = ServiceFactory()
    Waiting.objects.update(since=timezone.now() - timedelta(hours=1))
    actions.save(service, {"name_fr": "Cabinet Zénith"}, by=None, via="admin")
    ServiceFactory()
    try:
        found = figures()
    finally:
        health.cluster.forget()

    assert found["maillage_search_waiting"] == 2
    assert 3600 <= found["maillage_search_waiting_seconds"] < 3700


def test_figures_say_how_long_mail_has_waited_and_how_much_of_it_failed():
    assert figures()["maillage_mail_waiting_seconds"] == 0
    now = timezone.now()
    asked = [notifications.ask("new_password", to="lea@maillage.example", about="1") for _n in range(4)]
    late, tried, failed, to_come = (Letter.objects.filter(pk=letter.pk) for letter in asked)
    late.update(scheduled_time=now - timedelta(minutes=5))
    tried.update(status=REQUEUED, scheduled_time=now + timedelta(hours=4))
    Log.objects.create(email_id=asked[1].pk, status=FAILED)
    Log.objects.update(date=now - timedelta(hours=1))
    failed.update(status=FAILED)
    to_come.update(scheduled_time=now + timedelta(days=7), created=now - timedelta(days=7))
    found = figures()

    assert (found["maillage_mail_waiting"], found["maillage_mail_failed"]) == (2, 1)
    assert 3600 <= found["maillage_mail_waiting_seconds"] < 3700


def test_a_database_or_a_cluster_that_is_away_is_a_figure(settings, monkeypatch):
    def away():
        raise DatabaseError

    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    health.cluster.forget()
    monkeypatch.setattr(health, "_of_the_database", away)
    try:
        found = figures()
    finally:
        health.cluster.forget()

    assert (found["maillage_database_up"], found["maillage_cluster_up"]) == (0, 0)


def test_figures_are_served_at_one_address(monkeypatch):
    monkeypatch.setattr(health, "metrics", lambda: "maillage_database_up 1\n")
    server = HTTPServer(("127.0.0.1", 0), health.Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with urlopen(f"http://127.0.0.1:{server.server_port}/metrics") as answer:
            assert answer.read() == b"maillage_database_up 1\n"
        with pytest.raises(HTTPError, match="404") as refusal:
            urlopen(f"http://127.0.0.1:{server.server_port}/")
        refusal.value.close()
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_that_is_taken_or_no_port_is_named(settings, monkeypatch):
    taken = HTTPServer(("127.0.0.1", 0), health.Handler)
    settings.METRICS_PORT = taken.server_port
    try:
        with pytest.raises(CommandError, match="METRICS_PORT"):
            call_command("metrics")
    finally:
        taken.server_close()
    monkeypatch.setenv("METRICS_PORT", "many")
    with pytest.raises(ImproperlyConfigured, match="METRICS_PORT is « many »"):
        environment.number("METRICS_PORT", 9108)
