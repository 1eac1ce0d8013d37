"""Resources: documents, tools and sites worth knowing, with filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.blocks.harmless import safe_address
from cms.choosing import choice, shared
from cms.models.pages import InnerPage
from directory.models import Bassin, Theme


class ResourcesPage(InnerPage):
    """A list of resources in the order an editor gave."""

    content_panels = [*InnerPage.content_panels, InlinePanel("resources", label=_("Resource"))]
    search_fields = [
        *InnerPage.search_fields,
        index.RelatedFields("resources", [index.SearchField("title"), index.SearchField("note")]),
    ]
    parent_page_types = ["cms.HomePage", "cms.InformationPage"]
    subpage_types: list[str] = []
    template = "cms/resources_page.html"

    class Meta:
        verbose_name = _("list of resources")
        verbose_name_plural = _("lists of resources")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The index reads the rows from the database, where they are written after the page itself."""
        super().save(*args, **kwargs)
        index.insert_or_update_object(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.resources.select_related("theme__group", "bassin", "file"))
        choices = []
        for name, (label, facet) in FACETS.items():
            options = sorted({one for row in rows if (one := facet(row))}, key=lambda pair: pair[1])
            choices += [choice(request, name, label, options)] if options else []
        chosen = {one.name: one.chosen for one in choices if one.chosen}
        shared(request, choices)
        rows = [row for row in rows if all((FACETS[name][1](row) or ("",))[0] == code for name, code in chosen.items())]
        return {**super().get_context(request, *args, **kwargs), "choices": choices, "resources": rows}


class Resource(TranslatableMixin, Orderable):
    """A document of ours or a page elsewhere; exactly one of the two."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        BROCHURE = "brochure", _("Brochure")
        FORM = "form", _("Form")
        TOOL = "tool", _("Tool")
        REPORT = "report", _("Report")
        LAW = "law", _("Law and rules")
        SITE = "site", _("Website")
        VIDEO = "video", _("Video")

    page = ParentalKey(ResourcesPage, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(_("title"), max_length=160)
    note = models.CharField(_("what it is for"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(_("its language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    theme = models.ForeignKey(
        Theme, verbose_name=_("need"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    bassin = models.ForeignKey(
        Bassin,
        verbose_name=_("bassin"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("None: it concerns the whole region."),
    )
    address = models.URLField(_("address elsewhere"), blank=True)
    file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [FieldPanel(name) for name in ("title", "note", "kind", "language", "theme", "bassin", "address", "file")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def __str__(self) -> str:
        return self.title

    @property
    def href(self) -> str:
        return safe_address(self.address) or (self.file.url if self.file else "")

    @property
    def host(self) -> str:
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    def clean(self) -> None:
        super().clean()
        if bool(self.address) == bool(self.file_id):
            raise ValidationError({"address": _("Give an address or a file, one of the two.")})


def _theme(row: Resource) -> tuple[str, str] | None:
    """What is sensitive never stands in an address: it is in the list, and no choice of the form."""
    theme = row.theme
    return (theme.code, str(theme.label)) if theme and not (theme.sensitive or theme.group.sensitive) else None


FACETS: dict[str, tuple[Any, Callable[[Resource], tuple[str, str] | None]]] = {
    "kind": (_("Kind"), lambda row: (row.kind, str(row.get_kind_display()))),
    "language": (_("Language"), lambda row: (row.language, row.get_language_display()) if row.language else None),
    "theme": (_("Need"), _theme),
    "bassin": (_("Bassin"), lambda row: (row.bassin.code, str(row.bassin.name)) if row.bassin else None),
}
