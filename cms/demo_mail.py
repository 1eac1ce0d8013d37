"""The mails of a demonstration, for whoever runs it on her own machine: they never leave, and hold real links."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory import outbox
from directory.models import Service

LISTED = 50
# What a proxy adds: then somebody else asks, through this machine.
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


@require_safe
@never_cache
def mails(request: HttpRequest) -> HttpResponse:
    if not may_be_read(request):
        raise Http404
    return render(request, "cms/demo_mail.html", {"mails": outbox.newest(LISTED), "listed": LISTED})


def may_be_read(request: HttpRequest) -> bool:
    """Never on a real site, nor on a demonstration that others reach: a link to a new password may be among them."""
    return (
        not settings.RELAY
        and not settings.BEHIND_PROXY
        and _this_machine(urlsplit(settings.SITE_ADDRESS).hostname)
        and _this_machine(urlsplit(f"//{request.get_host()}").hostname)
        and _this_machine(request.META.get("REMOTE_ADDR"))
        and not any(name in request.headers for name in PASSED_ON)
        and Service.objects.demo().exists()
    )


def _this_machine(host: str | None) -> bool:
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"
