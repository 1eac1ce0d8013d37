"""« Signaler une erreur »: a form for everybody on each card, and the page that says what became of a report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from directory.actions import tickets
from directory.forms.reporting import ReportForm
from directory.models import Organisation, Service, Ticket
from directory.models.tickets import ANSWER_DAYS
from directory.views.finding import merged_code
from directory.views.organisation import only_sensitive


@require_http_methods(["GET", "HEAD", "POST"])
def report_service(request: HttpRequest, code: str) -> HttpResponse:
    found = Service.objects.readable().select_related("organisation", "category", "site").filter(code=code).first()
    if found is None:
        return redirect("directory:report_service", merged_code(Service.objects.readable(), code), permanent=True)
    return _form(request, found, sensitive=found.is_sensitive)


@require_http_methods(["GET", "HEAD", "POST"])
def report_organisation(request: HttpRequest, code: str) -> HttpResponse:
    found = Organisation.objects.listed().filter(code=code).first()
    if found is None:
        moved_to = merged_code(Organisation.objects.listed(), code)
        return redirect("directory:report_organisation", moved_to, permanent=True)
    services = Service.objects.listed().select_related("category", "site").filter(organisation=found)
    return _form(request, found, sensitive=only_sensitive(list(services)))


def _form(request: HttpRequest, target: Organisation | Service, *, sensitive: bool) -> HttpResponse:
    """What is typed is kept where something is missing. Of a sensitive card neither title nor page says the name."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ticket = tickets.report(target, form.said((get_language() or "fr")[:2]))
        return redirect("directory:reported", ticket.code)
    kind = "service" if isinstance(target, Service) else "organisation"
    context = {"form": form, "target": target, "sensitive": sensitive, "back": f"directory:{kind}"}
    return _traceless(render(request, "directory/report.html", context))


@require_safe
def reported(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever has the reference: how far it is. Neither the card, nor what was written, nor by whom."""
    ticket = get_object_or_404(Ticket, code=code)
    return _traceless(render(request, "directory/reported.html", {"ticket": ticket, "days": ANSWER_DAYS}))


def _traceless(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
