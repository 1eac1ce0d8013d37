"""What a checked row asks of the directory, in the JSON form of `directory.actions`, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from directory.actions.shape import Values, clean_child, in_order, shape_of
from directory.models import Organisation, Service, Site

MODELS = {"organisation": Organisation, "site": Site, "service": Service}
SHAPES = {part: shape_of(model) for part, model in MODELS.items()}
Managed = Mapping[str, tuple[str, ...]]  # the fields a file speaks of: one that it leaves empty is emptied


@dataclass(frozen=True)
class Entry:
    """One service of a file with its site and organisation. Rows with one `group` belong to one organisation."""

    line: int
    external_id: str
    group: str
    organisation: Values
    site: Values | None
    service: Values

    @property
    def payload(self) -> str:
        return orjson.dumps([self.group, self.organisation, self.site, self.service]).decode()

    @property
    def name(self) -> str:
        return str(self.service.get("name_fr") or self.service.get("name_nl") or self.service.get("name_en") or "")


def fingerprint(payload: str, managed: Managed) -> str:
    return blake2b(payload.encode() + b"\n" + orjson.dumps(managed), digest_size=16).hexdigest()


def children(part: str, name: str, rows: Iterable[Values]) -> list[Values]:
    """Children in the form and order in which they are compared."""
    shape = SHAPES[part].children[name]
    return in_order(clean_child(shape, row) for row in rows)


def filled(values: Values) -> Values:
    """Without what is empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def empty(part: str, name: str) -> Any:
    """What a field holds when nobody said anything."""
    shape = SHAPES[part]
    if name in shape.sets or name in shape.children:
        return []
    return None if name in shape.links else shape.plain[name].get_default()
