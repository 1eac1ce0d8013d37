"""Tables for a spreadsheet, as the directory makes them."""

from directory.tables import STARTS, answer, harmless

__all__ = ["STARTS", "answer", "harmless"]
