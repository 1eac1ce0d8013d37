"""A member of staff who saves cards in the administration, over HTTP, as a browser would: no script, one cookie jar."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode

PHONE = "02 529 41 20"  # made-up networks have none that a form would take
Fields = list[tuple[str, str]]


class Form(HTMLParser):
    """What a browser would send of the form that has a field of that name, untouched."""

    def __init__(self, page: str, with_field: str) -> None:
        super().__init__()
        self.fields: Fields = []
        self._found: Fields = []
        self._select = self._text = ""
        self._template = 0
        self._begins = False  # HTML drops the first line end of a text
        self.wanted = with_field
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._found = []
        elif tag == "template":
            self._template += 1
        elif not self._template:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        if tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and "selected" in given and self._select:
            self._found.append((self._select, given.get("value", "")))
        elif tag == "textarea":
            self._text = given.get("name", "")
            self._found.append((self._text, ""))
            self._begins = True
        elif tag == "input" and _is_sent(given):
            ticked = "on" if given.get("type") == "checkbox" else ""
            self._found.append((given["name"], given.get("value") or ticked))

    def handle_data(self, data: str) -> None:
        if self._text and not self._template:
            name, before = self._found.pop()
            self._found.append((name, before + (data.removeprefix("\n") if self._begins else data)))
            self._begins = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""
        elif tag == "template":
            self._template -= 1
        elif tag == "form" and any(name == self.wanted for name, _value in self._found):
            self.fields = self._found


def _is_sent(given: dict[str, str]) -> bool:
    """A browser sends no button of its own and no box that is not ticked."""
    kind = given.get("type")
    return (
        bool(given.get("name"))
        and kind not in {"submit", "file"}
        and (kind not in {"checkbox", "radio"} or "checked" in given)
    )


class Staff:
    """Logged in; knows her forms before the clock starts."""

    def __init__(self, address: str, mail: str, password: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay())
        login = Form(self.page("/accounts/login/"), "login").fields
        self.post("/accounts/login/", _changed(login, login=mail, password=password))

    def page(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, fields: Fields) -> int:
        """The status: 302 where a form was taken, 200 where it came back with errors."""
        body = urlencode(fields).encode()
        request = urllib.request.Request(self.address + path, body, {"Referer": self.address + path})
        try:
            with self.opener.open(request, timeout=120) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def form(self, path: str) -> Fields:
        return Form(self.page(path), "name_fr").fields


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer: the page behind it is not part of a save."""

    def redirect_request(self, *_args: object) -> None:
        return None


def _changed(fields: Fields, **values: str) -> Fields:
    return [(name, values.get(name, value)) for name, value in fields]


@dataclass
class Saves:
    """Opens one card after the other, changes its name and saves it; only the saving is timed."""

    staff: Staff
    paths: list[str]
    seconds: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Two people at two desks."""
        halves = [threading.Thread(target=self._save, args=(self.paths[start::2],)) for start in (0, 1)]
        for half in halves:
            half.start()
        for half in halves:
            half.join()

    def _save(self, paths: list[str]) -> None:
        for path in paths:
            fields = _changed(self.staff.form(path), name_fr="Enregistré pendant l’import")
            fields = [(name, PHONE if name.endswith("-value") else value) for name, value in fields]
            started = time.perf_counter()
            status = self.staff.post(path, fields)
            self.seconds.append(time.perf_counter() - started)
            if status != 302:
                self.refused.append(status)
