"""The sheet a woman takes along: up to six services, in her language, readable without reading, discreet for all."""

from search.sheet.entries import Entry, entries
from search.sheet.paper import paper
from search.sheet.phrases import Phrases, offered, phrases

__all__ = ["Entry", "Phrases", "entries", "offered", "paper", "phrases"]
