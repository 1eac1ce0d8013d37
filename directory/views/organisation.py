"""An organisation's page: what it is, what it was recognised for, and its services."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.identifiers import show_enterprise_number
from directory.models import Organisation, Service
from directory.programme import valid_on
from directory.views.card import Card
from directory.views.finding import merged_code
from directory.views.printing import body


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    found = Organisation.objects.listed().prefetch_related(
        "contacts__language",
        "conventions",
        "inami_accreditations",
        "billing_registrations",
        "accreditations__authority",
    )
    record = found.filter(code=code).first()
    if record is None:
        return redirect("directory:organisation", merged_code(Organisation.objects.listed(), code), permanent=True)
    services = list(Service.objects.listed().for_cards().filter(organisation=record))
    sensitive = only_sensitive(services)
    context = {"organisation": record, "sensitive": sensitive, "body": _body(record, services)}
    response = render(request, "directory/organisation.html", context)
    if sensitive:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def only_sensitive(services: list[Service]) -> bool:
    """An organisation none of whose services may be named in a title may not be either."""
    return bool(services) and all(service.is_sensitive for service in services)


def _facts(record: Organisation, today: date) -> list[str]:
    """The three facts of the programme, each on its own: none follows from another."""
    sentences = (
        (record.conventions, _("BIB convention since %(day)s")),
        (record.inami_accreditations, _("INAMI accreditation since %(day)s")),
        (record.billing_registrations, _("On the billing platform since %(day)s")),
    )
    return [
        sentence % {"day": date_format(fact.starts_on, "j F Y")}
        for facts, sentence in sentences
        for fact in [row for row in facts.all() if valid_on(row, today)][:1]
    ]


def _body(record: Organisation, services: list[Service]) -> SafeString:
    now = timezone.now()
    today = timezone.localdate(now)
    return body(
        "organisation.html",
        organisation=record,
        enterprise_number=show_enterprise_number(record.enterprise_number or ""),
        cards=[Card(service, now) for service in services],
        facts=_facts(record, today),
        accreditations=[fact for fact in record.accreditations.all() if valid_on(fact, today)],
    )
