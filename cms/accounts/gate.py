"""The gate behind the login door: what is private needs a second factor done in this session, which ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts import devices, sessions
from cms.doors import PUBLIC, SAFE
from directory.models import OpenSession

# What somebody does whose session has no second factor yet: set one up, or go.
HALFWAY = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_join",
        "account_set_up",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)
# Asked by an open page by itself: no sign that somebody sits before it.
PINGS = frozenset({"wagtailadmin_editing_sessions:ping"})
GOING = "going"  # where she was going when she had to set up her factor


class Gate:
    """Ends sessions that are over, and lets nobody in who proved herself with a password alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.sign_in = None  # type: ignore[attr-defined]
        if request.private_door and request.user.is_authenticated:  # type: ignore[attr-defined]
            self.look(request)
        response = self.get_response(request)
        if came_in := getattr(request, "came_in", None):
            devices.remember(request, response, came_in.email)
        return response

    def look(self, request: HttpRequest) -> None:
        row = sessions.find(request)
        if row and not row.is_over and not self._lost(request, row):
            request.sign_in = row  # type: ignore[attr-defined]
            return
        idle = bool(row and row.is_over)
        sessions.end(request)
        if idle:
            messages.info(request, _("You were logged out: half an hour without a sign of you, or ten hours in all."))

    @staticmethod
    def _lost(request: HttpRequest, row: OpenSession) -> bool:
        """A right that is gone logs her out; one that she gained is kept with the others."""
        had, has = set(row.roles), sessions.roles_of(request.user)  # type: ignore[arg-type]
        if sessions.followed(had - has) - has:
            return True
        if has != had:
            OpenSession.objects.filter(pk=row.pk).update(roles=sorted(has))
        return False

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if not (row := sessions.here(request)):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if row.factor:
            if name not in PINGS:
                sessions.stamp(row)
            return None
        if name in HALFWAY:
            return None
        if name in PUBLIC:  # half in is not in
            request.user = AnonymousUser()
            return None
        return self._to_the_factor(request)

    @staticmethod
    def _to_the_factor(request: HttpRequest) -> HttpResponse:
        if get_adapter().is_mfa_enabled(request.user):  # set up meanwhile, elsewhere
            sessions.end(request)
            return HttpResponseRedirect(reverse("account_login"))
        if request.method in SAFE:
            request.session[GOING] = request.get_full_path()
        return HttpResponseRedirect(reverse("account_set_up"))
