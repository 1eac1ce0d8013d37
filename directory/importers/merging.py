"""Three versions of a record: what the source said last, what it says now, and what the directory holds. People win."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from directory.actions.shape import Values
from directory.importers.entries import empty

SHORT = 60
CONFIRMED = "confirmed_on"


@dataclass
class Merged:
    """What to write, what a person's edit keeps out, and what the source is remembered to have said."""

    write: Values = field(default_factory=dict)
    conflicts: list[tuple[str, Any, Any]] = field(default_factory=list)  # name, ours, theirs
    said: Values = field(default_factory=dict)


def merge(part: str, current: Values, said: Values, new: Values) -> Merged:
    """`current` and `new` in the JSON form of `directory.actions`; `said` as `remembered` keeps it."""
    merged = Merged()
    for name, value in new.items():
        ours = current.get(name, empty(part, name))
        if name == CONFIRMED:
            _later(merged, ours, value)
        elif ours == value or _as_said(part, name, ours, said):
            if ours != value:
                merged.write[name] = value
            merged.said[name] = value
        else:
            merged.conflicts.append((name, ours, value))
            if name in said:
                merged.said[name] = said[name]
    merged.said = remembered(merged.said)
    return merged


def _as_said(part: str, name: str, ours: Any, said: Values) -> bool:
    """Is it still what the source said last (nothing, if it never spoke of it)?"""
    return bool(remember(ours) == said[name] if name in said else ours == empty(part, name))


def _later(merged: Merged, ours: Any, value: Any) -> None:
    """A card confirmed by its owner is not made older by a source, and no conflict: the later day holds."""
    if value and (not ours or value > ours):
        merged.write[CONFIRMED] = value


def remembered(values: Values) -> Values:
    return {
        name: value if type(value) is str and len(value) <= SHORT else remember(value)
        for name, value in values.items()
        if value or value not in (None, "", [])
    }


def remember(value: Any) -> Any:
    """A value to compare with later; long ones as a digest, since the directory holds them already."""
    text = value if isinstance(value, str) else _told(value) if isinstance(value, list) else ""
    if len(text) <= SHORT:
        return value
    return f"#{blake2b(text.encode(), digest_size=12).hexdigest()}"


def _told(values: list[Any]) -> str:
    """The same text for the same list, whatever the order of the names in its children."""
    if values and type(values[0]) is str:
        return repr(values)
    return repr([sorted(value.items()) if isinstance(value, dict) else value for value in values])
