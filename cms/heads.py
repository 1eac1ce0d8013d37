"""Answers to HEAD carry headers alone. Django's own server cuts the body off; gunicorn sends it, and warns."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse


class HeadMiddleware:
    """Outermost but for what reads the body: `Content-Length` stays that of the GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "HEAD":
            return response
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()  # what streamed it is closed all the same
        else:
            response.content = b""  # type: ignore[attr-defined]
        return response
