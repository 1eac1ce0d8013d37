"""The pages of the site."""

from cms.models.actors import GlossaryPage
from cms.models.bassins import BassinPage
from cms.models.files import File, Picture, Rendition
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.pages import HomePage, InformationPage
from cms.models.questions import FaqPage
from cms.models.resources import Resource, ResourcesPage

__all__ = [
    "BassinPage",
    "FaqPage",
    "File",
    "GlossaryPage",
    "HomePage",
    "InformationPage",
    "NewsIndexPage",
    "NewsPage",
    "Picture",
    "Rendition",
    "Resource",
    "ResourcesPage",
]
