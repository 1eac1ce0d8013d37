"""Colours can be read, in the light scheme and in the dark one."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE) / "cms" / "static" / "css"
GROUNDS = ("paper", "card", "sand")
# Text on ground: at least 4.5:1.
TEXT = [
    *(
        (text, ground)
        for text in ("ink", "ink-soft", "accent", "accent-deep", "full", "room", "few", "today")
        for ground in GROUNDS
    ),
    *((text, "field") for text in ("ink", "ink-soft")),
    *((text, "accent-wash") for text in ("ink", "ink-soft", "accent", "accent-deep")),
    *((text, "glow") for text in ("ink", "ink-soft", "accent")),
    *((state, f"{state}-wash") for state in ("room", "few", "full", "unknown", "today")),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-today", "today"),
    ("on-today", "today-deep"),
    ("on-leave", "leave"),
    ("on-leave", "leave-deep"),
    ("foot-ink", "foot"),
    ("foot-soft", "foot"),
    ("foot-link", "foot"),
    ("ink", "focus-halo"),
    *(("ink", f"bassin-{name}") for name in ("nord", "nord-est", "centre-ouest", "sud", "sud-est")),
]
# Borders of controls, marks of focus: at least 3:1.
SHAPES = [
    ("edge", "paper"),
    ("edge", "card"),
    ("edge", "field"),
    ("focus", "paper"),
    ("focus", "card"),
    ("focus", "sand"),
]
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def schemes():
    light, dark = (CSS / "tokens.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", light))
    return {"light": found, "dark": found | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", dark))}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def stated_together():
    """Rules of any of our sheets that set both a text colour and its ground; the desk's are Wagtail's own colours."""
    for sheet in sorted(set(CSS.glob("*.css")) - {CSS / "desk.css"}):
        for selector, rule in RULE.findall(sheet.read_text(encoding="utf-8")):
            text = re.search(r"(?<![\w-])color:\s*var\(--([\w-]+)\)", rule)
            ground = re.search(r"background(?:-color)?:\s*var\(--([\w-]+)\)", rule)
            if text and ground:
                yield sheet.name, " ".join(selector.split()), text[1], ground[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(scheme, text, ground):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_the_shape_of_a_control_can_be_seen(scheme, shape, ground):
    colours = schemes()[scheme]
    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_sets_a_text_that_cannot_be_read(scheme):
    colours = schemes()[scheme]
    pairs = list(stated_together())
    assert len(pairs) > 20
    weak = [pair for pair in pairs if contrast(colours[pair[2]], colours[pair[3]]) < 4.5]
    assert weak == []


def test_both_schemes_know_the_same_colours():
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("prefers-color-scheme: dark")
    colours = set(re.findall(r"--([\w-]+):\s*#", light))
    assert colours == set(re.findall(r"--([\w-]+):\s*#", dark))


def test_colours_are_named_not_written():
    """Outside the tokens, only what does not change with the scheme."""
    written = {}
    for sheet in CSS.glob("*.css"):
        if sheet.name not in {"tokens.css", "print.css"}:
            text = re.sub(r"@media print \{.*", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
            if found := set(re.findall(r"#[0-9a-f]{3,8}\b(?=[;, )])", text)) - {"#000", "#ffc94d"}:
                written[sheet.name] = found
    assert written == {}
