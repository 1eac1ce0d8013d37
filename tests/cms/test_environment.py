"""What the environment says is read, or refused with one sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms import environment

NAME = "MAILLAGE_TRIED"


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)


def refused(read, *arguments):
    with pytest.raises(ImproperlyConfigured) as problem:
        read(NAME, *arguments)
    assert NAME in str(problem.value)
    return str(problem.value)


def test_a_text_is_read_from_the_variable_then_from_its_file_then_by_default(monkeypatch, tmp_path):
    assert environment.text(NAME, "usual") == "usual"
    (tmp_path / "key").write_text(" secret\n", encoding="utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "key"))
    assert environment.text(NAME) == "secret"
    monkeypatch.setenv(NAME, "said")
    assert environment.text(NAME, "usual") == "said"


def test_a_text_that_is_missing_or_cannot_be_read_is_refused(monkeypatch, tmp_path):
    assert f"Set {NAME}" in refused(environment.text)
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))
    assert "readable file" in refused(environment.text)


@pytest.mark.parametrize(("value", "read"), [("yes", True), ("1", True), (" ON ", True), ("no", False), ("", False)])
def test_a_flag_is_read(monkeypatch, value, read):
    assert environment.flag(NAME, not read) is not read
    monkeypatch.setenv(NAME, value)
    assert environment.flag(NAME, not read) is read


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv(NAME, "perhaps")
    assert "write yes or no" in refused(environment.flag, True)


def test_words_are_separated_by_commas(monkeypatch):
    assert environment.words(NAME) == []
    monkeypatch.setenv(NAME, " one, ,two ")
    assert environment.words(NAME) == ["one", "two"]


def test_an_address_is_read_without_its_last_slash(monkeypatch):
    assert environment.address(NAME) == ""
    monkeypatch.setenv(NAME, "https://example.org/")
    assert environment.address(NAME) == "https://example.org"


def test_an_address_of_another_kind_is_refused(monkeypatch):
    monkeypatch.setenv(NAME, "javascript:alert(1)")
    assert "begins with https://" in refused(environment.address)


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "manage.py", "check"],
        [sys.executable, "-c", "import cms.wsgi"],
        [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", "127.0.0.1:0"],
    ],
    ids=["manage.py", "wsgi", "gunicorn"],
)
def test_what_cannot_start_says_one_sentence_and_stops(command):
    spoilt = os.environ | {"HTTPS": "perhaps", "SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "cms.settings"}
    found = subprocess.run(
        command, cwd=Path(settings.BASE), env=spoilt, capture_output=True, text=True, timeout=60, check=False
    )

    assert found.returncode == 1
    assert found.stderr.strip() == "HTTPS is « perhaps »: write yes or no."


@pytest.mark.parametrize(
    "written",
    [
        "elastic:geheim@node1:9200",
        "https://elastic:geheim@node1:port",
        "https://elastic:geheim@[::1",
        "https://elastic:geheim",
        "https://elastic:ge#heim@node1:9200",
        "https://elastic:geheim,secret@node1:9200",
        "https://node1:9200, elastic:geheim@node2:9200",
    ],
)
def test_a_mistyped_address_of_a_node_is_refused_without_repeating_who_logs_in(monkeypatch, written):
    monkeypatch.setenv(NAME, written)
    said = refused(environment.cluster, f"{NAME}_KEY", f"{NAME}_CA")

    assert "write addresses like https://node1.example:9200" in said
    assert [part for part in ("elastic", "geheim", "heim", "ge#", "secret") if part in said] == []


@pytest.mark.parametrize("written", ["", "node1\n", "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n"])
def test_an_authority_that_is_no_certificate_is_refused_at_the_start(monkeypatch, tmp_path, written):
    (tmp_path / "hostname").write_text(written)
    monkeypatch.setenv(NAME, "https://node1:9200")
    monkeypatch.setenv(f"{NAME}_CA", str(tmp_path / "hostname"))
    said = refused(environment.cluster, f"{NAME}_KEY", f"{NAME}_CA")

    assert f"{NAME}_CA names {tmp_path}/hostname, which holds no certificate" in said


def test_a_mistyped_address_of_a_node_is_told_by_its_place(monkeypatch):
    monkeypatch.setenv(NAME, "https://node1:9200,node2:9200")
    assert f"address 2 of 2 in {NAME}" in refused(environment.cluster, f"{NAME}_KEY", f"{NAME}_CA")
    monkeypatch.setenv(NAME, "https://me:geheim@node1,http://node2:")
    found = environment.cluster(NAME, f"{NAME}_KEY", f"{NAME}_CA")
    assert found["hosts"] == ["https://me:geheim@node1:443", "http://node2:9200"]


@pytest.mark.parametrize("written", ["me:geheim@tiles.example", "ftp://me:geheim@tiles.example"])
def test_an_address_that_is_refused_is_not_repeated(monkeypatch, written):
    monkeypatch.setenv(NAME, written)
    assert "geheim" not in refused(environment.address)


def test_networks_that_are_an_address_are_refused_without_who_logs_in(monkeypatch):
    monkeypatch.setenv(NAME, "https://map.example")
    monkeypatch.setenv(f"{NAME}_OWN", "http://me:geheim@10.0.0.1")
    assert "geheim" not in refused(environment.geocoder, f"{NAME}_OWN")


def test_no_address_of_a_database_means_sqlite():
    assert environment.database(NAME) == {}


@pytest.mark.parametrize("content", ["", " \n"])
def test_a_blank_address_of_a_database_does_not_silently_mean_sqlite(monkeypatch, tmp_path, content):
    monkeypatch.setenv(NAME, "")
    assert environment.database(NAME) == {}
    monkeypatch.setenv(NAME, " ")
    assert "unset it for SQLite" in refused(environment.database)
    (tmp_path / "address").write_text(content)
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "address"))
    for blank in (None, ""):
        monkeypatch.setenv(NAME, blank) if blank is not None else monkeypatch.delenv(NAME)
        assert "unset it for SQLite" in refused(environment.database)


def test_the_address_of_a_postgresql_is_read_with_its_options(monkeypatch):
    monkeypatch.setenv(NAME, "postgresql://maillage:p%40ss@db.example:6432/network?sslmode=verify-full")
    found = environment.database(NAME)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 6432, "network")
    assert (found["USER"], found["PASSWORD"]) == ("maillage", "p@ss")
    assert found["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("mysql://u:secret@h/d", "does not begin with"),
        ("postgres//u:secret@h/d", "does not begin with"),
        ("postgresql://u:secret@h:54e2/d", "cannot be read"),
        ("postgresql://u:secret@[::1/d", "cannot be read"),
        ("postgresql://u:secret@h", "which database"),
        ("postgresql://u:secret@h/d/e", "which database"),
        ("postgresql://u:secret@h/d?sslmod=require", "« sslmod »"),
        ("postgresql://u:secret@h/d?connect_timeout=abc", "connect_timeout that is no number"),
    ],
)
def test_a_mistyped_address_of_a_database_is_refused_without_repeating_it(monkeypatch, written, why):
    monkeypatch.setenv(NAME, written)
    said = refused(environment.database)
    assert why in said
    assert "secret" not in said


OWN = f"{NAME}_OWN"


def test_no_address_of_a_geocoder_means_that_nobody_is_asked():
    assert environment.geocoder(NAME, OWN) == {"url": "", "internal": ()}


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://map.example/nominatim/", ""),
        ("https://193.190.0.1:8443", ""),
        ("https://[2a00:1450::1]", ""),
        ("http://10.1.2.3:8080", "10.1.2.0/24"),
        ("http://map.internal", "10.1.2.3, fd12::/64"),
        ("http://[::1]:8080", "127.0.0.1,::1"),
    ],
)
def test_the_address_of_a_geocoder_is_read_with_the_networks_it_may_stand_in(monkeypatch, url, own):
    monkeypatch.setenv(NAME, url)
    monkeypatch.setenv(OWN, own)
    found = environment.geocoder(NAME, OWN)

    assert found["url"] == url.rstrip("/")
    assert len(found["internal"]) == len([part for part in own.split(",") if part])


@pytest.mark.parametrize(
    ("url", "own", "why"),
    [
        ("map.example", "", "begins with https://"),
        ("ftp://map.example", "", "begins with https://"),
        ("https://", "", "begins with https://"),
        ("https://me:secret@map.example", "", "holds more or less than an address"),
        ("https://map.example/search?key=secret", "", "holds more or less than an address"),
        ("https://map.example#secret", "", "holds more or less than an address"),
        ("https://map.example:port", "", "cannot be read"),
        ("https://[::1", "", "cannot be read"),
        ("http://map.example", "", "which others can read"),
        ("https://127.0.0.1", "", f"name its network in {OWN}"),
        ("http://193.190.0.1", "10.0.0.0/8", f"name its network in {OWN}"),
        ("https://192.168.1.10", "10.0.0.0/8", f"name its network in {OWN}"),
        ("https://169.254.169.254", "127.0.0.1", f"name its network in {OWN}"),
        ("https://[::ffff:10.0.0.1]", "", f"name its network in {OWN}"),
        ("https://10.0.0.1", "10.0.0", f"{OWN} holds « 10.0.0 »: write networks like"),
        ("https://10.0.0.1", "10.0.0.1/8", "write networks like"),
        ("https://169.254.169.254", "169.254.169.254", "no private network"),
        ("https://0.0.0.0", "0.0.0.0/0", "no private network"),
        ("https://8.8.8.8", "::/0", "no private network"),
        ("https://8.8.8.8", "8.8.8.8", "no private network"),
    ],
)
def test_a_geocoder_that_leads_elsewhere_than_it_seems_is_refused(monkeypatch, url, own, why):
    monkeypatch.setenv(NAME, url)
    monkeypatch.setenv(OWN, own)
    said = refused(environment.geocoder, OWN)

    assert why in said
    assert "secret" not in said
