"""The content policy of every page: the library's, put into words once and not for each answer."""

from __future__ import annotations

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A page that asks for more than the usual policy is left to the library."""
        if hasattr(request, "_csp_nonce") or any(name.startswith("_csp") for name in vars(response)):
            asked: HttpResponseBase = super().process_response(request, response)
            return asked
        if not request.path_info.startswith(tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"])):
            response.headers.setdefault(HEADER, _usual())
        return response


@cache
def _usual() -> str:
    words: str = build_policy()
    return words
