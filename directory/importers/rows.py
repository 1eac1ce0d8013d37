"""One row being checked: values go in, what is wrong with them comes out, with line, column, value and reason."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

T = TypeVar("T")
SHOWN = 80


class Kind(TextChoices):
    """What a remark tells. `rejected` keeps the whole row out; the others do not."""

    REJECTED = "rejected", _("rejected")
    LEFT_OUT = "left_out", _("left out")
    TO_CHECK = "to_check", _("kept, to be checked")
    CLEANED = "cleaned", _("cleaned")
    WITHHELD = "withheld", _("address withheld")
    CONFLICT = "conflicts", _("conflict")
    GONE = "gone", _("gone from source, to check")
    BACK = "back", _("back in the source")
    TO_MAP = "to_map", _("to be mapped")


@dataclass(frozen=True)
class Remark:
    kind: str
    line: int
    record: str
    column: str = ""
    value: str = ""
    reason: str = ""


@dataclass
class Row:
    """`spare` names the columns a row can do without: a wrong value there is left out; elsewhere the row is."""

    line: int
    record: str = ""
    spare: Collection[str] = ()
    remarks: list[Remark] = field(default_factory=list)
    rejected: bool = False

    def take(self, column: str, value: Any, read: Callable[[Any], T]) -> T | None:
        """The value as `read` returns it; nothing when the cell is empty or the value is refused."""
        if value is None or value == "":
            return None
        try:
            return read(value)
        except ValidationError as problem:
            self.refuse(column, value, problem.messages[0])
            return None

    def refuse(self, column: str, value: Any, reason: str) -> None:
        spare = column in self.spare
        self.rejected = self.rejected or not spare
        self.remark(Kind.LEFT_OUT if spare else Kind.REJECTED, column, value, reason)

    def remark(self, kind: Kind, column: str = "", value: Any = "", reason: str = "") -> None:
        self.remarks.append(Remark(kind.value, self.line, self.record, column, shown(value), reason))


def shown(value: Any) -> str:
    """A value as a report may print it: short, on one line."""
    if isinstance(value, dict | list):
        return f"{type(value).__name__}, {len(value)}"
    text = " ".join(str(value)[: 4 * SHOWN].split()).encode("utf-8", "replace").decode()
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
