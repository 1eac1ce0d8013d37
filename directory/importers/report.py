"""What an import did, for people and for machines: counts, then every row that was not simply taken over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from directory.importers.planning import CREATED, UPDATED
from directory.importers.rows import Kind, Remark
from directory.importers.staging import Outcome, Staging

COUNTS = ("read", "created", "updated", "unchanged", *(kind.value for kind in Kind))
KEPT = 200  # of each kind, in the database; the file has them all
TOLD = (*(kind.value for kind in Kind if kind != Kind.CLEANED), UPDATED)
Report = dict[str, Any]


def counts(staging: Staging) -> dict[str, int]:
    found = staging.counts() | {"read": staging.fact("read", 0)}
    return {name: found.get(name, 0) for name in COUNTS}


def summary(staging: Staging, **facts: Any) -> Report:
    """The report with its first rows of each kind."""
    return facts | {"counts": counts(staging)} | {name: list(rows) for name, rows in _lists(staging, KEPT)}


def write(staging: Staging, path: Path, **facts: Any) -> None:
    """The whole report as JSON, row by row: it may be as long as the file that was read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write("{\n")
        for name, value in (*facts.items(), ("counts", counts(staging))):
            file.write(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},\n")
        lists = list(_lists(staging, -1))
        for place, (name, rows) in enumerate(lists, start=1):
            file.write(f" {json.dumps(name)}: [")
            _write_rows(file, rows)
            file.write("],\n" if place < len(lists) else "]\n")
        file.write("}\n")


def _write_rows(file: TextIO, rows: Iterable[Report]) -> None:
    for place, row in enumerate(rows):
        file.write(("," if place else "") + "\n  " + json.dumps(row, ensure_ascii=False))


def _lists(staging: Staging, limit: int) -> Iterator[tuple[str, Iterator[Report]]]:
    for kind in Kind:
        yield kind.value, (_remark(remark) for remark in staging.remarks(kind.value, limit))
    yield UPDATED, (_outcome(outcome) for outcome in staging.outcomes(UPDATED, limit))
    yield CREATED, (_named(outcome) for outcome in staging.outcomes(CREATED, limit))


def _remark(remark: Remark) -> Report:
    row = asdict(remark)
    row["id"] = row.pop("record")
    return {name: row[name] for name in ("line", "id", "column", "value", "reason")}


def _outcome(outcome: Outcome) -> Report:
    changes = [
        {"field": f"{part}.{name}", "before": before, "after": after} for part, name, before, after in outcome.changes
    ]
    return {"line": outcome.line, "id": outcome.record, "name": outcome.name, "changes": changes}


def _named(outcome: Outcome) -> Report:
    return {"line": outcome.line, "id": outcome.record, "name": outcome.name}


def without(report: Report, ids: set[str]) -> Report:
    """The report without any value of these records: their address became confidential."""
    return {
        name: [_blank(row, ids) for row in rows] if isinstance(rows, list) else rows for name, rows in report.items()
    }


def _blank(row: Any, ids: set[str]) -> Any:
    if not isinstance(row, dict) or row.get("id") not in ids:
        return row
    return {
        name: [] if name == "changes" else "" if name in {"value", "reason"} else kept for name, kept in row.items()
    }


def label(name: str) -> str:
    """A count or list in words."""
    words = {
        "read": _("rows read"),
        "created": _("new"),
        "updated": _("changed"),
        "unchanged": _("unchanged"),
    }
    return words.get(name) or str(Kind(name).label)


def sentence(row: Report) -> str:
    """One line about one row."""
    if "changes" in row:
        fields = ", ".join(change["field"] for change in row["changes"])
        return f"{row['id']} · {row['name']} · {fields}"
    place = _("line %(line)s") % {"line": row["line"]} if row["line"] else ""
    value = f"« {row['value']} »" if row["value"] else ""
    return " · ".join(filter(None, [place, row["id"], row["column"], value, row["reason"]]))
