"""The sheet a woman takes along: up to six services, in her language, readable without reading, discreet for all.

`paper` is imported by whoever prints: its library is larger than all the rest.
"""

from search.sheet.entries import Entry, entries
from search.sheet.phrases import Phrases, offered, phrases

__all__ = ["Entry", "Phrases", "entries", "offered", "phrases"]
