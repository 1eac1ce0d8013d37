"""The pages of the site."""

from cms.models.actors import GlossaryPage
from cms.models.bassins import BassinPage
from cms.models.counts import DailyCount
from cms.models.desk import ParityReader
from cms.models.events import EventPage, EventsPage
from cms.models.files import File, Picture, Rendition
from cms.models.meetings import Meeting, Series
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.newsletter import Delivery, Issue, Item, Subscription
from cms.models.pages import HomePage, InformationPage
from cms.models.questions import FaqPage
from cms.models.registrations import AttendanceTotal, Registration
from cms.models.resources import Resource, ResourcesPage

__all__ = [
    "AttendanceTotal",
    "BassinPage",
    "DailyCount",
    "Delivery",
    "EventPage",
    "EventsPage",
    "FaqPage",
    "File",
    "GlossaryPage",
    "HomePage",
    "InformationPage",
    "Issue",
    "Item",
    "Meeting",
    "NewsIndexPage",
    "NewsPage",
    "ParityReader",
    "Picture",
    "Registration",
    "Rendition",
    "Resource",
    "ResourcesPage",
    "Series",
    "Subscription",
]
