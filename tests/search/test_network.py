"""Where a call may go, over a real connection: what leads inside is refused, what has no end is cut."""

import contextlib
import json
import socket
import ssl
import time
from ipaddress import ip_network

import pytest

from search import network
from search.network import LARGEST, Call, Refused, TooSlow, Unanswered, may_be_called
from tests.search.fronts import Authority, front
from tests.search.map_server import serving

HERE = (ip_network("127.0.0.1/32"),)
INSIDE = [
    *("127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
    *("169.254.169.254", "0.0.0.0", "255.255.255.255", "240.0.0.1", "224.0.0.1", "239.1.1.1", "233.252.0.1"),
    *("192.0.0.1", "192.0.0.9", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "ff0e::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "3fff::1", "100::1", "5f00::1"),
]


@pytest.fixture
def server():
    with serving() as mine:
        yield mine


def call(url, internal=HERE, seconds=1.0):
    return Call(url, {"User-Agent": "Maillage"}, internal, seconds).body()


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_may_be_called(address):
    assert not may_be_called(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "::ffff:8.8.8.8", "193.190.0.1", "2a00:1450::1", "2001:4860:4860::8888"]
)
def test_public_addresses_may_be_called(address):
    assert may_be_called(address)
    assert not may_be_called(address, HERE, public=False)


def test_naming_one_network_opens_that_one_alone():
    assert may_be_called("127.0.0.1", HERE)
    assert may_be_called("::ffff:127.0.0.1", HERE)
    assert [address for address in INSIDE if may_be_called(address, HERE)] == ["127.0.0.1", "::ffff:127.0.0.1"]


def test_what_is_answered_is_read_whole(server):
    server.says(200, b"x" * 200_000)

    assert call(f"{server.url}/search?q=a") == b"x" * 200_000
    assert server.seen[0].path == "/search?q=a"
    assert set(server.seen[0].headers) == {"Host", "Accept-Encoding", "User-Agent", "Accept", "Connection"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"])
def test_nobody_inside_is_called_however_it_is_spelt(server, host, monkeypatch):
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda name, *rest, **more: _looked_up(resolve, name, rest, more))
    with pytest.raises(Refused, match="internal or reserved"):
        call(f"http://{host}:{server.port}/", internal=())

    assert server.seen == []


def _looked_up(resolve, name, rest, more):
    """The tests' own look-up knows no other spelling of this machine; the system's does."""
    known = {"0": "0.0.0.0", "2130706433": "127.0.0.1", "0x7f.1": "127.0.0.1", "127.1": "127.0.0.1"}
    if name == "::ffff:127.0.0.1":
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (name, *rest, 0, 0))]
    if name in known:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known[name], *rest))]
    return resolve(name, *rest, **more)


def test_a_name_is_looked_up_once_and_the_address_judged_is_the_one_called(server, monkeypatch):
    """A name server that says another thing the second time leads nowhere."""
    looked = []

    def rebinding(name, port, **_more):
        looked.append(name)
        address = "127.0.0.1" if len(looked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.says(200, b"here")

    assert call(f"http://map.example:{server.port}/") == b"here"
    assert looked == ["map.example"]
    assert server.seen[0].headers["Host"] == f"map.example:{server.port}"


def test_one_address_inside_among_public_ones_is_enough_to_refuse(server, monkeypatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, server.port)) for address in ("8.8.8.8", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_name, **_more: both)

    with pytest.raises(Refused):
        call(f"https://map.example:{server.port}/", internal=())
    assert server.seen == []


def test_without_encryption_nothing_goes_over_open_networks(monkeypatch):
    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_name, **_more: public)

    with pytest.raises(Refused, match="can be read on the way"):
        call("http://map.example/")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server, status):
    server.says(status, Location=f"{server.url}/elsewhere")

    with pytest.raises(Refused, match="redirect"):
        call(f"{server.url}/search")
    assert [seen.path for seen in server.seen] == ["/search"]


@pytest.mark.parametrize("status", [204, 401, 404, 429, 500, 503])
def test_another_status_is_named(server, status):
    server.says(status)

    with pytest.raises(Unanswered, match=str(status)):
        call(server.url)


def test_an_answer_that_is_too_large_is_not_read_to_its_end(server):
    server.says(200, b"x" * (LARGEST * 40))

    with pytest.raises(Unanswered, match="too large"):
        call(server.url)


def _drops(handler, begin=b"HTTP/1.1 200 OK\r\n\r\n", drop=b"x"):
    handler.wfile.write(begin)
    with contextlib.suppress(OSError):
        for _ in range(100):
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(0.05)


@pytest.mark.parametrize(
    "answer",
    [
        lambda handler: time.sleep(1.5),
        _drops,
        lambda handler: _drops(handler, b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        lambda handler: _drops(handler, b"HTTP/1.1 200 OK\r\n", b"a"),
        lambda handler: _drops(handler, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda handler: _drops(handler, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silence", "body", "headers", "one header", "continue", "chunks"],
)
def test_what_comes_drop_by_drop_is_cut_in_time(server, answer):
    server.answer = answer
    began = time.monotonic()

    with pytest.raises(TooSlow):
        call(server.url, seconds=0.4)
    assert time.monotonic() - began < 0.9


def test_a_closed_port_and_another_language_are_no_answer(server):
    server.answer = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    with pytest.raises(Unanswered, match="makes no sense"):
        call(server.url)
    with pytest.raises(Unanswered):
        call(f"https://127.0.0.1:{server.port}/")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unanswered, match="cannot be reached"):
        call(f"http://127.0.0.1:{port}/")


def test_a_certificate_that_nobody_signed_is_refused_and_a_signed_one_is_not(server, tmp_path, monkeypatch):
    authority = Authority(tmp_path / "authority")
    trusting = ssl.create_default_context(cafile=authority.certificate)
    with front(server.url, authority.signs("IP:127.0.0.1")) as address:
        with pytest.raises(Unanswered, match="certificate is not trusted"):
            call(f"{address}/search")
        assert server.seen == []
        monkeypatch.setattr(network, "_trust", lambda: trusting)
        assert json.loads(call(f"{address}/search"))
    with front(server.url, authority.signs("IP:127.0.0.2")) as address, pytest.raises(Unanswered, match="certificate"):
        call(f"{address}/search")
