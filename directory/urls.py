"""Addresses of the directory, which the site prefixes with the language: public ones, then those of members."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from directory import views
from directory.views.own import home

app_name = "directory"
urlpatterns = [
    path(_("fiche/<slug:code>"), views.service, name="service"),
    path(_("fiche/<slug:code>/contact.vcf"), views.vcard, name="vcard"),
    path(_("organisation/<slug:code>"), views.organisation, name="organisation"),
    path(_("help-lines/"), views.help_lines, name="help_lines"),
]

# « My organisation »: each address below names the organisation somebody acts for.
own_patterns = [
    path("", home.organisations, name="organisations"),
    path("<slug:code>/", home.home, name="home"),
]
