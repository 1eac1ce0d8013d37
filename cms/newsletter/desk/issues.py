"""The list of issues, and one issue: composed while it is a draft, followed once it leaves."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.models import Issue, Subscription
from cms.newsletter import composing, issuing, jobs
from cms.newsletter.desk.choosing import asked, chosen_in, rows
from cms.newsletter.lifecycle import Step
from cms.newsletter.warnings import named, warnings
from directory.models import Bassin, User
from directory.permissions import need

CHANGE, SEND = "cms.change_issue", "cms.send_issue"
LISTED = 50
TEXTS = [f"{name}_{language}" for language in ("fr", "nl", "en") for name in ("subject", "introduction")]


class IssueForm(forms.ModelForm):  # type: ignore[type-arg]
    """The texts; what is chosen is read beside it. Each language's fields stand together and say which it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Issue
        fields = TEXTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["version"] = self.instance.version
        for name in TEXTS:
            widget = self.fields[name].widget
            widget.attrs["lang"] = name[-2:]
            if isinstance(widget, forms.Textarea):
                widget.attrs["rows"] = 5

    def clean(self) -> dict[str, Any]:
        """A subject is one line."""
        said = super().clean() or {}
        for name in TEXTS:
            if name.startswith("subject"):
                said[name] = " ".join(str(said.get(name) or "").split())
        return said

    def tongues(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Code and name of each language, with its fields."""
        languages = ("fr", "nl", "en")
        return [(code, named(code), [self[f"subject_{code}"], self[f"introduction_{code}"]]) for code in languages]


class Framed(WagtailAdminTemplateMixin, View):
    """A page under « Newsletter »."""

    page_title = lazy("Newsletter")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("newsletter"), "label": _("Newsletter")}, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        return []

    def page(self, **context: Any) -> HttpResponse:
        shared = {"is_on": settings.NEWSLETTER, "may_send": self.request.user.has_perm(SEND)}
        return cast("HttpResponse", self.render_to_response(self.get_context_data(**shared, **context)))


class OfIssue(Framed):
    """A page of one issue."""

    issue: Issue

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.issue = get_object_or_404(Issue, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.issue)

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("newsletter_issue", args=[self.issue.pk]), "label": str(self.issue)}]

    def back(self) -> HttpResponse:
        return redirect("newsletter_issue", self.issue.pk)


class ListView(Framed):
    template_name = "newsletter/desk/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, CHANGE)
        confirmed = Subscription.objects.confirmed()
        counted = dict(confirmed.order_by().values_list("bassins").annotate(Count("pk", distinct=True)))
        bassins = [(str(bassin), counted.get(bassin.pk, 0)) for bassin in Bassin.objects.all()]
        readers = [(named(code), count) for code, count in issuing.audience().items()]
        return self.page(
            issues=Issue.objects.select_related("sent_by")[:LISTED],
            total=confirmed.count(),
            readers=[*readers, *bassins, (_("all five bassins"), counted.get(None, 0))],
        )


class BeginView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        issue = issuing.begin(by=need(request.user, CHANGE))
        return redirect("newsletter_issue", issue.pk)


class IssueView(OfIssue):
    """One form, several buttons: whichever is pressed, what was typed is saved first."""

    def get_template_names(self) -> list[str]:
        return ["newsletter/desk/compose.html" if self.issue.is_open else "newsletter/desk/progress.html"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, CHANGE)
        if not self.issue.is_open:
            return self.page(issue=self.issue, progress=jobs.progress(self.issue), languages=self.issue.languages)
        return self.compose(IssueForm(instance=self.issue), composing.held(self.issue))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        by = need(request.user, CHANGE)
        form = IssueForm(request.POST, instance=self.issue)
        keys = chosen_in(request.POST, composing.candidates(self.issue))
        if not form.is_valid():
            return self.compose(form, keys)
        texts = {name: form.cleaned_data[name] for name in TEXTS}
        try:
            issuing.save(self.issue, texts, keys, version=form.cleaned_data["version"], by=by)
        except issuing.Overtaken:
            messages.error(request, _("Not saved: somebody else changed this issue meanwhile. Theirs is shown here."))
            return self.back()
        return self.then(request.POST.get("do", ""), by)

    def then(self, do: str, by: User) -> HttpResponse:
        if do == "preview":
            return redirect("newsletter_preview", self.issue.pk)
        if do == "try":
            count = issuing.try_out(self.issue, by=by)
            said = ngettext("%(count)d mail is on its way to you.", "%(count)d mails are on their way to you.", count)
            messages.success(self.request, said % {"count": count})
        elif do == "ready":
            issuing.take_step(self.issue, Step.SUBMIT)
            messages.success(self.request, _("It is ready: a moderator can send it."))
        elif do == "send":
            return redirect("newsletter_send", self.issue.pk)
        else:
            messages.success(self.request, _("Saved."))
        return self.back()

    def compose(self, form: IssueForm, keys: list[str]) -> HttpResponse:
        typed = asked(self.request.POST) if form.is_bound else {}
        return self.page(
            issue=self.issue,
            form=form,
            rows=rows(composing.candidates(self.issue), keys, typed),
            warnings=warnings(self.issue),
            since=composing.since(self.issue),
        )


class DiscardView(OfIssue):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if issuing.discard(self.issue, by=need(request.user, CHANGE)):
            messages.success(request, _("The draft is thrown away."))
        return redirect("newsletter")
