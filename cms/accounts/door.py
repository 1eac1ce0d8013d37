"""The one login door, through allauth: accounts are made by staff, nobody signs up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cms import limits
from directory import notifications
from directory.models import Letter, User

View = Callable[..., HttpResponse]
KIND = "new_password"
ASKED_DAYS = 1  # a mail that comes later surprises


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
        """Where nobody asked to go elsewhere: to her work, for who may enter the administration."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return str(super().get_login_redirect_url(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        """For its own limits the library writes addresses down: it gets the hash of the day."""
        return limits.visitor(request)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Through the queue: the link is made anew when the mail is sent, and stands nowhere before."""
        until = timezone.now() + timedelta(days=ASKED_DAYS)
        notifications.ask(KIND, to=user.email, about=str(user.pk), languages=(user.language,), expires=until)


def _new_password(about: str, letter: Letter) -> dict[str, Any] | None:
    """Nothing, for an account that was closed or changed hands meanwhile."""
    user = User.objects.filter(pk=about, is_active=True, email__iexact=letter.address).first()
    if not user:
        return None
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return {"password_reset_url": settings.SITE_ADDRESS + path}


def register() -> None:
    says = _("password")
    notifications.register(notifications.Kind(KIND, "cms/mail/new_password", _new_password, priority="high", says=says))


def _asked_language(request: HttpRequest) -> str:
    """The language switch's parameter, else the language of the page one wanted to open."""
    wanted = request.GET.get("language") or request.GET.get("next", "").strip("/").partition("/")[0]
    return wanted if wanted in dict(settings.LANGUAGES) else ""


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
