"""The public address of the aide-mémoire. Each process keeps what it made until the directory or the day changes."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from directory.models import Bassin
from search.question.lists import Stamp, stamp

TONGUES = ("fr", "nl")
_made: dict[tuple[str, str], tuple[Stamp, date, bytes]] = {}


@require_safe
def memo(request: HttpRequest, tongue: str, code: str) -> HttpResponse:
    if tongue not in TONGUES:
        raise Http404
    bassin = get_object_or_404(Bassin.objects.prefetch_related("communes"), code=code)
    response = HttpResponse(_kept(bassin, tongue), content_type="application/pdf")
    response.headers["Content-Language"] = tongue
    response.headers["Content-Disposition"] = f'inline; filename="maillage-{bassin.code}-{tongue}.pdf"'
    return response


def _kept(bassin: Bassin, tongue: str) -> bytes:
    now, today = stamp(), timezone.localdate()
    kept = _made.get((bassin.code, tongue))
    if kept is None or kept[:2] != (now, today):
        kept = _made[bassin.code, tongue] = now, today, _make(bassin, tongue, today)
    return kept[2]


def forget() -> None:
    _made.clear()


def _make(bassin: Bassin, tongue: str, today: date) -> bytes:
    from cms.memo.facts import facts  # noqa: PLC0415  with the first paper: half the processes never print one
    from cms.memo.paper import paper  # noqa: PLC0415

    with translation.override(tongue):
        address = f"{settings.SITE_ADDRESS}{reverse('search:page')}?bassin={bassin.code}"
        return paper(facts(bassin), tongue, address, today)
