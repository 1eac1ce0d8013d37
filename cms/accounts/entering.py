"""The second step of logging in, and the same step again before something that matters."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.http import HttpRequest

from cms.accounts import factors


def ways(request: HttpRequest, user: Any) -> dict[str, Any]:
    """Which of her factors this page can ask for."""
    types = {one.type for one in factors.kept(user)}
    return {
        "by_code": bool(types & {factors.APP, factors.PAPER}),
        "by_app": factors.APP in types,
        "by_key": factors.KEY in types and factors.has_name(request),
        "has_key": factors.KEY in types,
    }


class SecondStepView(AuthenticateView):
    template_name = "account/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **ways(self.request, self.stage.login.user)}


class AgainView(ReauthenticateView):
    template_name = "account/again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **ways(self.request, self.request.user)}


class AgainByKeyView(ReauthenticateWebAuthnView):
    template_name = "account/again_key.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **ways(self.request, self.request.user)}


second_step = SecondStepView.as_view()
again = AgainView.as_view()
again_by_key = AgainByKeyView.as_view()
