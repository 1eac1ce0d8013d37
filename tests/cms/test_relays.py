"""What the environment says of mail is read, or refused with a sentence that says what to do, and no password."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms import relays
from cms.relays import Relay
from directory.envelopes import Box

NAME = "MAILLAGE_TRIED"


@pytest.fixture(autouse=True)
def say(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    return lambda value: monkeypatch.setenv(NAME, value)


def refused(read, *arguments):
    with pytest.raises(ImproperlyConfigured) as problem:
        read(NAME, *arguments)
    assert NAME in str(problem.value)
    assert "s3cret" not in str(problem.value)
    return str(problem.value)


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp+tls://us:p%40ss@mx.example", Relay("mx.example", 587, "us", "p@ss", starttls=True)),
        ("smtps://us%40x.example:word@mx.example:4650", Relay("mx.example", 4650, "us@x.example", "word", tls=True)),
        ("smtp://localhost", Relay("localhost", 25)),
        ("smtp://[::1]:2525", Relay("::1", 2525)),
        ("smtp+plain://mx.internal", Relay("mx.internal", 25)),
        ("smtp+tls://mx.example/", Relay("mx.example", 587, starttls=True)),
    ],
)
def test_a_mail_server_is_read(say, url, relay):
    say(url)
    assert relays.relay(NAME) == relay


def test_without_one_there_is_none():
    assert relays.relay(NAME) is None
    assert relays.box(NAME) is None


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("smtp://us:s3cret@mx.example", "others can read"),
        ("smtp+plain://us:s3cret@mx.internal", "password that others can read"),
        ("smtp+tls://s3cret@mx.example", "alone"),
        ("smtp+tls://:s3cret@mx.example", "alone"),
        ("smtp+tls://us:s3cret@mx.example:port", "mistyped"),
        ("smtp+tls://us:s3cret@mx.example/path", "cannot be read"),
        ("smtp+tls://us:s3cret@mx.example?tls=no", "cannot be read"),
        ("http://us:s3cret@mx.example", "cannot be read"),
        ("mx.example", "cannot be read"),
        ("smtp+tls://", "cannot be read"),
        ("smtp+tls://us:s3 cret@mx.example", "blank"),
        ("smtps://us:s3cret@[::1", "mistyped"),
    ],
)
def test_another_is_refused(say, url, says):
    say(url)
    assert says in refused(relays.relay)


def test_who_writes_is_an_address_with_or_without_a_name(say):
    assert relays.sender(NAME, "contact@x.example") == "contact@x.example"
    say("Réseau <reseau@x.example>")
    assert relays.sender(NAME, "contact@x.example").endswith("<reseau@x.example>")
    for wrong in ("Réseau", "Réseau <reseau>", "a@x.example\nBcc: b@x.example"):
        say(wrong)
        assert "no mail address" in refused(relays.sender, "contact@x.example")


def test_mail_comes_back_to_who_writes_or_elsewhere(say):
    assert relays.returns(NAME, "Réseau <reseau@x.example>") == "reseau@x.example"
    say("return@x.example")
    assert relays.returns(NAME, "Réseau <reseau@x.example>") == "return@x.example"
    for wrong in ("return+1@x.example", "return", '"a b"@x.example'):
        say(wrong)
        assert "without a +" in refused(relays.returns, "contact@x.example")


def test_it_is_read_in_a_folder_or_on_a_server(say, tmp_path):
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    say(str(tmp_path))
    assert relays.box(NAME) == Box(str(tmp_path))
    say("imaps://us:p%40ss@mx.example/INBOX/Returns")
    assert relays.box(NAME) == Box("INBOX/Returns", "mx.example", 993, "us", "p@ss")
    say("imap://us:word@127.0.0.1")
    assert relays.box(NAME) == Box("INBOX", "127.0.0.1", 143, "us", "word", tls=False)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("/nowhere", "no Maildir"),
        ("imap://us:s3cret@mx.example", "others can read"),
        ("imaps://us@mx.example", "cannot be read"),
        ("pop3://us:s3cret@mx.example", "cannot be read"),
        ("imaps://us:s3cret@mx.example:port", "mistyped"),
    ],
)
def test_another_place_is_refused(say, value, says):
    say(value)
    assert says in refused(relays.box)
