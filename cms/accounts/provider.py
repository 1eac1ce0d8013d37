"""An operator's own identity provider (OpenID Connect), where OIDC_ISSUER names one: it opens accounts that are there.

It makes none: who may come in is said here, by staff and by invitation. She is recognised by her address, when the
provider says that it checked it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from requests import RequestException

from cms.accounts.door import came_from_provider
from directory.models import User

log = logging.getLogger("accounts")


class Provided(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Of what the provider says of her, her address alone counts: her name is the one that she gave here."""
        user: User = sociallogin.user
        user.email = data.get("email") or ""
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Nobody learns here who has an account: she is told the same whether it is missing or closed."""
        user = sociallogin.user if sociallogin.is_existing else None
        if user is None or not user.is_active:
            messages.error(request, _("No account here goes with this address. Ask the person who should invite you."))
            raise ImmediateHttpResponse(redirect("account_login"))

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **_more: Any) -> None:
        raise ImmediateHttpResponse(_not_let_in(request))


def _not_let_in(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Your organisation’s login page did not let you in. Try again or use your password."))
    return redirect("account_login")


def _even_when_away(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The library expects that a provider answers, and sensibly, when it is asked where its pages are."""

    @wraps(view)
    def answered(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, ValueError, KeyError) as error:
            log.warning("The identity provider cannot be asked, or answers nonsense: %s", error)
            return _not_let_in(request)

    return answered


def _go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """By the button alone: a link from elsewhere logs nobody in."""
    if request.method != "POST":
        return redirect("account_login")
    return cast("HttpResponse", views.login(request, provider_id))


go, back = _even_when_away(_go), _even_when_away(views.callback)


class SecondStep(AuthenticateStage):
    """Left out where the operator says that the provider asks for a second factor itself."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if settings.OIDC_SECOND_FACTOR and came_from_provider(request, self.login.user):
            return False
        return bool(super()._should_handle(request))
