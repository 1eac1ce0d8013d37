"""Two records side by side: what differs, what of it the survivor takes, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from directory.actions.merging import union
from directory.actions.shape import Values, shape_of
from directory.actions.snapshots import snapshot
from directory.models import Organisation, Service

KEPT, GONE, BOTH = "kept", "gone", "both"
# What the record is, not what it says: the survivor stays what it is.
FIXED = {"merged_into", "is_demo", "organisation"}
# What only makes sense together: « full » and until when, a mailbox and who verified it.
TOGETHER: dict[str, tuple[str, ...]] = {
    "room": ("room_until", "room_said_on", "room_said_by", "waiting_days"),
    "confirmed_on": ("confirmed_by",),
    "area": ("area_bassins", "area_communes", "residents_only", "takes_non_residents"),
    "mailbox": ("mailbox_language", "mailbox_verified_on", "accepts_requests", "monthly_maximum"),
    "answer_share": ("answer_days",),
    "closed_on": ("closed_reason", "successor"),
}
FOLLOWS = {name for names in TOGETHER.values() for name in names}


@dataclass(frozen=True)
class Difference:
    """One field, or some that go together. `several`: both sides may be taken."""

    name: str
    kept: Any
    gone: Any
    several: bool
    taken: str

    @property
    def choices(self) -> tuple[str, ...]:
        return (KEPT, GONE, BOTH) if self.several else (KEPT, GONE)


class Comparison:
    """Of two records of one kind. `posted`: what somebody chose so far."""

    def __init__(
        self, kept: Organisation | Service, gone: Organisation | Service, posted: Mapping[str, Any] | None = None
    ) -> None:
        self.kept, self.gone, self.posted = kept, gone, posted or {}
        self.shape = shape_of(type(kept))

    @cached_property
    def sides(self) -> tuple[Values, Values]:
        return snapshot(self.kept), snapshot(self.gone)

    @cached_property
    def differences(self) -> list[Difference]:
        return list(self._differences())

    def _differences(self) -> Iterator[Difference]:
        mine, theirs = self.sides
        for name in (*self.shape.plain, *self.shape.links, *self.shape.sets, *self.shape.children):
            if name in FIXED or name in FOLLOWS:
                continue
            group = (name, *TOGETHER.get(name, ()))
            if any(not _same(mine[each], theirs[each]) for each in group):
                several = name in self.shape.sets or name in self.shape.children
                taken = self._taken(name, mine[name], theirs[name], several)
                yield Difference(name, mine[name], theirs[name], several, taken)

    def _taken(self, name: str, mine: Any, theirs: Any, several: bool) -> str:
        """What was chosen; else both where that is possible, and what is said where the other says nothing."""
        said = str(self.posted.get(f"take-{name}", ""))
        if said in (KEPT, GONE) or (said == BOTH and several):
            return said
        if several:
            return BOTH
        if name == "status":  # what Brusano verified stays verified
            return GONE if theirs == Organisation.Status.VERIFIED else KEPT
        return GONE if mine in (None, "", False) and theirs not in (None, "", False) else KEPT

    def values(self) -> Values:
        """What the survivor says from now on, where that differs from what it says."""
        mine, theirs = self.sides
        found: Values = {}
        for each in self.differences:
            if each.taken == BOTH:
                found[each.name] = union(mine[each.name], theirs[each.name])
            elif each.taken == GONE:
                found |= {name: theirs[name] for name in (each.name, *TOGETHER.get(each.name, ()))}
        return found


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) or (one in (None, "", []) and other in (None, "", []))
