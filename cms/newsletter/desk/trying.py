"""An issue looked at before it leaves: as mail in each language, and as a file for another tool."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as lazy

from cms.models import Subscription
from cms.newsletter.desk.issues import CHANGE, OfIssue
from cms.newsletter.notifications import as_file, preview
from directory.models import Bassin
from directory.permissions import need

TONGUES = dict(Subscription.Tongues.choices)


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Languages and bassin; what nobody offers is as good as nothing."""
    tongues, bassin = request.GET.get("tongues", ""), request.GET.get("bassin", "")
    known = Bassin.objects.filter(code=bassin).exists()
    return tongues if tongues in TONGUES else "fr", bassin if known else ""


class PreviewView(OfIssue):
    page_title = lazy("Preview")
    template_name = "newsletter/desk/preview.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, CHANGE)
        tongues, bassin = _asked(request)
        return self.page(
            issue=self.issue,
            tongues=Subscription.Tongues.choices,
            bassins=Bassin.objects.all(),
            chosen={"tongues": tongues, "bassin": bassin},
            query=urlencode({"tongues": tongues, "bassin": bassin}),
            mail=preview(self.issue, tongues.split("_"), bassin),
        )


class MailView(OfIssue):
    """The HTML part alone, for a frame of the page above."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        need(request.user, CHANGE)
        tongues, bassin = _asked(request)
        html = preview(self.issue, tongues.split("_"), bassin).alternatives[0][0]
        return HttpResponse(html)


class FileView(OfIssue):
    """To save: one file a language, that needs nothing from elsewhere."""

    def get(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        need(request.user, CHANGE)
        if language not in self.issue.languages:
            raise Http404
        response = HttpResponse(as_file(self.issue, language))
        response["Content-Disposition"] = f'attachment; filename="newsletter-{self.issue.number}-{language}.html"'
        return response
