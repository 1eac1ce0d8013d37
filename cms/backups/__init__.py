"""One file that holds a whole installation but its secret key, and the way back from it."""

from cms.backups.archive import Refused
from cms.backups.putting_back import Restored, restore
from cms.backups.taking import Last, forget_older, last, refuse_in_use, take

__all__ = ["Last", "Refused", "Restored", "forget_older", "last", "refuse_in_use", "restore", "take"]
