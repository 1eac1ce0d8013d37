"""What a list of services says of the sheet: which of them are on it, and the buttons that put them there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory import shortlist
from directory.templatetags.look import icon

if TYPE_CHECKING:
    from search.views.cards import Card


def keep(found: Iterable[Card], codes: shortlist.Codes, form: str) -> None:
    """Cards of a form (by its id) that may be put on the sheet."""
    for card in found:
        card.sheet, card.form = codes, form


def button(card: Card) -> SafeString:
    if not card.form:
        return SafeString("")
    return _button(get_language(), card.code, card.name, card.form, card.code in card.sheet)


@lru_cache(maxsize=4096)
def _button(_language: str | None, code: str, name: str, form: str, on_it: bool) -> SafeString:
    """Its id is the same before and after: the keyboard stays where it was."""
    return format_html(
        '<button class="button plain small no-print" id="keep-{}" type="submit" form="{}" name="{}" value="{}">{}{}'
        '<span class="for-readers">: {}</span></button>',
        code,
        form,
        shortlist.DROP if on_it else shortlist.ADD,
        code,
        icon("x" if on_it else "file-text"),
        _("Take off the sheet") if on_it else _("Add to the sheet"),
        name,
    )


def carried(card: Card) -> SafeString:
    """What its page is told of the sheet, after its address."""
    return SafeString(f"?{escape(shortlist.query(card.sheet))}" if card.sheet else "")


def bar(codes: shortlist.Codes) -> dict[str, Any]:
    """The shortlist, as the pages print it."""
    return {"sheet": codes, "sheet_query": shortlist.query(codes)}
