"""Subscribing without an account. A link from a mail shows a page; only the page's button acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.models import Subscription
from cms.newsletter import subscribing
from cms.newsletter.forms import PreferencesForm, SubscribeForm
from cms.newsletter.lifecycle import Standing
from directory import links
from directory.models import Bassin


def _open() -> None:
    """Switched off: nobody subscribes any more. Links of mails that were sent stay good."""
    if not settings.NEWSLETTER:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """An address may name the bassin of the page somebody comes from."""
    _open()
    here = Bassin.objects.filter(code=request.GET.get("bassin", ""))
    first = {"tongues": (get_language() or "fr")[:2], "bassins": [bassin.code for bassin in here]}
    form = SubscribeForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            subscribing.ask(subscribing.Wish(said["email"], said["tongues"], said["bassins"]))
            return redirect("newsletter:sent")
        except subscribing.Flooded:
            form.add_error(None, _("Very many people subscribe at this moment. Press the button again in an hour."))
    return render(request, "newsletter/subscribe.html", {"form": form})


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same page for whoever was new, known, or mailed a moment ago: her mailbox tells her which."""
    _open()
    return render(request, "newsletter/sent.html", {"days": subscribing.UNCONFIRMED_DAYS})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    one = _behind(subscribing.TO_CONFIRM, token)
    if one is not None and request.method == "POST":
        subscribing.confirm(one)
        return HttpResponseRedirect(request.path)
    return _page(request, "confirm", one, asks=one is not None and one.state == Standing.UNCONFIRMED)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    one, saved = _behind(subscribing.TO_CHANGE, token), False
    if one is None:
        return _page(request, "preferences", None)
    posted = request.POST if request.method == "POST" else None
    first = {"tongues": one.tongues, "bassins": [bassin.code for bassin in one.bassins.all()]}
    form = PreferencesForm(posted, initial=first)
    if posted is not None and form.is_valid():
        subscribing.change(one, form.cleaned_data["tongues"], form.cleaned_data["bassins"])
        saved = True
    return _page(request, "preferences", one, form=form, saved=saved, token=token)


# Mail programs post here for the reader who presses their own button (RFC 8058): from elsewhere, without a cookie.
# Whoever can write this address holds the mail.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    one = _behind(subscribing.TO_CHANGE, token)
    done = one is not None and request.method == "POST" and subscribing.leave(one)
    return _page(request, "leave", one, done=done)


def _behind(purpose: str, token: str) -> Subscription | None:
    key = links.about(purpose, token)
    return Subscription.objects.filter(key=UUID(key)).first() if key else None


def _page(request: HttpRequest, name: str, one: Subscription | None, **context: Any) -> HttpResponse:
    """Never the address itself: the link may have been forwarded."""
    if one is None:
        response = render(request, "newsletter/no_link.html", status=404)
    else:
        response = render(request, f"newsletter/{name}.html", {"one": one, **context})
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
