"""What `manage.py worker` does for search each night."""

from __future__ import annotations

from search.index import tidy


def nightly() -> None:
    tidy()
