"""Pages and API of search."""

from search.views.api import api
from search.views.boussole import boussole
from search.views.page import page
from search.views.ranking import ranking
from search.views.schema import documentation, schema
from search.views.sheet import sheet, sheet_page, sheet_paper
from search.views.suggest import suggest

__all__ = [
    "api",
    "boussole",
    "documentation",
    "page",
    "ranking",
    "schema",
    "sheet",
    "sheet_page",
    "sheet_paper",
    "suggest",
]
