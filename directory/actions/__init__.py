"""The only writers of organisations, sites and services: every form, importer and command goes through here."""

from directory.actions.history import remove_demo, rename, services_using, undo
from directory.actions.snapshots import snapshot
from directory.actions.writing import listeners, run, save, save_many

__all__ = ["listeners", "remove_demo", "rename", "run", "save", "save_many", "services_using", "snapshot", "undo"]
