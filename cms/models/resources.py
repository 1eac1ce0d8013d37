"""Resources: documents, tools and sites worth knowing, with filters."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

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


class Resource(TranslatableMixin, Orderable):  # type: ignore[misc]  # Wagtail has no types
    """A document of ours or a page elsewhere; exactly one of the two."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        BROCHURE = "brochure", _("Brochure")
        FORM = "form", _("Form")
        TOOL = "tool", _("Tool")
        REPORT = "report", _("Report")
        LAW = "law", _("Law and rules")
        SITE = "site", _("Site")
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

    def clean(self) -> None:
        super().clean()
        if bool(self.address) == bool(self.file_id):
            raise ValidationError({"address": _("Give one target: a page, a part of this site, or an address.")})
