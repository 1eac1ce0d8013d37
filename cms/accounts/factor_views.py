"""Setting up a second factor, its codes on paper, and taking one away."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts import codes as typed
from cms.accounts import factors, letters, sessions
from cms.accounts.gate import GOING


def set_up(request: HttpRequest) -> HttpResponse:
    """Which one? A security key first: it cannot be copied, nor told to somebody on the telephone."""
    return render(request, "account/set_up.html", {"named": factors.has_name(request), "first": _is_first(request)})


def _is_first(request: HttpRequest) -> bool:
    row = sessions.here(request)
    return bool(row and not row.factor)


def _done(request: HttpRequest, factor: str) -> str:
    """A factor was set up: proven here, and every session that began without it is over."""
    sessions.prove(request, factor)
    sessions.end_others(request, request.user)  # type: ignore[arg-type]
    return reverse("mfa_view_recovery_codes")


class AddAppView(ActivateTOTPView):
    template_name = "account/add_app.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if any(one.type == factors.APP for one in factors.kept(request.user)):  # type: ignore[arg-type]
            return redirect("account_own")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            super().form_valid(form)
            one = Authenticator.objects.get(user=self.request.user, type=factors.APP)
            one.data[typed.STEP] = form.step
            one.save(update_fields=["data"])
        going = _done(self.request, factors.APP)
        return HttpResponseRedirect(going if self.did_generate_recovery_codes else reverse("account_own"))


class AddKeyView(AddWebAuthnView):
    template_name = "account/add_key.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            super().form_valid(form)
        going = _done(self.request, factors.KEY)
        return HttpResponseRedirect(going if self.did_generate_recovery_codes else reverse("account_own"))

    def get_success_url(self) -> str:
        return reverse("account_own")


class CodesView(ViewRecoveryCodesView):
    """Shown once, to be printed or written down."""

    template_name = "account/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        going = self.request.session.pop(GOING, "")
        return {**super().get_context_data(**kwargs), "going": going or reverse("account_going")}


class NewCodesView(GenerateRecoveryCodesView):
    template_name = "account/new_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever had the old ones is out."""
        answer: HttpResponse = super().form_valid(form)
        sessions.end_others(self.request, self.request.user)
        return answer


@reauthentication_required(app="allauth.mfa")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """One of hers, as long as another one stays."""
    user: Any = request.user
    one = get_object_or_404(Authenticator, pk=pk, user=user)
    if one.type != factors.PAPER and factors.main(user) < 2:
        messages.error(request, _("This is your only one. Add another one first, then remove this one."))
        return redirect("account_own")
    if request.method != "POST":
        return render(request, "account/remove_factor.html", {"one": one, "name": factors.NAMES[one.type]})
    with transaction.atomic():
        one.delete()
        sessions.end_others(request, user)
        if what := {factors.APP: "totp_deactivated", factors.KEY: "webauthn_removed"}.get(one.type):
            letters.tell_of_change(user, what)
    messages.success(request, _("It is removed. Your other sessions are closed."))
    return redirect("account_own")


add_app = AddAppView.as_view()
add_key = AddKeyView.as_view()
codes = CodesView.as_view()
new_codes = NewCodesView.as_view()
