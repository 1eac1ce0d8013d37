"""Arabic letters joined and put in the order in which they are drawn.

A PDF knows neither. A shaping engine would do more than our few phrases need, and cost three times the whole sheet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

FORMS = (range(0xFB50, 0xFC00), range(0xFE70, 0xFEFD))
SHAPES = ("isolated", "final", "initial", "medial")
ARABIC = re.compile("[\u0600-\u06ff]")
MIRRORED = str.maketrans("()[]«»", ")(][»«")
VOWELS = re.compile("[\u064b-\u0652\u0670]")  # small signs that grown readers do without


@lru_cache(maxsize=512)
def drawn(text: str) -> str:
    """As it is written from left to right on the paper."""
    if not ARABIC.search(text):
        return text
    turned: str = BidiParagraph(joined(text), base_direction=TextDirection.RTL).get_reordered_string()
    return turned.translate(MIRRORED)


def joined(text: str) -> str:
    """Each letter in the form its neighbours ask for; lam and alif in one."""
    letters = _ligatures(VOWELS.sub("", text))
    return "".join(_formed(letters, place) for place in range(len(letters)))


def _ligatures(text: str) -> list[str]:
    found: list[str] = []
    for letter in text:
        if found and found[-1] + letter in _forms():
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _formed(letters: list[str], place: int) -> str:
    letter = letters[place]
    before = place > 0 and _holds_on(letters[place - 1], "initial") and _holds_on(letter, "final")
    after = place + 1 < len(letters) and _holds_on(letter, "initial") and _holds_on(letters[place + 1], "final")
    shape = ("medial" if after else "final") if before else ("initial" if after else "isolated")
    return _forms().get(letter, {}).get(shape, letter)


def _holds_on(letter: str, shape: str) -> bool:
    """« initial » where a letter reaches out to the next one, « final » where it takes the hand of the one before."""
    return shape in _forms().get(letter, {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter (or lam and alif) to its forms, from the table of Unicode."""
    found: dict[str, dict[str, str]] = {}
    for number in (number for block in FORMS for number in block):
        shape, *codes = unicodedata.decomposition(chr(number)).replace("<", "").replace(">", "").split() or [""]
        letters = "".join(chr(int(code, 16)) for code in codes)
        if shape in SHAPES and (len(letters) == 1 or letters.startswith("\u0644")):
            found.setdefault(letters, {}).setdefault(shape, chr(number))
    return found
