"""Which database holds what: the cache table has a file of its own, everything else is the directory's."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


class CacheRouter:
    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label == "django_cache":
            return db == "cache"
        return False if db == "cache" else None
