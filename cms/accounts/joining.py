"""Where the mail of an invitation leads. Opening it changes nothing; its button makes the account and accepts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.debug import sensitive_post_parameters

from cms.accounts.gate import GOING
from directory.actions import members
from directory.models import Invitation, User


class JoinForm(forms.Form):
    """Who she is, and the password she chooses."""

    full_name = forms.CharField(
        label=lazy("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts()[:1])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            try:
                validate_password(password, User(email=self.email, full_name=cleaned.get("full_name", "")))
            except ValidationError as refusal:
                self.add_error("password", refusal)
        return cleaned


@sensitive_post_parameters("password")
def join(request: HttpRequest, token: str) -> HttpResponse:
    invitation = members.invited(token)
    if invitation is None:
        return render(request, "account/join_over.html", status=410)
    there = User.objects.filter(email__iexact=invitation.email).first()
    if request.user.is_authenticated:
        return _inside(request, invitation, request.user)
    if there and not there.is_active:
        return redirect("account_inactive")
    if there and there.has_usable_password():
        context = {"invitation": invitation, "here": request.get_full_path()}
        return render(request, "account/join_known.html", context)
    return _outside(request, invitation, there)


def _inside(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    """Logged in: as the one who was invited, or as somebody else, who then has nothing to accept."""
    own = user.email.lower() == invitation.email.lower()
    if request.method != "POST" or not own:
        return render(request, "account/join_inside.html", {"invitation": invitation, "own": own})
    try:
        members.accept(invitation, user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("own:organisations")
    return redirect("own:home", invitation.organisation.code)


def _outside(request: HttpRequest, invitation: Invitation, there: User | None) -> HttpResponse:
    initial = {"full_name": there.full_name if there else ""}
    form = JoinForm(request.POST or None, email=invitation.email, initial=initial)
    if request.method != "POST" or not form.is_valid():
        context = {"invitation": invitation, "form": form}
        return render(request, "account/join.html", context, status=422 if form.errors else 200)
    try:
        user = _make(invitation, there, form.cleaned_data)
    except ValidationError:  # accepted elsewhere meanwhile
        return render(request, "account/join_over.html", status=410)
    get_adapter().login(request, user)
    request.session[GOING] = reverse("own:home", args=[invitation.organisation.code])
    return redirect("account_set_up")


@transaction.atomic
def _make(invitation: Invitation, there: User | None, said: dict[str, Any]) -> User:
    user = there or User(email=invitation.email.lower(), language=(get_language() or invitation.language)[:2])
    user.full_name = said["full_name"]
    user.set_password(said["password"])
    user.save()
    members.accept(invitation, user)
    return user
