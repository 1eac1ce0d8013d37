"""Pictures and documents of the library: what editors upload once and show on many pages."""

from __future__ import annotations

from math import ceil

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

KILO = 1024
NO_BREAK = "\N{NO-BREAK SPACE}"


class Spoken(models.TextChoices):
    """What a document is written in; brochures are often in the languages of the sheet."""

    FR = "fr", _("French")
    NL = "nl", _("Dutch")
    EN = "en", _("English")
    DE = "de", _("German")
    AR = "ar", _("Arabic")
    ES = "es", _("Spanish")
    IT = "it", _("Italian")
    PL = "pl", _("Polish")
    PT = "pt", _("Portuguese")
    RO = "ro", _("Romanian")
    TR = "tr", _("Turkish")
    UK = "uk", _("Ukrainian")
    SEVERAL = "mul", _("several languages")


class Picture(AbstractImage):
    """A photograph or drawing. What it shows is said where it is used, in that page's language."""

    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who made it, if that must be said.")
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """A picture in one size and format, made when a page first shows it."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]  # Wagtail checks that it is written so


class File(AbstractDocument):
    """A document to download. A translation is another document."""

    language = models.CharField(_("language"), max_length=3, choices=Spoken.choices)

    admin_form_fields = ("title", "file", "language", "collection", "tags")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("language")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def lang(self) -> str:
        """For the attribute of its title; none when no single language is right."""
        return "" if self.language == Spoken.SEVERAL else self.language

    @property
    def kind_and_size(self) -> str:
        """« PDF – 815 Ko »: said before anybody spends her data on it. Rounded up, so that nothing weighs zero."""
        size = self.get_file_size() or 0
        kilos = max(1, ceil(size / KILO))
        if kilos < KILO:
            weight = _("%(size)s kB") % {"size": number_format(kilos)}
        else:
            weight = _("%(size)s MB") % {"size": number_format(kilos / KILO, 1)}
        return f"{self.file_extension.upper()} – {weight}".replace(" ", NO_BREAK)
