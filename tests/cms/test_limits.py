"""Rate limits: shared, exact under a burst, keyed by what cannot be read back; and addresses that are too long."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from cms import limits

pytestmark = pytest.mark.django_db
NOON = "2026-11-23T12:00:05+01:00"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(limits, "LIMITS", dict.fromkeys(limits.LIMITS, 3))


def post(name, language="fr", **more):
    with translation.override(language):
        return Client().post(reverse(name), {"q": "", "text": "lo"}, **more)


def asking(address):
    return RequestFactory().post("/", REMOTE_ADDR=address)


@pytest.mark.parametrize("name", ["search:page", "search:suggest", "search:boussole", "search_api:api"])
def test_after_so_many_posts_the_next_ones_wait(few, name):
    statuses = [post(name).status_code for _n in range(5)]

    assert 429 not in statuses[:3]
    assert statuses[3:] == [429, 429]
    with time_machine.travel("2026-11-23T12:01:00+01:00"):
        assert post(name).status_code != 429


@pytest.mark.parametrize(("language", "words"), [("fr", "en même temps"), ("nl", "tegelijk"), ("en", "at once")])
def test_the_page_says_so_in_the_reader_s_language_and_when_to_try_again(few, language, words):
    refused = [post("search:page", language) for _n in range(4)][-1]

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "55"
    assert words in refused.content.decode().partition("<main")[2]
    assert "compte" not in refused.content.decode().partition("<h1>")[2].partition("<p class")[0]


def test_programs_are_told_in_json(few):
    refused = [post("search_api:api") for _n in range(4)][-1]

    assert refused.status_code == 429
    assert refused.json()["errors"][0]["message"]


def test_reading_is_never_limited(few, client):
    assert {client.get("/fr/annuaire/").status_code for _n in range(8)} == {200}


def test_a_neighbour_is_not_limited(few):
    for _n in range(4):
        post("search:page", REMOTE_ADDR="192.0.2.1")

    assert post("search:page", REMOTE_ADDR="192.0.2.1").status_code == 429
    assert post("search:page", REMOTE_ADDR="192.0.2.2").status_code != 429


def test_a_burst_is_counted_whole():
    request = asking("192.0.2.9")
    with ThreadPoolExecutor(16) as pool:
        passed = list(pool.map(lambda _n: limits.within(request, "search:boussole"), range(200)))

    assert sum(passed) == limits.LIMITS["search:boussole"]


def test_no_address_is_written_anywhere(few, client):
    for _n in range(4):
        post("search:page", REMOTE_ADDR="192.0.2.77")
        client.post("/accounts/login/", {"login": "a@b.example", "password": "x"}, REMOTE_ADDR="192.0.2.77")
    kept = "".join(str(row) for row in sqlite3.connect(settings.LIMITS_FILE).execute("SELECT key FROM hits"))

    assert "search:page" in kept
    assert "192.0.2.77" not in kept
    tried = "".join(str(row) for row in sqlite3.connect(settings.LIMITS_FILE).execute("SELECT key FROM tries"))
    assert tried
    assert "192.0.2.77" not in tried
    assert "a@b.example" not in tried
    assert not any("192.0.2.77" in key for key in cache._cache)


def test_the_hash_of_an_address_is_another_one_each_day():
    today = limits.visitor(asking("192.0.2.1"))
    assert limits.visitor(asking("192.0.2.1")) == today
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert limits.visitor(asking("192.0.2.1")) != today
        (salts,) = sqlite3.connect(settings.LIMITS_FILE).execute("SELECT count(*) FROM salt").fetchone()
    assert salts == 1


def test_the_addresses_of_one_ipv6_network_are_one():
    assert limits.visitor(asking("2001:db8:1:2::1")) == limits.visitor(asking("2001:db8:1:2:3::4"))
    assert limits.visitor(asking("2001:db8:1:2::1")) != limits.visitor(asking("2001:db8:1:3::1"))


@pytest.mark.parametrize(("behind", "address"), [(True, "192.0.2.5"), (False, "127.0.0.1")])
def test_who_the_proxy_names_is_believed_only_behind_one(settings, behind, address):
    settings.BEHIND_PROXY = behind
    request = RequestFactory().post("/", headers={"x-forwarded-for": "203.0.113.1, 192.0.2.5"})

    assert limits.address(request) == address


def test_counters_that_cannot_be_written_stop_nobody(settings, monkeypatch, caplog):
    settings.LIMITS_FILE = "/nowhere/limits.sqlite3"
    monkeypatch.setattr(limits, "_salts", {})

    assert limits.within(asking("192.0.2.1"), "search:page")
    assert "limits" in caplog.text


@pytest.mark.parametrize("path", ["/fr/annuaire/?q=", "/nl/gids/?q=", "/nowhere/"])
def test_an_address_that_is_too_long_gets_a_page_of_ours(client, path):
    refused = client.get(path + "a" * 4094)

    assert refused.status_code == 414
    assert "<main" in refused.content.decode()
    assert "aaaa" not in refused.content.decode()


def test_a_program_with_too_long_an_address_is_told_to_post(client):
    refused = client.get("/api/v1/search?q=" + "a" * 5000)

    assert refused.status_code == 414
    assert "POST" in refused.json()["errors"][0]["message"]


def test_gunicorn_lets_such_an_address_through_to_us():
    configuration = {}
    exec((settings.BASE / "gunicorn.conf.py").read_text(), configuration)

    assert configuration["limit_request_line"] > limits.LONGEST_ADDRESS
