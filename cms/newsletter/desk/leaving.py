"""Sending an issue, holding it back, going on; and erasing whoever asks for it by telephone."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail.admin import messages

from cms.models import Subscription
from cms.newsletter import issuing, subscribing
from cms.newsletter.desk.issues import SEND, OfIssue
from cms.newsletter.lifecycle import Step
from cms.newsletter.warnings import named, warnings
from directory.permissions import need


class SendView(OfIssue):
    """What is about to leave, to how many, and what one language lacks; its button sends."""

    page_title = lazy("Send")
    template_name = "newsletter/desk/send.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, SEND)
        if not self.issue.is_open:
            return self.back()
        return self.page(
            issue=self.issue,
            subjects=[(code, self.issue.subject_in(code)) for code in self.issue.languages],
            total=Subscription.objects.confirmed().count(),
            readers=[(named(code), count) for code, count in issuing.audience().items()],
            warnings=warnings(self.issue),
            unwritten=issuing.unwritten(self.issue),
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        by = need(request.user, SEND)
        try:
            issuing.send(self.issue, version=_version(request), by=by)
        except issuing.Closed:
            messages.error(request, _("It cannot leave: look at what is missing."))
        except issuing.Overtaken:
            messages.error(request, _("Not sent: somebody changed or sent this issue meanwhile. Look at it again."))
        else:
            messages.success(request, _("It is leaving, a few mails at a time. You can close this page."))
        return self.back()


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


class PauseView(OfIssue):
    """Paused if it is being sent, going on if it is paused."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, SEND)
        step = Step.RESUME if request.POST.get("do") == "resume" else Step.PAUSE
        issuing.take_step(self.issue, step)
        return self.back()


class EraseForm(forms.Form):
    email = forms.EmailField(max_length=254)


class EraseView(View):
    """Whoever writes or telephones that she wants no more. The answer is the same whether the address was known."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEND)
        form = EraseForm(request.POST)
        if form.is_valid():
            for one in Subscription.objects.filter(email=form.cleaned_data["email"].lower()):
                subscribing.leave(one)
            messages.success(request, _("This address is not subscribed (any more)."))
        else:
            messages.error(request, _("This is no e-mail address."))
        return redirect("newsletter")
