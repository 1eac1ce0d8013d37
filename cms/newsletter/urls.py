"""Public addresses of the newsletter; the site prefixes them with the language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.newsletter import views

app_name = "newsletter"
urlpatterns = [
    path(_("newsletter/"), views.subscribe, name="subscribe"),
    path(_("newsletter/sent/"), views.sent, name="sent"),
    path(_("newsletter/confirm/<slug:token>/"), views.confirm, name="confirm"),
    path(_("newsletter/change/<slug:token>/"), views.preferences, name="change"),
    path(_("newsletter/leave/<slug:token>/"), views.leave, name="leave"),
]
