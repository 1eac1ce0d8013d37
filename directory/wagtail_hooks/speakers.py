"""Who acts for one organisation, seen by Brusano: it invites the first manager and confirms the one who is alone."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory.actions import members
from directory.forms.own_members import InviteForm
from directory.models import Invitation, Membership, Organisation, User
from directory.permissions import need

SEE, ACT = "directory.view_membership", "directory.change_membership"


class SpeakersView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Who acts for it")
    header_icon = "user"
    template_name = "directory/admin/speakers.html"

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> Any:
        need(request.user, SEE)
        self.organisation = get_object_or_404(Organisation, pk=pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.organisation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        record = {
            "url": reverse("directory_organisation:edit", args=[self.organisation.pk]),
            "label": str(self.organisation),
        }
        return [*self.breadcrumbs_items, record, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(
            InviteForm(initial={"role": Membership.Role.MANAGER, "language": self.organisation.mail_language})
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        by = need(request.user, ACT)
        form = InviteForm(request.POST if request.POST.get("action") == "invite" else None)
        if form.is_bound and not form.is_valid():
            return self._page(form)
        try:
            done = self._invite(form, by) if form.is_bound else self._act(by)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, done)
        return redirect("directory_members", self.organisation.pk)

    def _invite(self, form: InviteForm, by: User) -> str:
        said = form.cleaned_data
        members.invite(self.organisation, said["email"], role=said["role"], language=said["language"], by=by)
        return _("The invitation leaves in a moment. It is good for a week.")

    def _act(self, by: User) -> str:
        said = self.request.POST
        if said.get("action") == "withdraw":
            waiting = Invitation.objects.unanswered().filter(organisation=self.organisation)
            members.withdraw(get_object_or_404(waiting, code=said.get("invitation", "")), by=by)
            return _("The invitation is withdrawn: its link leads nowhere any more.")
        number = said.get("member", "")
        key = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        member = get_object_or_404(Membership, organisation=self.organisation, pk=key)
        (members.remove if said.get("action") == "remove" else members.attest)(member, by=by)
        return _("It is written down.")

    def _page(self, form: InviteForm) -> HttpResponse:
        context = self.get_context_data(
            organisation=self.organisation,
            people=Membership.objects.filter(organisation=self.organisation).select_related("user", "attested_by"),
            invitations=Invitation.objects.unanswered().filter(organisation=self.organisation),
            form=form,
        )
        return cast("HttpResponse", self.render_to_response(context))


@hooks.register("register_admin_urls")
def speaker_urls() -> list[URLPattern]:
    return [path("directory/organisations/<int:pk>/members/", SpeakersView.as_view(), name="directory_members")]
