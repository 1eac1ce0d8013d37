"""The page behind a link of a round's mail: the answer is ticked, one button says it. Opening it changes nothing."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from directory import rounds
from directory.actions.turns import one_writer
from directory.forms.tap import TapForm, usual_end
from directory.models import Confirmation, RoundMail, Service, Version
from directory.rounds import Card

MAIL = Confirmation.Via.MAIL
JUST_NOW = timedelta(minutes=30)
DONE, OVERTAKEN, REFUSED = 302, 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
def tap(request: HttpRequest, token: str, code: str, answer: str) -> HttpResponse:
    mail = rounds.mail_of(token)
    service = rounds.service_of(mail, code) if mail and answer in rounds.ANSWERS else None
    if mail is None or service is None:
        return _private(render(request, "directory/tap/no_link.html", status=404))
    card = Card(service, token)
    if request.method != "POST":
        done = "done" in request.GET and _said_just_now(service)
        form = TapForm(service=service, initial=_ticked(service, answer))
        return _page(request, mail, card, form, done=done)
    form = TapForm(request.POST, service=service)
    with one_writer():  # nobody else says anything between looking and writing
        status = _press(request, mail, service, form)
    if status == DONE:
        return redirect(f"{request.path}?done=1")
    return _page(request, mail, card, form, overtaken=status == OVERTAKEN, status=status)


def _press(request: HttpRequest, mail: RoundMail, service: Service, form: TapForm) -> int:
    """Writes what was sent, unless somebody knew better meanwhile. Pressed twice it was said already."""
    if request.POST.get("seen", "") != str(_version(service)):
        return DONE if form.is_valid() and form.is_said() else OVERTAKEN
    return DONE if form.is_valid() and form.save(by=mail.user, via=MAIL) else REFUSED


def _ticked(service: Service, answer: str) -> dict[str, object]:
    said = {"exact": True} if answer == rounds.EXACT else {"room": answer}
    return {**said, "until": usual_end(service)}


def _version(service: Service) -> int:
    return Version.objects.of(service).values_list("pk", flat=True).first() or 0


def _said_just_now(service: Service) -> bool:
    return service.confirmations.filter(via=MAIL, at__gte=timezone.now() - JUST_NOW).exists()


def _page(  # noqa: PLR0913  what a page is
    request: HttpRequest,
    mail: RoundMail,
    card: Card,
    form: TapForm,
    *,
    done: bool = False,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    others = [Card(one, card.token) for one in rounds.asked_about(mail) if one != card.service] if done else []
    context = {
        "card": card,
        "form": form,
        "done": done,
        "overtaken": overtaken,
        "others": others,
        "seen": _version(card.service),
    }
    return _private(render(request, "directory/tap/tap.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
