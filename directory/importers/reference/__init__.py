"""Reference data: territory, code lists, programme and help lines, from `directory/data` into their models."""

from directory.importers.reference.files import DATA, BrokenData, Row
from directory.importers.reference.tables import sources, tables
from directory.importers.reference.writing import Table, Tally, load

__all__ = ["DATA", "BrokenData", "Row", "Table", "Tally", "load", "sources", "tables"]
