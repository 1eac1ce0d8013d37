"""A real SMTP server of this machine that keeps what it takes, and behaves as badly as it is told."""

import asyncio
import socket
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from aiosmtpd.controller import Controller

FOREVER = 3600  # seconds


class Taken(NamedTuple):
    """A mail for which we said 250."""

    to: str
    envelope_from: str
    message: EmailMessage

    @property
    def message_id(self):
        return str(self.message["Message-ID"])


class Sink:
    """`with Sink(rule) as sink:` — `rule(stage, address, time)` names what happens at MAIL, RCPT or DATA: "" (all is
    well), "450 4.2.0 later", "hang", "drop", or at DATA "mute": it is taken, and that is not said. `time` counts from 1
    how often that address was tried at that stage."""

    def __init__(self, rule=lambda stage, address, time: "", port=0):
        self.rule, self.port = rule, port or free_port()
        self.taken, self.tried = [], Counter()
        self.controller = None

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, *_error):
        self.close()

    def open(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, server_hostname="sink.example")
        self.controller.start()

    def close(self):
        """From now on connections are refused."""
        self.controller.stop()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def _behave(self, server, stage, address):
        self.tried[stage, address] += 1
        told = self.rule(stage, address, self.tried[stage, address])
        if told == "hang":
            await asyncio.sleep(FOREVER)
        if told == "drop":
            server.transport.abort()
            await asyncio.sleep(FOREVER)  # until this connection's task is cancelled: nothing more is said
        return told

    # What aiosmtpd asks.

    async def handle_MAIL(self, server, _session, envelope, address, options):  # noqa: N802
        if told := await self._behave(server, "MAIL", address):
            return told
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802
        if told := await self._behave(server, "RCPT", address):
            return told
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        (address,) = envelope.rcpt_tos
        told = await self._behave(server, "DATA", address)
        if told not in {"", "mute"}:
            return told
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append(Taken(address, envelope.mail_from, message))
        if told == "mute":
            await asyncio.sleep(FOREVER)
        return "250 OK"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
