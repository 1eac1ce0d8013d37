"""Public addresses of events; the site prefixes them with the language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.events import views

app_name = "events"
urlpatterns = [
    path("feeds/events.ics", views.feed, name="feed"),
    path("feeds/<slug:bassin>/events.ics", views.feed, name="bassin_feed"),
    path(_("event/<slug:code>/register/"), views.register, name="register"),
    path(_("event/<slug:code>/sent/"), views.sent, name="sent"),
    path(_("event/<slug:code>/event.ics"), views.calendar, name="calendar"),
    path(_("registration/confirm/<slug:token>/"), views.confirm, name="confirm"),
    path(_("registration/cancel/<slug:token>/"), views.cancel, name="cancel"),
]
