"""The one login door, through allauth: accounts are made by staff or by invitation, nobody signs up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import unstash_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cms import limits
from cms.accounts import factors, letters, sessions, tries
from directory.models import User

View = Callable[..., HttpResponse]
FRESH = 15 * 60  # seconds after logging in during which nobody is asked again for what she just showed


class Adapter(DefaultAccountAdapter):
    # Said in our own words: the library's Dutch says « je ».
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and this password do not go together."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "account_inactive": _("This account is closed."),
        "incorrect_password": _("This is not your present password."),
        "enter_current_password": _("Type your present password."),
        "invalid_password_reset": _("This link has been used already or is too old."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where nobody asked to go elsewhere: to her work."""
        row = sessions.here(request)
        if row and not row.factor:
            return reverse("account_set_up")
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        if request.user.is_authenticated and request.user.memberships.exists():
            return reverse("own:organisations")
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_own")

    def get_client_ip(self, request: HttpRequest) -> str:
        """For its own limits the library writes addresses down: it gets the hash of the day."""
        return limits.visitor(request)

    # Its counters are read, then written, and one of them could lock a colleague out: ours stand in cms.limits.
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not tries.take_password(request, _typed(credentials)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            tries.give_back_password(request, _typed(credentials))
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """A new session, under a new name; what proved her second factor on the way in is written with it."""
        factor = _proved(request, user)
        super().login(request, user)
        sessions.begin(request, user, factor)
        request.came_in = user  # type: ignore[attr-defined]

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "cms.accounts.provider.SecondStep"} if settings.OIDC else {}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def logout(self, request: HttpRequest) -> None:
        sessions.end(request)

    def set_password(self, user: User, password: str) -> None:
        """Whoever changes it is perhaps not alone in her account: everybody else is logged out, and she is told."""
        super().set_password(user, password)
        sessions.end_others(self.request, user)
        tries.clear_codes(user)
        letters.tell_of_change(user, "password")

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:
        """Whoever has just come in has shown who she is; without a factor there is nothing yet to guard."""
        row = sessions.here(self.request)
        if row is None:
            return True
        return bool(row.factor) and (timezone.now() - row.since).total_seconds() > FRESH

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By a second factor alone: one address of this site takes a password to let somebody in."""
        if not user.is_authenticated:
            return []
        types = {one.type for one in factors.kept(user)}
        typed = {"id": "mfa_reauthenticate", "description": "", "url": reverse("mfa_reauthenticate")}
        key = {
            "id": "mfa_reauthenticate:webauthn",
            "description": "",
            "url": reverse("mfa_reauthenticate_webauthn"),
        }
        return [*([typed] if types & {factors.APP, factors.PAPER} else []), *([key] if factors.KEY in types else [])]

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        letters.ask_new_password(user, user.email)

    def send_notification_mail(self, template_prefix: str, user: User, *_more: Any, **_named: Any) -> None:
        """Of a changed factor, which the library tells of by the name of its template."""
        letters.tell_of_change(user, template_prefix.rpartition("/")[2])


def _proved(request: HttpRequest, user: User) -> str:
    """By which second factor she came in; by none yet when this is empty."""
    proved = [one["type"] for one in get_authentication_records(request, user) if one.get("method") == "mfa"]
    if not proved and settings.OIDC_SECOND_FACTOR and came_from_provider(request, user):
        return "provider"
    return str(proved[-1]) if proved else ""


def came_from_provider(request: HttpRequest, user: User | None) -> bool:
    records = get_authentication_records(request, user)
    return bool(records) and records[-1].get("method") == "socialaccount"


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email", "")).strip().lower()


class ForgottenForm(ResetPasswordForm):
    """Known or not, an address costs the same work: a letter is asked for, which for nobody never leaves."""

    def save(self, request: HttpRequest, **_more: Any) -> str:
        letters.ask_new_password(self.users[0] if self.users else None, self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


def _asked_language(request: HttpRequest) -> str:
    """The language switch's parameter, else that of the page one wanted to open, else hers."""
    asked = request.GET.get("language") or request.GET.get("next", "").strip("/").partition("/")[0]
    for wanted in (asked, _hers(request)):
        if wanted in dict(settings.LANGUAGES):
            return wanted
    return ""


def _hers(request: HttpRequest) -> str:
    """Of whoever is in, or has typed her password and now shows her second factor."""
    if request.user.is_authenticated:
        return str(request.user.language)
    if not request.private_door:  # type: ignore[attr-defined]
        return ""
    waiting = unstash_login(request, peek=True)
    return str(waiting.user.language) if waiting and waiting.user else ""


def spoken(view: View) -> View:
    """A page of the login door in the language asked for: its address has no place for one."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if language := _asked_language(request):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return view(request, *args, **kwargs)

    return answered


def forgotten(view: View) -> View:
    """After logging out the browser keeps no private page to go back to."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answered
