"""Where the mailed link to a new password leads: reading the page changes nothing, as mail scanners read it too."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.forms import UserTokenForm
from allauth.account.views import PasswordResetFromKeyView
from django.http import HttpRequest, HttpResponse


class NewPasswordView(PasswordResetFromKeyView):
    """The library keeps the key in a session that begins when the link is opened. Here it stays in the address."""

    def dispatch(self, request: HttpRequest, uidb36: str, key: str, **kwargs: Any) -> HttpResponse:
        self.key = key
        known = UserTokenForm(data={"uidb36": uidb36, "key": key})
        self.reset_user = known.reset_user if known.is_valid() else None
        response = self._answer(request, uidb36, key) if self.reset_user else self._too_late()
        response.headers["Referrer-Policy"] = "strict-origin"  # the key goes nowhere with it
        return response

    def _answer(self, request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
        user: Any = self.reset_user
        somebody_else = request.user.is_authenticated and request.user.pk != user.pk
        if request.method == "POST" and somebody_else:
            self.logout()
        beyond: Any = super(PasswordResetFromKeyView, self)
        return cast("HttpResponse", beyond.dispatch(request, uidb36=uidb36, key=key))

    def _too_late(self) -> HttpResponse:
        return cast("HttpResponse", self.render_to_response(self.get_context_data(token_fail=True, form=None)))
