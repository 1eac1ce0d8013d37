"""The only writers of organisations, sites and services: every form, importer and command goes through here."""

from directory.actions.history import remove_demo, rename, services_using, undo
from directory.actions.writing import listeners, save, save_many, snapshot

__all__ = ["listeners", "remove_demo", "rename", "save", "save_many", "services_using", "snapshot", "undo"]
