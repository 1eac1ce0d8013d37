"""The mails of accounts: a new password, and what was changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from cms import limits
from directory import notifications
from directory.models import Letter, User

NEW_PASSWORD, CHANGED = "new_password", "account_changed"
ASKED_DAYS = 1  # a mail that comes later surprises
MOST_AN_HOUR = 5  # mails to one mailbox: whoever asks for more has one already
NOBODY = "nobody"
# What happened, by the word under which it is asked for.
SAYS = {
    "password": gettext_noop("The password was changed."),
    "totp_activated": gettext_noop("An app that shows codes was added."),
    "totp_deactivated": gettext_noop("The app that shows codes was removed."),
    "webauthn_added": gettext_noop("A security key was added."),
    "webauthn_removed": gettext_noop("A security key was removed."),
    "recovery_codes_generated": gettext_noop("New codes on paper were made; those before are worth nothing any more."),
    "reset": gettext_noop("The second step was taken away, because it was lost. The next login sets up a new one."),
    "codes": gettext_noop("Codes on paper were printed, because there is neither phone nor security key."),
}


def register() -> None:
    kinds = [
        notifications.Kind(NEW_PASSWORD, "cms/mail/new_password", _new_password, priority="high", says=_("password")),
        notifications.Kind(CHANGED, "cms/mail/account_changed", _changed, priority="high", says=_("account changed")),
    ]
    for kind in kinds:
        notifications.register(kind)


def ask_new_password(user: User | None, email: str) -> None:
    """The link is made anew when the mail is sent, and stands nowhere before. For nobody, as much work is done, and no
    more often."""
    about = str(user.pk) if user else NOBODY
    if limits.take(f"mail {email.strip().lower()}", most=MOST_AN_HOUR, seconds=3600):
        until = timezone.now() + timedelta(days=ASKED_DAYS)
        to, language = (user.email, user.language) if user else (settings.CONTACT_MAIL, settings.LANGUAGE_CODE)
        notifications.ask(NEW_PASSWORD, to=to, about=about, languages=(language,), expires=until)


def _new_password(about: str, letter: Letter) -> dict[str, Any] | None:
    """Nothing, for nobody and for an account that was closed or changed hands meanwhile."""
    if about == NOBODY:
        return None
    user = User.objects.filter(pk=about, is_active=True, email__iexact=letter.address).first()
    if not user:
        return None
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return {"password_reset_url": settings.SITE_ADDRESS + path}


def tell_of_change(user: User, what: str, *, to: User | None = None) -> None:
    """Herself, or somebody else who should know."""
    if what in SAYS and user.is_active:
        reader = to or user
        notifications.ask(CHANGED, to=reader.email, about=f"{user.pk}:{what}", languages=(reader.language,))


def _changed(about: str, letter: Letter) -> dict[str, Any] | None:
    pk, _sign, what = about.partition(":")
    user = User.objects.filter(pk=pk).first()
    if not user:
        return None
    own = user.email.lower() == letter.address.lower()
    return {"what": gettext(SAYS[what]), "name": "" if own else str(user), "account": reverse("account_own")}
