"""What search keeps about the directory, and the places it knows."""

from search.models.places import Place, PlaceKind

__all__ = ["Place", "PlaceKind"]
