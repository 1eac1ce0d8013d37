"""Words of Wagtail's that it keeps in the language of whoever came first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

ChooserViewSet.search_tab_label = _("Search")
