"""What the paper is drawn with: text that fits, icons, boxes. Right-to-left pages are mirrored here, whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import TTFFont

from search.sheet import arabic, marks
from search.sheet.phrases import Phrases

FONTS = Path(__file__).resolve().parent / "vendor" / "noto"
LATIN, ARABIC = "NotoSans", "NotoSansArabic"
POINTS = 72 / 25.4  # in a millimetre
WIDE, HIGH, MARGIN = 210.0, 297.0, 12.0  # millimetres
INSIDE = WIDE - 2 * MARGIN

Colour = tuple[int, int, int]
INK, SOFT, ACCENT, WHITE = (29, 43, 47), (74, 90, 94), (11, 92, 90), (255, 255, 255)
LINE, WASH, PALE = (190, 184, 172), (227, 240, 237), (246, 240, 229)


class Letters(NamedTuple):
    """How something is written, and in how many lines at most."""

    size: float
    bold: bool = False
    colour: Colour = INK
    lines: int = 1
    centred: bool = False

    @property
    def high(self) -> float:
        return self.size * 0.47


class Pen(FPDF):
    """Places are in millimetres from the side where reading begins; `_x` turns them round for right-to-left."""

    def __init__(self, words: Phrases) -> None:
        super().__init__(format="A4")
        self.words = words
        self.set_auto_page_break(False)
        for face in (LATIN, ARABIC) if words.rtl else (LATIN,):
            for bold in (False, True):
                self.add_font(face, "B" if bold else "", _file(face, bold))
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.recalcBBoxes = False  # glyphs are copied as they are: a third of the time
        self.set_title(words.title)
        self.set_lang(words.code)
        self.set_producer("")
        self.add_page()

    def say(self, text: str, left: float, top: float, width: float, letters: Letters) -> None:
        """Cut, with « … », where it is longer than its lines."""
        for line, each in enumerate(self._lines(text, width, letters)):
            spare = width - room(each, letters)
            shift = spare / 2 if letters.centred else spare if self.words.rtl else 0
            self.put(each, self._x(left, width) + shift, top + line * letters.high, letters)

    def put(self, text: str, x: float, top: float, letters: Letters) -> None:
        """One line, `x` from the left of the paper; each run of letters in the font that has them."""
        self.set_text_color(*letters.colour)
        for face, run in runs(arabic.drawn(text)):
            self.set_font(face, "B" if letters.bold else "", letters.size)
            self.text(x, top + letters.high / 2 + 0.3 * letters.size / POINTS, run)
            x += advance(run, face, letters)

    def panel(self, left: float, top: float, width: float, high: float) -> None:
        self.set_draw_color(*LINE)
        self.set_line_width(0.3)
        self.rect(self._x(left, width), top, width, high, round_corners=True, corner_radius=2)

    def box(self, left: float, top: float, width: float, high: float, colour: Colour) -> None:
        self.set_fill_color(*colour)
        self.set_draw_color(*LINE)
        self.set_line_width(0.15)
        self.rect(self._x(left, width), top, width, high, style="DF")

    def disc(self, number: int, x: float, top: float, size: float) -> None:
        """A number in a circle; `x` from the left of the paper."""
        self.set_fill_color(*ACCENT)
        self.circle(x + size / 2, top + size / 2, size / 2, style="F")
        letters = Letters(size * 1.8, bold=True, colour=WHITE)
        self.put(str(number), x + (size - room(str(number), letters)) / 2, top + (size - letters.high) / 2, letters)

    def icon(self, name: str, left: float, top: float, size: float, colour: Colour = ACCENT) -> None:
        self.stamp(f"{rgb(colour)} RG 2 w 1 J 1 j {marks.icon(name)} S", self._x(left, size), top, size / marks.ICON)

    def stamp(self, drawn: str, x: float, top: float, scale: float) -> None:
        """fpdf2 has no public door for operators that are ready; `_out` is the one its own drawings go through."""
        factor = scale * POINTS
        self._out(f"q {factor:.5f} 0 0 {-factor:.5f} {x * POINTS:.3f} {(HIGH - top) * POINTS:.3f} cm {drawn} Q")

    def _x(self, left: float, width: float) -> float:
        return WIDE - MARGIN - left - width if self.words.rtl else MARGIN + left

    def _lines(self, text: str, width: float, letters: Letters) -> list[str]:
        """Words as they fit; what is left after the last line is cut."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if room(longer, letters) <= width or len(lines) == letters.lines:
                lines[-1] = longer
            else:
                lines.append(word)
        return [line if room(line, letters) <= width else _cut(line, width, letters) for line in lines]


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Letters side by side that one font has."""
    for arabic_ones, found in groupby(text, key=lambda letter: ord(letter) >= 0xFB50):
        yield (ARABIC if arabic_ones else LATIN), "".join(found)


def room(text: str, letters: Letters) -> float:
    """How wide a line is."""
    return sum(advance(run, face, letters) for face, run in runs(arabic.drawn(text)))


def advance(run: str, face: str, letters: Letters) -> float:
    widths = _widths(face, letters.bold)
    return sum(widths.get(ord(letter), 0.5) for letter in run) * letters.size / POINTS


def readable(text: str, *, rtl: bool) -> bool:
    """Have the fonts of such a sheet every letter of it?"""
    pairs = [(face, ord(letter)) for face, run in runs(arabic.joined(text)) for letter in run]
    return all((rtl or face == LATIN) and letter in _widths(face, False) for face, letter in pairs)


def rgb(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)


def _cut(text: str, width: float, letters: Letters) -> str:
    while text and room(f"{text}…", letters) > width:
        text = text[:-1].rstrip()
    return f"{text}…"


@cache
def _widths(face: str, bold: bool) -> dict[int, float]:
    """Of each letter of a font, in its own size."""
    font = TTFont(_file(face, bold))
    metrics, unit = font["hmtx"], font["head"].unitsPerEm
    return {number: metrics[glyph][0] / unit for number, glyph in font.getBestCmap().items()}


def _file(face: str, bold: bool) -> Path:
    return FONTS / f"{face}-{700 if bold else 400}.ttf"
