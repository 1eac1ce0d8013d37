"""Text from elsewhere: no HTML, no control characters, no national number; everything else is kept as it is written."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import nh3
from django.utils.translation import gettext as _

from directory.identifiers import holds_national_number
from directory.importers.rows import Kind, Row

LONGEST = 20_000
NATIONAL_DIGITS = 11
BETWEEN = "\x1f"  # texts: no text keeps it
NOT_DIGITS = bytes(set(range(256)) - set(b"0123456789" + BETWEEN.encode()))
# Control characters, signs that turn the direction of writing or cannot be seen, half letters.
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[!/a-z?]", re.IGNORECASE)
ACCENTS = re.compile(r"([\u0300-\u036f\u20d0-\u20ff]{3})[\u0300-\u036f\u20d0-\u20ff]+")
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n ?(?:\n ?)+")


def line_of(row: Row, column: str, value: Any, longest: int) -> str:
    """A text of one line."""
    text = " ".join(paragraphs(row, column, value).split())
    if len(text) <= longest:
        return text
    row.refuse(column, text, _("This text is too long: at most %(longest)s letters.") % {"longest": longest})
    return text[:longest] if column in row.spare else ""


def paragraphs(row: Row, column: str, value: Any) -> str:
    """A text that keeps its line breaks."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool | list | dict):
        row.refuse(column, value, _("This is not a text."))
        return ""
    text = str(value)
    if len(text) > LONGEST:
        row.refuse(column, text, _("This text is too long: at most %(longest)s letters.") % {"longest": LONGEST})
        return ""
    if "<" in text or "&" in text or not text.isprintable():
        text = _plain(row, column, text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", ACCENTS.sub(r"\1", text))
    return LINES.sub("\n\n", BLANKS.sub(" ", text)).strip() if "  " in text or "\n" in text else text.strip()


def _plain(row: Row, column: str, text: str) -> str:
    without = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    without = without.replace("\u2028", "\n").replace("\u2029", "\n")
    had_markup = bool(TAG.search(html.unescape(without)))
    if "<" in without or "&" in without:
        without = _unmarked(without)
    if had_markup:
        row.remark(Kind.CLEANED, column, text, _("HTML was removed; the text was kept."))
    return without


def _unmarked(text: str) -> str:
    """Text without tags; scripts go with their content. Several rounds: what was escaped twice is markup too."""
    for _round in range(5):
        before, text = text, html.unescape(nh3.clean(BREAK.sub("\n", text), tags=set(), strip_comments=True))
        if text == before:
            return text
    return TAG.sub("", text)


def keep_no_national_number(row: Row, texts: dict[str, str]) -> None:
    """Refuses the row without ever showing the number."""
    for column, digits in zip(texts, _digits(texts.values()), strict=True):
        if len(digits) >= NATIONAL_DIGITS and holds_national_number(texts[column]):
            row.rejected = True
            row.remark(
                Kind.REJECTED, column, "…", _("This looks like a national number. Maillage never keeps one: remove it.")
            )


def _digits(texts: Iterable[str]) -> list[bytes]:
    """Those of each text, all at once."""
    return BETWEEN.join(texts).encode("utf-8", "replace").translate(None, NOT_DIGITS).split(BETWEEN.encode())
