"""What the log says: nothing of what the directory holds."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db import DataError, IntegrityError


class Formatter(logging.Formatter):
    """PostgreSQL repeats the row that it refuses, or its value, in the error: the log keeps the rule that it broke."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for error in _refusals(record.exc_info[1] if record.exc_info else None):
            text = text.replace(str(error.__cause__), _told(error))
        return text


def _refusals(error: BaseException | None) -> Iterator[BaseException]:
    """Those in a chain of errors that come from PostgreSQL (SQLite names columns alone)."""
    while error is not None:
        if isinstance(error, IntegrityError | DataError) and hasattr(error.__cause__, "diag"):
            yield error
        error = error.__cause__ or error.__context__


def _told(error: BaseException) -> str:
    diag = getattr(error.__cause__, "diag", None)
    rule = getattr(diag, "constraint_name", None) or getattr(diag, "column_name", None) or "no rule of ours"
    return f"refused by PostgreSQL ({getattr(diag, 'sqlstate', None)}, {rule})"
