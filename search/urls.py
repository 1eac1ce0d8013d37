"""Placeholder of the addresses of search until its pages are in place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _


def soon(request: HttpRequest) -> HttpResponse:
    raise Http404


app_name = "search"
api_patterns = [
    path("", soon, name="api_documentation"),
    path("search", soon, name="api"),
    path("openapi.json", soon, name="api_schema"),
]
urlpatterns = [
    path(_("directory/"), soon, name="page"),
    path(_("directory/ranking/"), soon, name="ranking"),
    path(_("directory/suggestions/"), soon, name="suggest"),
    path(_("compass/"), soon, name="boussole"),
]
