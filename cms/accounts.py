"""The one login door, through allauth: accounts are made by staff, nobody signs up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms import limits

View = Callable[..., HttpResponse]


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

    def format_email_subject(self, subject: str) -> str:
        """Without the name of the host, which the library would put in front."""
        return str(subject)


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
