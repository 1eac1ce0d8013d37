"""Public addresses of the directory; the site prefixes them with the language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from directory import views

app_name = "directory"
urlpatterns = [
    path(_("fiche/<slug:code>"), views.service, name="service"),
    path(_("fiche/<slug:code>/contact.vcf"), views.vcard, name="vcard"),
    path(_("organisation/<slug:code>"), views.organisation, name="organisation"),
    path(_("help-lines/"), views.help_lines, name="help_lines"),
]
