"""Our own cards as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory import tables
from directory.exporting import rows
from directory.models import Service
from directory.views.own.acting import ActingRequest, of_verified


@require_safe
@of_verified
def export(request: ActingRequest, kind: str) -> HttpResponse:
    if kind not in tables.FORMATS:
        raise Http404
    ours = Service.objects.filter(organisation=request.acting_for, merged_into=None)
    return tables.file(kind, f"{request.acting_for.code}-{timezone.localdate():%Y-%m-%d}", rows(ours))
