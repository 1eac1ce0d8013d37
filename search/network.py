"""Calls to an address that an operator chose: there and nowhere else, briefly, and not into the house by accident.

A name is looked up once, every address behind it is judged, and the connection goes to one that was judged: a name that
leads elsewhere a moment later changes nothing. Redirects are refused, proxies are not asked.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network

LARGEST = 256 * 1024  # bytes of an answer
PUBLIC_6 = ip_network("2000::/3")
# What an operator may open by name: a house's own networks and this machine. Never 169.254: there clouds keep keys.
OWN: tuple[Network, ...] = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128"))
)
# Public by their place, but they lead elsewhere: protocol assignments, relays and tunnels into IPv4, examples.
LEADING_ELSEWHERE: tuple[Network, ...] = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)


class Unanswered(Exception):
    """No answer that can be used. The reason is one of ours: nothing of what was asked, nothing of what was said."""


class Refused(Unanswered):
    """The address leads where no call may go; only the operator can mend that."""


class TooSlow(Unanswered):
    """The time that there was is over."""


def may_be_called(address: str, internal: Iterable[Network] = (), *, public: bool = True) -> bool:
    """A public address, or one within the networks that the operator named."""
    one = ip_address(address.partition("%")[0])
    one = getattr(one, "ipv4_mapped", None) or one
    if any(one in network for network in internal):
        return True
    if not public or not one.is_global or one.is_multicast or one.is_reserved:
        return False
    return (one.version == 4 or one in PUBLIC_6) and not any(one in network for network in LEADING_ELSEWHERE)


class Call:
    """One GET. Beyond its time the connection is cut, in whatever it is: greeting, headers or a drop a second."""

    def __init__(self, url: str, headers: Mapping[str, str], internal: Iterable[Network], seconds: float) -> None:
        self.parts = urlsplit(url)
        self.headers = {**headers, "Host": self.parts.netloc, "Accept": "application/json", "Connection": "close"}
        self.internal = tuple(internal)
        self.until = time.monotonic() + seconds
        self.socket: socket.socket | None = None

    def body(self) -> bytes:
        watch = threading.Timer(self._left(), self._cut)
        watch.daemon = True
        watch.start()
        try:
            return self._asked()
        except TimeoutError:
            raise TooSlow("it was too slow") from None
        except ssl.SSLError:
            raise Unanswered("its certificate is not trusted") from None
        except (OSError, HTTPException, ValueError):
            if time.monotonic() >= self.until:
                raise TooSlow("it was too slow") from None
            raise Unanswered("it cannot be reached, or what answers makes no sense") from None
        finally:
            watch.cancel()
            if self.socket:
                self.socket.close()

    def _asked(self) -> bytes:
        host, secure = self.parts.hostname or "", self.parts.scheme == "https"
        port = self.parts.port or (443 if secure else 80)
        self.socket = self._connected(host, port, encrypted=secure)
        if secure:
            secured = _trust().wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)
            self.socket = secured
            secured.do_handshake()
        line = HTTPConnection(host, port)
        line.sock = self.socket
        line.request("GET", self.parts._replace(scheme="", netloc="", fragment="").geturl(), headers=self.headers)
        with line.getresponse() as response:
            if 300 <= response.status < 400:
                raise Refused("it leads to another address (a redirect)")
            if response.status != 200:
                raise Unanswered(f"it answered {response.status}")
            return self._read(response)

    def _connected(self, host: str, port: int, *, encrypted: bool) -> socket.socket:
        """Without encryption only within the house: others on the way would read along."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(end[0]) for *_kind, end in found]
        if not all(may_be_called(address, self.internal) for address in addresses):
            raise Refused("it stands on an internal or reserved network that nobody allowed")
        if not encrypted and not all(may_be_called(address, self.internal, public=False) for address in addresses):
            raise Refused("http:// can be read on the way, unless it is a network of your own")
        failed: OSError = OSError("no address")
        for left, (family, kind, protocol, _name, end) in zip(range(len(found), 0, -1), found, strict=True):
            made = socket.socket(family, kind, protocol)
            self.socket = made
            try:
                made.settimeout(self._left() / min(left, 2))  # some time stays for the next one
                made.connect(end)
            except OSError as error:
                made.close()
                failed = error
            else:
                made.settimeout(self._left())
                return made
        raise failed

    def _read(self, response: HTTPResponse) -> bytes:
        body = bytearray()
        while part := response.read1(65536):
            body += part
            if len(body) > LARGEST:
                raise Unanswered("its answer is too large")
            self._left()
        self._left()  # the end may be ours
        return bytes(body)

    def _left(self) -> float:
        if (left := self.until - time.monotonic()) <= 0:
            raise TooSlow("it was too slow")
        return left

    def _cut(self) -> None:
        if self.socket:
            with suppress(OSError):  # by hand: an encrypted line would say goodbye first
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
