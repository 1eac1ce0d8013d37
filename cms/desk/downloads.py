"""Documents of the library, as readers get them."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.documents.views.serve import serve

# Should a browser open one all the same: no script, no form, no request, and not this site's origin.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Saved, never shown by the browser: see WAGTAILDOCS_INLINE_CONTENT_TYPES."""
    response: HttpResponseBase = serve(request, document_id, document_filename)
    response.headers["Content-Security-Policy"] = POLICY
    return response
