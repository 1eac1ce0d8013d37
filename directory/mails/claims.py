"""To whoever says that she speaks for an organisation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from directory import links, notifications
from directory.actions.claims import CONFIRM, REFUSED, UNCONFIRMED_DAYS
from directory.lifecycle.claims import Stand
from directory.models import Claim, Letter


def _claim(code: str, state: Stand) -> Claim | None:
    return Claim.objects.filter(code=code, state=state).select_related("organisation").first()


def _to_confirm(about: str, _letter: Letter) -> dict[str, Any] | None:
    if _claim(about, Stand.UNCONFIRMED) is None:
        return None
    token = links.mint(CONFIRM, about, days=UNCONFIRMED_DAYS)
    address = settings.SITE_ADDRESS + reverse("directory:claim_confirm", args=[token])
    return {"link": address, "days": UNCONFIRMED_DAYS}


def _refused(about: str, _letter: Letter) -> dict[str, Any] | None:
    claim = _claim(about, Stand.REFUSED)
    return {"claim": claim} if claim else None


def register() -> None:
    folder, kind = "directory/mail", notifications.Kind
    words = gettext_lazy("claim: address to be confirmed"), gettext_lazy("claim: refused")
    notifications.register(kind(CONFIRM, f"{folder}/claim_confirm", _to_confirm, priority="high", says=words[0]))
    notifications.register(kind(REFUSED, f"{folder}/claim_refused", _refused, says=words[1]))
