"""Headings as a reader of a screen reader hears them: no level is jumped over, none is empty."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What these blocks print as headings; the page's title is the one above them all. A block of events prints its own only
# while there are any: nothing may stand under it.
SECOND = {"heading", "directory"}
THIRD = {"steps", "prestations", "bassins"}
IN_TEXT = re.compile(r"<h3[^>]*>(.*?)</h3>", re.DOTALL)
MARKS = re.compile(r"<[^>]*>|&nbsp;|\s")


def problems(body: Any) -> dict[int, ValidationError]:
    """By the place of the block, so that the editor is led there."""
    found: dict[int, ValidationError] = {}
    under = False
    for place, block in enumerate(body):
        under = under or block.block_type in SECOND
        inside = IN_TEXT.findall(block.value.source) if block.block_type == "text" else []
        if any(not MARKS.sub("", words) for words in inside):
            found[place] = ValidationError(_("A heading in this text is empty: write it or take it away."))
        elif not under and (inside or block.block_type in THIRD):
            found[place] = ValidationError(_("A small heading comes before any heading: put a “Heading” block above."))
    return found
