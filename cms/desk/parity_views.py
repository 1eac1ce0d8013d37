"""The report on French and Dutch, and who gets it by mail each week."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.desk.parity import Gap, State, gaps
from cms.desk.writers import WritersMenuItem, WritersView
from cms.models import ParityReader
from directory.models import User


class ParityView(WritersView):
    page_title = gettext_lazy("French and Dutch")
    header_icon = "site"
    template_name = "cms/admin/parity.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = gaps()
        chosen, kind = request.GET.get("state", ""), request.GET.get("kind", "")
        rows = [gap for gap in found if chosen in {"", gap.state} and kind in {"", gap.kind}]
        context = self.get_context_data(
            gaps=rows,
            total=len(found),
            states=_choices(request, "state", dict(State.choices), found),
            kinds=_choices(request, "kind", {name: name for name in sorted(gap.kind for gap in found)}, found),
            reads=ParityReader.objects.filter(user=cast("User", request.user)).exists(),
        )
        return cast("HttpResponse", self.render_to_response(context))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Wants the weekly mail, or wants it no longer."""
        if request.POST.get("mail") == "yes":
            ParityReader.objects.get_or_create(user=cast("User", request.user))
            messages.success(request, _("You get this report by mail each Monday, when there is something in it."))
        else:
            ParityReader.objects.filter(user=cast("User", request.user)).delete()
            messages.success(request, _("You no longer get this report by mail."))
        return redirect(request.path)


def _choices(request: HttpRequest, name: str, labels: dict[str, Any], found: list[Gap]) -> list[dict[str, Any]]:
    """A filter as links; the one that is chosen takes itself back, and the other filter stays."""
    others = {key: text for key, text in request.GET.items() if key in {"state", "kind"} and key != name}
    counts, chosen = Counter(str(getattr(gap, name)) for gap in found), request.GET.get(name)
    return [
        {
            "label": label,
            "count": counts[value],
            "chosen": value == chosen,
            "url": f"?{urlencode(others if value == chosen else others | {name: value})}",
        }
        for value, label in labels.items()
        if counts[value]
    ]


@hooks.register("register_admin_urls")
def parity_url() -> list[URLPattern]:
    return [path("languages/", ParityView.as_view(), name="desk_parity")]


@hooks.register("register_admin_menu_item")
def parity_menu_item() -> MenuItem:
    return WritersMenuItem(
        gettext_lazy("French and Dutch"), reverse_lazy("desk_parity"), name="parity", icon_name="site", order=125
    )
