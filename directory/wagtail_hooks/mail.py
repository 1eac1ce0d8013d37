"""Mail in the administration: what waits, what did not leave and why, and the mailboxes whose mail comes back."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from directory import notifications
from directory.models import DeadMailbox, Letter
from directory.models.letters import KINDS, LIBRARY
from directory.permissions import need

SEE, ACT = "directory.view_letter", "directory.change_letter"
LISTED = 100
WORDS: dict[str, Promise] = {
    "refused": lazy("The mail server of this address refuses it."),
    "content": lazy("The mail server of this address knows it, but refuses this mail."),
    "later": lazy("The mail server asked us to come back later."),
    "relay": lazy("Our mail server takes no mail from us."),
    "login": lazy("Our mail server refuses our user or password."),
    "encryption": lazy("The encryption that our mail server offers cannot be trusted."),
    "dropped": lazy("The mail server hung up."),
    "silent": lazy("The mail server did not answer."),
    "unreachable": lazy("The mail server could not be reached."),
    "unwritable": lazy("The program could not write this mail: tell the technical team."),
    "expired": lazy("It could not leave in time: what it says is no longer true."),
    "dead": lazy("Not sent: mail to this address comes back."),
    "killed": lazy("The program was stopped each time while it sent this mail."),
    "bounced": lazy("It came back: the mailbox refuses it."),
}


class MailView(WagtailAdminTemplateMixin, View):
    page_title = lazy("Mails")
    header_icon = "mail"
    template_name = "directory/admin/mail.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        need(request.user, SEE)
        waiting = Letter.objects.waiting()
        context = self.get_context_data(
            may_act=request.user.has_perm(ACT),
            waiting=_rows(waiting.order_by("-priority", "scheduled_time", "pk")),
            waiting_count=waiting.count(),
            failed=_rows(Letter.objects.failed().order_by("-last_updated", "-pk")),
            failed_count=Letter.objects.failed().count(),
            dead=DeadMailbox.objects.order_by("-since"),
            listed=LISTED,
        )
        return cast("HttpResponse", self.render_to_response(context))

    def post(self, request: HttpRequest) -> HttpResponse:
        need(request.user, ACT)
        number = request.POST.get("number", "")
        one = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        action = request.POST.get("action")
        if action == "again" and one:
            _say(request, notifications.again(one))
        elif action == "again-all":
            _say(request, notifications.again())
        elif action == "revive" and (mailbox := DeadMailbox.objects.filter(pk=one).first()):
            notifications.revive(mailbox.address)
            messages.success(request, _("Mail is sent to %(address)s again.") % {"address": mailbox.address})
        return redirect("mails")


def _say(request: HttpRequest, count: int) -> None:
    messages.success(
        request,
        ngettext("%(count)d mail is sent again.", "%(count)d mails are sent again.", count) % {"count": count},
    )


def _rows(letters: QuerySet[Letter]) -> list[dict[str, Any]]:
    return [
        {
            "letter": letter,
            "kind": _kind(letter),
            "why": _why(letter),
            "over": bool(letter.expires_at and letter.expires_at <= timezone.now()),
        }
        for letter in letters.prefetch_related("logs")[:LISTED]
    ]


def _kind(letter: Letter) -> str:
    if letter.kind == LIBRARY:
        return _("word of the administration")
    says = KINDS[letter.kind].says if letter.kind in KINDS else ""
    return _(str(says)) if says else letter.kind


def _why(letter: Letter) -> str:
    """The last thing that happened to it, with the codes that a technician looks up."""
    last = max(letter.logs.all(), key=lambda log: log.pk, default=None)
    if last is None:
        return ""
    words = str(WORDS.get(last.exception_type, last.exception_type))
    return f"{words} ({last.message})" if last.message else words


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


@hooks.register("register_admin_menu_item")
def mail_menu_item() -> MenuItem:
    return MailMenuItem(lazy("Mails"), reverse_lazy("mails"), name="mails", icon_name="mail", order=130)


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern]:
    return [path("mails/", MailView.as_view(), name="mails")]
