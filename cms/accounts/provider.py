"""An operator's own identity provider (OpenID Connect), where OIDC_ISSUER names one: it opens accounts that are there.

It makes none: who may come in is said here, by staff and by invitation. She is recognised by her address, when the
provider says that it checked it.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cms.accounts.door import came_from_provider

UNKNOWN = "unknown"


class Provided(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Nobody learns here who has an account: she is told the same whether it is missing or closed."""
        user = sociallogin.user if sociallogin.is_existing else None
        if user is None or not user.is_active:
            messages.error(request, _("No account here goes with this address. Ask the person who should invite you."))
            raise ImmediateHttpResponse(redirect("account_login"))

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **_more: Any) -> None:
        messages.error(request, _("Your organisation’s login page did not let you in. Try again or use your password."))
        raise ImmediateHttpResponse(redirect("account_login"))


class SecondStep(AuthenticateStage):
    """Left out where the operator says that the provider asks for a second factor itself."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if settings.OIDC_SECOND_FACTOR and came_from_provider(request, self.login.user):
            return False
        return bool(super()._should_handle(request))
