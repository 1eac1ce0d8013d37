"""« This service is ours »: forms for everybody. A link from the mail shows a page; only the page's button acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from directory import links
from directory.actions import claims
from directory.forms.claiming import ClaimForm, ProposeForm
from directory.lifecycle.claims import Stand
from directory.models import Claim, Organisation, Service
from directory.views.finding import merged_code

READS_AND_POSTS = ["GET", "HEAD", "POST"]


@require_http_methods(READS_AND_POSTS)
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """From the card of a service. Of a sensitive one neither title nor page says the name."""
    found = Service.objects.readable().select_related("organisation", "category", "site").filter(code=code).first()
    if found is None:
        return redirect("directory:claim", merged_code(Service.objects.readable(), code), permanent=True)
    return _form(request, ClaimForm, found.organisation, target=found, sensitive=found.is_sensitive)


@require_http_methods(READS_AND_POSTS)
def propose(request: HttpRequest) -> HttpResponse:
    return _form(request, ProposeForm, None)


@require_safe
def claim_sent(request: HttpRequest) -> HttpResponse:
    """The same page whoever asked, and however often: her mailbox tells her the rest."""
    return _traceless(render(request, "directory/claim_sent.html", {"days": claims.UNCONFIRMED_DAYS}))


@require_http_methods(READS_AND_POSTS)
def claim_confirm(request: HttpRequest, token: str) -> HttpResponse:
    code = links.about(claims.CONFIRM, token)
    found = Claim.objects.filter(code=code).first() if code else None
    if found is not None and request.method == "POST":
        claims.confirm(found)
        return HttpResponseRedirect(request.path)
    asks = found is not None and found.state == Stand.UNCONFIRMED
    answer = render(
        request, "directory/claim_confirm.html", {"claim": found, "asks": asks}, status=200 if found else 404
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return _traceless(answer)


def _form(
    request: HttpRequest, kind: type[ClaimForm], organisation: Organisation | None, **context: Any
) -> HttpResponse:
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        language = (get_language() or "fr")[:2]
        claims.ask({**form.cleaned_data, "language": language}, organisation=organisation)
        return redirect("directory:claim_sent")
    status = 422 if form.errors else 200
    return _traceless(render(request, "directory/claim.html", {"form": form, **context}, status=status))


def _traceless(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
