"""Public addresses of search; the site prefixes the pages with the language, and the API with /api/v1/."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from search import views

app_name = "search"
urlpatterns = [
    path(_("directory/"), views.page, name="page"),
    path(_("directory/suggestions/"), views.suggest, name="suggest"),
    path(_("directory/ranking/"), views.ranking, name="ranking"),
    path(_("directory/software/"), views.documentation, name="documentation"),
    path(_("compass/"), views.boussole, name="boussole"),
    path(_("sheet/"), views.sheet, name="sheet"),
    path(_("sheet/<slug:tongue>/"), views.sheet_page, name="sheet_page"),
    path(_("sheet/<slug:tongue>/addresses.pdf"), views.sheet_paper, name="sheet_paper"),
]
api_patterns = [
    path("", views.documentation, name="api_documentation"),
    path("search", views.api, name="api"),
    path("openapi.json", views.schema, name="api_schema"),
]
