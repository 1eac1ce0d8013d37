"""The attestation of presence, as PDF: one page in French or Dutch, made in memory when its mail leaves."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from fpdf import FPDF

import search.sheet
from cms.events.words import page_of
from cms.models import Registration
from directory.templatetags.look import at_time, on_day
from search.sheet.pen import readable

FONTS = Path(search.sheet.__file__).parent / "vendor" / "noto"
FACE = "NotoSans"
MARGIN, INSIDE = 25.0, 160.0  # millimetres
INK, SOFT, ACCENT = (29, 43, 47), (74, 90, 94), (11, 92, 90)


def certificate(one: Registration, language: str) -> bytes:
    with translation.override(language):
        return bytes(_drawn(one, language).output())


def _drawn(one: Registration, language: str) -> FPDF:
    paper = FPDF(format="A4")
    paper.add_font(FACE, "", FONTS / f"{FACE}-400.ttf")
    paper.add_font(FACE, "B", FONTS / f"{FACE}-700.ttf")
    paper.set_margins(MARGIN, 30)
    paper.set_title(_("Attestation of presence"))
    paper.set_lang(language)
    paper.set_producer("")
    paper.add_page()
    _say(paper, "Brusano", 13, ACCENT, bold=True)
    paper.ln(14)
    _say(paper, _("Attestation of presence"), 24, INK, bold=True)
    paper.ln(10)
    _say(paper, _("Brusano confirms that"), 12, SOFT)
    _say(paper, _written(one.name) or one.email, 17, INK, bold=True)
    if one.organisation:
        _say(paper, _written(one.organisation), 12, INK)
    paper.ln(5)
    _say(paper, _("took part in"), 12, SOFT)
    for line, bold in _event(one, language):
        _say(paper, _written(line), 14 if bold else 12, INK, bold=bold)
    paper.ln(18)
    day = on_day(timezone.localtime(), "j F Y")
    _say(paper, _("Made in Brussels on %(day)s.") % {"day": day}, 10, SOFT)
    if one.meeting.is_demo:
        _say(paper, _("Demonstration: this event is invented."), 10, ACCENT, bold=True)
    return paper


def _event(one: Registration, language: str) -> list[tuple[str, bool]]:
    meeting, page = one.meeting, page_of(one.meeting, language)
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    hours = _("from %(begins)s to %(ends)s") % {"begins": at_time(begins), "ends": at_time(ends)}
    series = "" if meeting.series.code == "other" else str(meeting.series.name)
    lines = [(str(page.title) if page else series, True), (series if page else "", False)]
    lines += [(f"{on_day(begins, 'j F Y')}, {hours}", False), (str(meeting.place), False)]
    return [(text, bold) for text, bold in lines if text]


def _written(text: str) -> str:
    """What somebody typed, without signs that steer a text, or that the font has not: fpdf2 would log them."""
    return "".join(sign for sign in text if sign.isprintable() and readable(sign, rtl=False)).strip()


def _say(paper: FPDF, text: str, size: float, colour: tuple[int, int, int], *, bold: bool = False) -> None:
    paper.set_font(FACE, "B" if bold else "", size)
    paper.set_text_color(*colour)
    paper.multi_cell(INSIDE, size * 0.55, text, align="L", new_x="LMARGIN", new_y="NEXT")
