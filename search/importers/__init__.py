"""The Belgian address file (BeSt), from disk to a set that look-ups read: all of it or nothing."""

from search.importers.importing import Outcome, import_file
from search.importers.opening import Refused

__all__ = ["Outcome", "Refused", "import_file"]
