"""The aide-mémoire as two pages of A4, made in memory with the pen of the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.memo.facts import Facts, Line, Need
from search.sheet.pen import ACCENT, HIGH, INSIDE, MARGIN, SOFT, WASH, Letters, Pen, rgb
from search.sheet.phrases import phrases
from search.sheet.qr import qr, runs

# Millimetres.
QR, HALF, GUTTER = 32.0, (INSIDE - 6) / 2, 6.0
BOTTOM = HIGH - MARGIN
ROW, NEED, LINE = 18.8, 6.2, 5.4

TITLE, HEADING = Letters(21, bold=True), Letters(13, bold=True, colour=ACCENT)
SMALL, TINY, NOTE = Letters(8.5, colour=SOFT, lines=2), Letters(7, colour=SOFT, lines=2), Letters(9.5, lines=2)
NAME, NUMBER, BIG = Letters(10.5, bold=True), Letters(12, bold=True), Letters(20, bold=True)
NEED_NAME, LINE_NAME, LINE_NUMBER = Letters(10.5, bold=True, colour=ACCENT), Letters(8.5), Letters(9.5, bold=True)
FROM, DEMO = Letters(8, colour=SOFT), Letters(8, bold=True)
UNDER_QR = Letters(7, colour=SOFT, lines=2, centred=True)


def paper(found: Facts, tongue: str, address: str, today: date) -> bytes:
    """`address` is what the QR code opens: the bassin's services, up to date."""
    page = Memo(found, tongue)
    page.front(address, today)
    page.add_page()
    page.back(today)
    return bytes(page.output())


class Memo(Pen):
    def __init__(self, found: Facts, tongue: str) -> None:
        title = _("Memo: %(bassin)s") % {"bassin": found.bassin.name}
        super().__init__(replace(phrases(tongue), title=title))
        self.found = found

    def front(self, address: str, today: date) -> None:
        beside = INSIDE - QR - 6
        self.say(self.words.title, 0, MARGIN, beside, TITLE)
        made = _("Made on %(day)s from the directory. What changes is on the site: scan the code.")
        self.say(made % {"day": f"{today:%d/%m/%Y}"}, 0, MARGIN + 14, beside, SMALL)
        self.say(self.found.communes, 0, MARGIN + 23, beside, SMALL)
        self.code(address, INSIDE - QR, MARGIN)
        self.say(_("The services of the bassin, up to date"), INSIDE - QR, MARGIN + QR + 0.6, QR, UNDER_QR)
        self.helpdesk(MARGIN + 43)
        self.screeners(MARGIN + 66)
        self.lines(BOTTOM - 29)

    def helpdesk(self, top: float) -> None:
        """The number for whoever does not find the way."""
        self.box(0, top, INSIDE, 18, WASH)
        self.icon("phone", 4, top + 4.5, 9)
        self.say(_("Helpdesk and coordination team of the bassin"), 17, top + 1.8, 90, NAME)
        self.say(self.found.helpdesk or _("to be completed"), 17, top + 7.6, 80, BIG)
        self.say(self.found.hours or self.found.bassin.helpdesk_mail, 108, top + 4.5, INSIDE - 112, NOTE)

    def screeners(self, top: float) -> None:
        self.say(_("Who does the screening"), 0, top, INSIDE, HEADING)
        top += 8.5
        if not self.found.screeners:
            self.say(_("No service of the directory says so today."), 0, top, INSIDE, NOTE)
        for place, line in enumerate(self.found.screeners):
            self.screener(line, place % 2 * (HALF + GUTTER), top + place // 2 * ROW)
        if more := self.found.more_screeners:
            words = ngettext("and %(count)s more on the site", "and %(count)s more on the site", more)
            self.say(words % {"count": more}, 0, BOTTOM - 36, INSIDE, SMALL)

    def screener(self, line: Line, left: float, top: float) -> None:
        self.panel(left, top, HALF, ROW - 1.6)
        self.say(line.name, left + 2.5, top + 1, HALF - 5, NAME)
        self.say(line.organisation, left + 2.5, top + 6, HALF - 5, FROM)
        self.icon("phone", left + 2.5, top + 11.2, 4.2)
        self.say(line.phone, left + 8, top + 10.4, 40, NUMBER)
        self.say(line.languages, left + 45, top + 10.2, HALF - 47, TINY)

    def lines(self, top: float) -> None:
        """Who answers at once."""
        self.say(_("Help lines"), 0, top, INSIDE, HEADING)
        wide = INSIDE / 3
        for place, line in enumerate(self.found.help_lines):
            left, y = place % 3 * wide, top + 8 + place // 3 * 10
            self.say(line.number, left, y, 27, NUMBER)
            self.say(str(line.name), left + 27, y + 0.4, wide - 29, Letters(7.5, lines=2))
        if self.found.demo:
            self.say(self.words.demo, 0, BOTTOM - 1, INSIDE, DEMO)

    def back(self, today: date) -> None:
        self.say(_("By need"), 0, MARGIN, INSIDE - 60, TITLE)
        self.say(f"{self.found.bassin.name}, {today:%d/%m/%Y}", INSIDE - 60, MARGIN + 2, 60, SMALL)
        tops, kept = [MARGIN + 13.0, MARGIN + 13.0], 0
        for need in self.found.needs:
            side = tops.index(min(tops))
            if tops[side] + NEED + LINE * len(need.lines) > BOTTOM - 9:
                continue
            tops[side] = self.need(need, side * (HALF + GUTTER), tops[side])
            kept += 1
        left_out = len(self.found.needs) - kept
        free = _("She chooses the service she wants, also in another bassin.")
        more = _("More needs on the site.") if left_out else ""
        self.say(f"{free} {more}".strip(), 0, BOTTOM - 6, INSIDE, SMALL)
        if self.found.demo:
            self.say(self.words.demo, 0, BOTTOM - 1, INSIDE, DEMO)

    def need(self, need: Need, left: float, top: float) -> float:
        """Says where it ended."""
        self.say(need.label, left, top, HALF, NEED_NAME)
        for place, line in enumerate(need.lines):
            y = top + NEED + place * LINE
            self.say(line.organisation or line.name, left, y, HALF - 30, LINE_NAME)
            self.say(line.phone, left + HALF - 28, y - 0.2, 28, LINE_NUMBER)
        return top + NEED + LINE * len(need.lines) + 2.6

    def code(self, address: str, left: float, top: float) -> None:
        matrix = qr(address)
        squares = " ".join(f"{x} {y} {length} 1 re" for x, y, length in runs(matrix))
        self.stamp(f"{rgb((0, 0, 0))} rg {squares} f", self._x(left, QR), top, QR / len(matrix))
