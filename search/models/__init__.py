"""What search keeps about the directory, and the places it knows."""

from search.models.addresses import Address, AddressState, Street
from search.models.places import Place, PlaceKind
from search.models.rows import ALWAYS, NEVER, Bits, Exceptional, Hours, Row, Span, State, Tokens, Waiting, Word

__all__ = [
    "ALWAYS",
    "NEVER",
    "Address",
    "AddressState",
    "Bits",
    "Exceptional",
    "Hours",
    "Place",
    "PlaceKind",
    "Row",
    "Span",
    "State",
    "Street",
    "Tokens",
    "Waiting",
    "Word",
]
