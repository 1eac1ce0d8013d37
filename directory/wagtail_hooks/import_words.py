"""An import's report as people read it: counts, then each kind of row with its fields in words."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.forms.importing import TABLE
from directory.forms.lists import Lists
from directory.forms.readable import Reader
from directory.importers import report
from directory.importers.entries import MODELS
from directory.importers.planning import CREATED, UPDATED
from directory.importers.rows import Kind
from directory.importers.template import COLUMNS

# What needs a look first.
ORDER = (
    Kind.REJECTED.value,
    Kind.CONFLICT.value,
    Kind.WITHHELD.value,
    Kind.GONE.value,
    UPDATED,
    CREATED,
    Kind.TO_MAP.value,
    Kind.LEFT_OUT.value,
    Kind.TO_CHECK.value,
    Kind.BACK.value,
    Kind.CLEANED.value,
)


ALWAYS = ("read", CREATED, UPDATED)
WRITTEN = (CREATED, UPDATED, Kind.GONE.value, Kind.BACK.value)
# The fields of the regional directory that a report speaks of.
REGIONAL = {
    "id": lazy("identifier"),
    "nameOfficial": lazy("name of the organisation"),
    "nameService": lazy("name of the service"),
    "categoriesObject": lazy("categories"),
    "tel": lazy("telephone"),
    "email": lazy("e-mail address"),
    "websiteOfficial": lazy("website"),
    "address": lazy("address"),
    "address.street": lazy("street"),
    "address.number": lazy("house number"),
    "address.remark": lazy("remark on the address"),
    "address.zipCode": lazy("postal code"),
    "address.municipality": lazy("commune"),
    "address.statisticsCode": lazy("statistical sector"),
    "address.lat/lon": lazy("point on the map"),
    "lastUpdate": lazy("last update"),
}


def counted(told: report.Report) -> list[tuple[str, int]]:
    """What occurs, and what everybody asks first even when it is none."""
    found = told.get("counts", {}).items()
    return [(report.label(name), count) for name, count in found if count or name in ALWAYS]


def changes_nothing(told: report.Report) -> bool:
    return "counts" in told and not any(told["counts"].get(name) for name in WRITTEN)


def sections(told: report.Report) -> list[dict[str, Any]]:
    """Each kind of row that occurs, its first rows, and how many more there are."""
    words = Words(told.get("format") == TABLE)
    found = []
    for name in ORDER:
        rows = told.get(name) or []
        count = told.get("counts", {}).get(name, len(rows))
        if rows:
            shown = [words.row(row) for row in rows]
            section = {"label": capfirst(report.label(name)), "rows": shown, "count": count}
            section |= {"changes": name == UPDATED, "names": name == CREATED}
            found.append(section | {"more": len(rows) == report.KEPT})
    return found


class Words:
    """Labels and values of fields and of columns; the code lists are read once."""

    def __init__(self, ours: bool) -> None:
        lists, self.ours = Lists(), ours
        self.readers = {part: Reader(model, lists) for part, model in MODELS.items()}

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        changes = [self._change(change) for change in row.get("changes", ())]
        return row | {"column": self._label(row.get("column", "")), "changes": changes}

    def _change(self, change: dict[str, Any]) -> dict[str, str]:
        part, _dot, name = change["field"].partition(".")
        reader = self.readers[part]
        before, after = (reader.text(name, change[when]) for when in ("before", "after"))
        return {"label": self._label(change["field"]), "before": before, "after": after}

    def _label(self, column: str) -> str:
        """« service.name_fr » in words; a column in words too, and as the file names it, where people look for it."""
        part, dot, name = column.partition(".")
        if dot and part in MODELS and name in self.readers[part].shape.names:
            return _("%(record)s: %(field)s") % {
                "record": MODELS[part]._meta.verbose_name,
                "field": self.readers[part].label(name),
            }
        label = COLUMNS[column].title if self.ours and column in COLUMNS else _of_the_region(column)
        return _("%(label)s (%(code)s)") % {"label": capfirst(str(label)), "code": column} if label else column


def _of_the_region(column: str) -> str:
    """A field of the regional directory; of most there is one in French and one in Dutch."""
    bare = column.removesuffix("Fr").removesuffix("Nl")
    language = f" ({column[-2:].upper()})" if bare != column else ""
    return f"{REGIONAL[bare]}{language}" if bare in REGIONAL else ""
