"""Her own account: language and notices, factors and sessions, what is held about her, and the way out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.accounts import factors, leaving, sessions
from directory.models import User


class OwnForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["full_name", "language", "notices"]


def own(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = OwnForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(user.language):
            messages.success(request, _("Your choices are kept."))
        return redirect("account_own")
    if form.errors:
        user.refresh_from_db()
    kept = factors.kept(user)
    context = {
        "form": form,
        "kept": [{"one": one, "name": factors.NAMES[one.type], **_about(one)} for one in kept],
        "has_app": any(one.type == factors.APP for one in kept),
        "has_paper": any(one.type == factors.PAPER for one in kept),
        "named": factors.has_name(request),
        "sessions": user.open_sessions.alive().count(),
    }
    return render(request, "account/own.html", context, status=422 if form.errors else 200)


def _about(one: Any) -> dict[str, Any]:
    if one.type == factors.KEY:
        return {"called": one.wrap().name}
    if one.type == factors.PAPER:
        return {"left": _left(one)}
    return {}


def _left(one: Any) -> int:
    mask = int(one.data.get("used_mask", 0))
    return factors.CODES - mask.bit_count()


@require_POST
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """Here too: whoever presses it is perhaps not sure where she is logged in."""
    user: Any = request.user
    user.open_sessions.all().delete()
    sessions.end(request)
    messages.success(request, _("You are logged out everywhere."))
    return redirect("account_login")


@reauthentication_required(app="allauth.mfa")
def data(request: HttpRequest) -> HttpResponse:
    held = leaving.export(request.user)  # type: ignore[arg-type]
    response = JsonResponse(held, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="maillage-my-data.json"'
    return response


@reauthentication_required(app="allauth.mfa")
def erase(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if request.method != "POST":
        return _ask_whether(request)
    try:
        leaving.erase(user, also_elsewhere="elsewhere" in request.POST)
    except leaving.LastManager:
        return _ask_whether(request, status=409)
    sessions.end(request)
    messages.success(request, _("Your account is erased."))
    return redirect("account_login")


def _ask_whether(request: HttpRequest, status: int = 200) -> HttpResponse:
    user: Any = request.user
    context = {"alone": leaving.alone_in(user), "elsewhere": leaving.elsewhere(user)}
    return render(request, "account/erase.html", context, status=status)


def going(request: HttpRequest) -> HttpResponse:
    """To her work, wherever that is."""
    return redirect(get_adapter(request).get_login_redirect_url(request))
