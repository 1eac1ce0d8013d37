"""One sprite: every icon that is asked for is in it, and nothing else."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE)
SPRITE = (ROOT / "cms" / "static" / "icons.svg").read_text(encoding="utf-8")
IDS = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))
PLACES = ("*/templates/**/*.html", "*/jinja2/**/*.html", "cms/**/*.py", "directory/**/*.py", "search/**/*.py")


def sources():
    return [path.read_text(encoding="utf-8") for place in PLACES for path in ROOT.glob(place)]


def asked():
    """Names written where an icon is printed; names chosen by code are strings elsewhere."""
    return {name for text in sources() for name in re.findall(r"""\bicon[ (]+["']([\w-]+)["']""", text)}


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    assert len(asked()) > 20
    assert asked() - IDS == set()


def test_the_sprite_holds_nothing_that_nobody_asks_for():
    words = {word for text in sources() for word in re.findall(r"""["']([\w-]+)["']""", text)}
    assert IDS - words == set()


def test_the_sprite_comes_with_its_licence():
    assert "ISC License" in (ROOT / "cms" / "static" / "vendor" / "lucide" / "LICENSE").read_text(encoding="utf-8")
    assert "vendor/lucide/LICENSE" in SPRITE
