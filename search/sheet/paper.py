"""The sheet as one page of A4, made in memory: whom to call, where, when, and a QR code that opens it on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from directory import drawing
from search.sheet import marks
from search.sheet.entries import Entry, Slot
from search.sheet.pen import HIGH, INK, INSIDE, LINE, MARGIN, PALE, SOFT, WASH, WHITE, Letters, Pen, readable, rgb, room
from search.sheet.phrases import Phrases
from search.sheet.qr import qr, runs

# Millimetres.
HEAD, BLOCK, GAP = 44.0, 34.5, 2.5
QR, MAP = 34.0, 40.0
PHONES, NAMES = 121.0, 13.0
LANGUAGES, MOST_SLOTS = 5, 3
KIND_ICONS = {"walk_in": "users", "telephone": "phone", "appointment": "clock"}

TITLE, DAY = Letters(26, bold=True), Letters(10, colour=SOFT)
FIRST, NAME, NUMBER = Letters(13, bold=True, lines=2), Letters(12.5, bold=True), Letters(16, bold=True)
PLACE, GONE, NOTE = Letters(10), Letters(11, lines=2), Letters(8.5)
HOURS, MORE_HOURS, LEGEND, DEMO = Letters(7.4), Letters(5.2), Letters(8, colour=SOFT), Letters(8, bold=True)
UNDER_QR = Letters(7, colour=SOFT, lines=2, centred=True)


def paper(found: list[Entry], words: Phrases, address: str, today: date) -> bytes:
    """`address` is what the QR code opens: the same sheet on a telephone."""
    page = Paper(words)
    page.head(found, address, today)
    for place, entry in enumerate(found):
        page.block(entry, place + 1, MARGIN + HEAD + place * (BLOCK + GAP))
    page.foot(demo=any(entry.demo for entry in found))
    return bytes(page.output())


class Paper(Pen):
    def head(self, found: list[Entry], address: str, today: date) -> None:
        top = MARGIN
        self.say(self.words.title, 0, top + 1, 98, TITLE)
        self.say(f"{self.words.made_on} {today:%d/%m/%Y}", 0, top + 14, 98, DAY)
        self.icon("phone", 0, top + 23, 6)
        self.say(self.words.call_first, 8, top + 22.6, 90, FIRST)
        self.sketch(found, INSIDE - QR - 6 - MAP, top)
        self.code(address, INSIDE - QR, top)
        self.say(self.words.on_your_phone, INSIDE - QR, top + QR + 0.6, QR, UNDER_QR)

    def block(self, entry: Entry, number: int, top: float) -> None:
        self.panel(0, top, INSIDE, BLOCK)
        self.disc(number, self._x(3, 7.5), top + 3, 7.5)
        if entry.gone:
            self.say(self.words.gone, NAMES, top + 4, INSIDE - 20, GONE)
            return
        self.say(entry.name, NAMES, top + 2.6, PHONES - NAMES - 3, NAME)
        self.where(entry, top + 9.6)
        for line, each in enumerate(entry.phones):
            self.icon("phone", PHONES, top + 3.2 + line * 8.4, 5.4)
            self.say(each.written, PHONES + 7.5, top + 2.4 + line * 8.4, INSIDE - PHONES - 9, NUMBER)
        if entry.mail:
            self.icon("mail", PHONES, top + 3.4, 5)
            self.say(entry.mail, PHONES + 7.5, top + 3.4, INSIDE - PHONES - 9, PLACE)
        self.told(entry, top + 15.4)
        self.week(entry.days, top + 21.6)

    def where(self, entry: Entry, top: float) -> None:
        text = self.words.address_by_phone if entry.hidden_address else entry.address
        if text:
            self.icon("map-pin", NAMES, top, 4.2)
            self.say(text, NAMES + 5.5, top - 0.2, PHONES - NAMES - 8, PLACE)

    def told(self, entry: Entry, top: float) -> None:
        """Pictograms with their words, one after the other as far as they go."""
        notes = [(note.icon, note.words) for note in entry.notes]
        if entry.languages:
            notes.insert(0, ("languages", ", ".join(self.spoken(entry))))
        self.row(notes, NAMES, INSIDE - 3 if len(entry.phones) < 2 else PHONES - 3, top, NOTE)

    def spoken(self, entry: Entry) -> Iterable[str]:
        """Each by its own name, where the fonts have its letters."""
        for each in entry.languages[:LANGUAGES]:
            yield each.autonym if readable(each.autonym, rtl=self.words.rtl) else str(each.label)

    def week(self, days: tuple[tuple[Slot, ...], ...], top: float) -> None:
        """Seven boxes: those of open days are filled, with a mark that says how one gets in."""
        wide = (INSIDE - 6) / 7
        for place, slots in enumerate(days):
            left = 3 + place * wide
            self.box(left + 0.4, top, wide - 0.8, 11.4, WASH if slots else WHITE)
            self.say(self.words.days[place], left + 1.4, top + 0.4, wide - 2, Letters(7, True, INK if slots else SOFT))
            if not slots:
                self.icon("x", left + wide / 2 - 2, top + 4.6, 4, LINE)
            self.opening(slots, left + 1.4, top + 3.7, wide - 2)

    def opening(self, slots: tuple[Slot, ...], left: float, top: float, width: float) -> None:
        """Two ranges of a day in letters that are read at arm's length; more of them in smaller ones."""
        letters = HOURS if len(slots) <= 2 else MORE_HOURS
        for line, slot in enumerate(slots[:MOST_SLOTS]):
            y, size = top + line * letters.high, letters.high * 0.8
            self.icon(KIND_ICONS[slot.kind], left, y + letters.high * 0.1, size)
            words = slot.words if line + 1 < MOST_SLOTS or len(slots) == MOST_SLOTS else f"{slot.words} …"
            self.say(words, left + size + 0.6, y, width - size - 0.6, letters)

    def foot(self, *, demo: bool) -> None:
        """What the marks of the hours mean."""
        top = HIGH - 10.5
        at = self.row([(name, getattr(self.words, kind)) for kind, name in KIND_ICONS.items()], 0, INSIDE, top, LEGEND)
        self.say("Statbel, BNOSAC (CC BY 2.0)", 0, HIGH - 7, INSIDE, Letters(5, colour=SOFT))
        if demo:
            self.say(self.words.demo, at, top, INSIDE - at, DEMO)

    def row(self, notes: list[tuple[str, str]], at: float, end: float, top: float, letters: Letters) -> float:
        """Marks with their words, side by side; says where it ended."""
        size = letters.high
        for name, text in notes:
            width = room(text, letters)
            if at + size + 1 + width > end:
                break
            self.icon(name, at, top, size)
            self.say(text, at + size + 1, top, width + 1, letters)
            at += size + width + 6
        return at

    def sketch(self, found: list[Entry], left: float, top: float) -> None:
        """The communes, and the number of each service that has a public address."""
        high = drawing.communes().projection.height
        scale = min(MAP / drawing.WIDTH, (HEAD - 4) / high)
        x = self._x(left, MAP)
        outlines = " ".join(f"{each} b" for each in marks.communes())
        self.stamp(f"{rgb(PALE)} rg {rgb(LINE)} RG 2 w {outlines}", x, top, scale)
        for number, entry in enumerate(found, 1):
            if entry.spot:
                self.disc(number, x + entry.spot[0] * scale - 2, top + entry.spot[1] * scale - 2, 4)

    def code(self, address: str, left: float, top: float) -> None:
        matrix = qr(address)
        squares = " ".join(f"{x} {y} {length} 1 re" for x, y, length in runs(matrix))
        self.stamp(f"{rgb((0, 0, 0))} rg {squares} f", self._x(left, QR), top, QR / len(matrix))
