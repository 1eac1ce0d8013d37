"""Links in mails. A token is made when the mail is written, its hash alone is kept; opening a link changes nothing."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from directory.models.letters import LinkToken


def mint(purpose: str, about: str, *, days: int) -> str:
    """A token for an address. Those made before stay valid: a mail that is tried twice may arrive twice."""
    token = secrets.token_urlsafe(24)
    expires = timezone.now() + timedelta(days=days)
    LinkToken.objects.create(digest=_digest(token), purpose=purpose, about=about, expires_at=expires)
    return token


def about(purpose: str, token: str) -> str | None:
    """What it stands for while it is valid. Programs that open every link of a mail may ask as often as they like."""
    found = LinkToken.objects.filter(digest=_digest(token), purpose=purpose, expires_at__gt=timezone.now()).first()
    return found.about if found else None


def burn(purpose: str, about: str) -> None:
    """Every link of that purpose for it leads nowhere from now on."""
    LinkToken.objects.filter(purpose=purpose, about=about).delete()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
