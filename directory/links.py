"""What mails prove. A link's token and a one-time code are made when the mail is written; their hashes alone are kept.

Opening a link changes nothing. A code is typed back: it serves once, for a few minutes, and few wrong ones are heard.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from directory.models.letters import LinkToken, OneTimeCode

DIGITS = 6
TRIES = 5  # of each code: guessing then succeeds once in 200,000 codes
SIDE_BY_SIDE = 2  # valid codes: a mail that is tried twice may arrive twice


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


def mint_code(purpose: str, about: str, *, minutes: int) -> str:
    """Six digits to type back; the one before stays valid. How often somebody may ask for one, the caller says."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    of_it = OneTimeCode.objects.filter(purpose=purpose, about=about)
    older = list(of_it.order_by("-pk").values_list("pk", flat=True)[SIDE_BY_SIDE - 1 :])
    of_it.filter(pk__in=older).delete()
    expires = timezone.now() + timedelta(minutes=minutes)
    OneTimeCode.objects.create(digest=_sealed(purpose, about, code), purpose=purpose, about=about, expires_at=expires)
    return code


def check_code(purpose: str, about: str, code: str) -> bool:
    """Is it a valid one? It is used up. A wrong one is counted: keep the transaction in which you ask."""
    valid = OneTimeCode.objects.filter(purpose=purpose, about=about, expires_at__gt=timezone.now())
    # Each try is written before it is judged, so that a burst of guesses is counted whole.
    heard = [one for one in valid if valid.filter(pk=one.pk, tries__lt=TRIES).update(tries=F("tries") + 1)]
    sealed = _sealed(purpose, about, "".join(code.split()))
    # Of two who type it at once, one is the first.
    return any(constant_time_compare(one.digest, sealed) and bool(_used_up(one)) for one in heard)


def private(path: str) -> str:
    """The whole address of a page that asks for a login: on a site with two doors it is at the other one."""
    public = urlsplit(settings.SITE_ADDRESS)
    return f"{public.scheme}://{settings.PRIVATE_HOST or public.netloc}{path}"


def burn(purpose: str, about: str) -> None:
    """Every link and code of that purpose for it leads nowhere from now on."""
    for kept in (LinkToken, OneTimeCode):
        kept.objects.filter(purpose=purpose, about=about).delete()


def _used_up(code: OneTimeCode) -> int:
    removed = OneTimeCode.objects.filter(pk=code.pk).delete()[0]
    OneTimeCode.objects.filter(purpose=code.purpose, about=code.about).delete()
    return removed


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _sealed(purpose: str, about: str, code: str) -> str:
    """With the key of this installation: a million codes are soon hashed by whoever reads a copy of the database."""
    return salted_hmac("directory.links", f"{purpose}\n{about}\n{code}", algorithm="sha256").hexdigest()
