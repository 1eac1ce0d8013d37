"""What the log says: nothing of what the directory holds, nor of what somebody typed."""

from __future__ import annotations

import copy
import logging
import traceback
from collections.abc import Iterator

from django.db import DataError, IntegrityError


class Formatter(logging.Formatter):
    """An error that ended a request is its type and its places in the code: its message may repeat the question.

    PostgreSQL repeats the row that it refuses, or its value, in the error: the log keeps the rule that it broke.
    """

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        if error and hasattr(record, "request"):
            record = copy.copy(record)
            record.exc_info, record.exc_text = None, "\n".join(_places(error))
        text = super().format(record)
        for one in _chain(error):
            if _is_refusal(one):
                text = text.replace(str(one.__cause__), _told(one))
        return text


def _places(error: BaseException) -> Iterator[str]:
    """The first error last, as it is nearest to the mistake."""
    for one in _chain(error):
        yield f"{type(one).__qualname__}{f': {_told(one)}' if _is_refusal(one) else ''}, from:"
        yield "".join(traceback.format_tb(one.__traceback__)).rstrip()


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_refusal(error: BaseException) -> bool:
    """Does it come from PostgreSQL? SQLite names columns alone."""
    return isinstance(error, IntegrityError | DataError) and hasattr(error.__cause__, "diag")


def _told(error: BaseException) -> str:
    diag = getattr(error.__cause__, "diag", None)
    rule = getattr(diag, "constraint_name", None) or getattr(diag, "column_name", None) or "no rule of ours"
    return f"refused by PostgreSQL ({getattr(diag, 'sqlstate', None)}, {rule})"
