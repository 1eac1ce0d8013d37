"""The log as JSON, one line an event, for LOG_FORMAT=json: what happened in which view, never to whom or about what."""

from __future__ import annotations

import json
import logging
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_request: ContextVar[str] = ContextVar("request", default="")
access = logging.getLogger("access")
# Their messages hold the address that was asked, which may hold a question or a name.
WITH_ADDRESSES = ("django.request", "django.security", "django.server", "gunicorn.access")


class Formatter(logging.Formatter):
    """An error is its type and its places in the code: its message may repeat what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if record.name == access.name:
            line |= getattr(record, "facts", {})
        else:
            line["message"] = _said(record)
        if request := _request.get():
            line["request"] = request
        if record.exc_info and (error := record.exc_info[1]):
            line["error"] = type(error).__name__
            frames = traceback.extract_tb(error.__traceback__)
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False, default=str)


def _said(record: logging.LogRecord) -> str:
    if not record.name.startswith(WITH_ADDRESSES):
        return record.getMessage()
    return str(record.msg) if record.args else ""  # with its gaps; what has none may be filled already


class AccessMiddleware:
    """One line for each request. The id is ours, drawn anew: it ties lines together, not people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token, begun = _request.set(secrets.token_hex(8)), time.perf_counter()
        try:
            response = self.get_response(request)
            facts = {
                "method": request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS"} else "other",
                "view": request.resolver_match.view_name if request.resolver_match else None,
                "status": response.status_code,
                "ms": round((time.perf_counter() - begun) * 1000, 1),
            }
            access.info("request", extra={"facts": facts})
            return response
        finally:
            _request.reset(token)
