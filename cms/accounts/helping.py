"""A second factor is lost, or there is none: a manager of hers, or Brusano after a call, helps. Everybody is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cms.accounts import factors, letters
from directory.actions import callbacks
from directory.actions.callbacks import Call
from directory.forms.calling import CallForm
from directory.models import CallBack, FactorHelp, Membership, Organisation, User
from directory.permissions import manages

PEOPLE, CALLS = "directory.change_user", "directory.add_callback"


class HelpForm(forms.Form):
    """How does whoever helps know that it is her? Voices on a telephone that rang here prove nothing."""

    what = forms.ChoiceField(widget=forms.HiddenInput, choices=FactorHelp.What.choices)
    how = forms.ChoiceField(label=lazy("How do you know that it is her?"), choices=FactorHelp.How.choices)


class CalledForm(CallForm):
    """Brusano calls back, on a number that anybody can find, and writes the call down whatever came of it."""

    what = forms.ChoiceField(widget=forms.HiddenInput, choices=FactorHelp.What.choices)

    def said(self) -> Call:
        return Call(**{name: value for name, value in self.cleaned_data.items() if name != "what"})


def side(user: User, person: User) -> str:
    """In whose name may she help: « manager », « brusano », or not at all."""
    if user == person or not person.is_active or (person.is_superuser and not user.is_superuser):
        return ""
    shared = Organisation.objects.filter(memberships__user=person)
    if not person.is_staff and any(manages(user, organisation) for organisation in shared):
        return "manager"
    return "brusano" if user.has_perm(PEOPLE if person.is_staff else CALLS) else ""


def help_her(request: HttpRequest, person_id: UUID) -> HttpResponse:
    user: Any = request.user
    person = get_object_or_404(User, pk=person_id)
    if not (as_who := side(user, person)):
        raise PermissionDenied
    form = (HelpForm if as_who == "manager" else CalledForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, person, form)
    log = FactorHelp.objects.filter(person=person).select_related("by", "call_back")
    context = {"person": person, "form": form, "as_who": as_who, "kept": _names(person), "log": log[:20]}
    return render(request, "account/help.html", context, status=422 if form.errors else 200)


def _names(person: User) -> list[Any]:
    return [factors.NAMES[one.type] for one in factors.kept(person)]


def _answer(request: HttpRequest, person: User, form: HelpForm | CalledForm) -> HttpResponse:
    by: Any = request.user
    with transaction.atomic():
        call = _logged(person, form, by) if isinstance(form, CalledForm) else None
        if call and call.outcome != CallBack.Outcome.CONFIRMED:
            messages.info(request, _("The call is written down. Nothing was changed."))
            return redirect("account_help", person.pk)
        how = form.cleaned_data.get("how", FactorHelp.How.CALLED)
        codes = _help(person, FactorHelp(what=form.cleaned_data["what"], how=how, call_back=call, by=by))
    if codes:
        return render(request, "account/printed.html", {"person": person, "codes": codes})
    messages.success(request, _("It is taken away. At her next login she sets up a new one; she is told by mail."))
    return redirect("account_help", person.pk)


def _logged(person: User, form: CalledForm, by: User) -> CallBack:
    return callbacks.log(callbacks.Subject(about=CallBack.About.FACTOR, person=person), form.said(), by=by)


def _help(person: User, done: FactorHelp) -> list[str]:
    """Codes to be printed, when it was that. Whatever she had before, and wherever she was in, is over."""
    factors.forget(person)
    person.open_sessions.all().delete()
    codes = factors.print_codes(person) if done.what == FactorHelp.What.CODES else []
    done.person = person
    done.save()
    letters.tell_of_change(person, done.what)
    for manager in _managers_of(person).exclude(pk__in=[person.pk, done.by_id]):
        letters.tell_of_change(person, done.what, to=manager)
    return codes


def _managers_of(person: User) -> Any:
    organisations = Membership.objects.filter(user=person).values("organisation")
    managers = Membership.objects.managers().filter(organisation__in=organisations)
    return User.objects.filter(pk__in=managers.values("user"))
