"""Brussels: five bassins, 19 communes, postal codes, statistical sectors, and the names people use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.vocabulary import ReferenceRow
from directory.text import Translated

# Coordinates are WGS84 degrees; Belgium and a little around it.
LATITUDES, LONGITUDES = (49.4, 51.6), (2.4, 6.5)


class Bassin(ReferenceRow):
    """One of the five bassins d'aide et de soins (zorgzones): a frame for cooperation, never a fence."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name_fr = models.CharField(_("name (FR)"), max_length=80)
    name_nl = models.CharField(_("name (NL)"), max_length=80)
    name_en = models.CharField(_("name (EN)"), max_length=80, blank=True)
    lat = models.FloatField(_("latitude of the centre"))
    lon = models.FloatField(_("longitude of the centre"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_note = models.CharField(_("about the population"), max_length=120, blank=True)
    quarters_fr = models.TextField(_("neighbourhoods (FR)"), blank=True)
    quarters_nl = models.TextField(_("neighbourhoods (NL)"), blank=True)
    helpdesk_phone = models.CharField(_("helpdesk: phone (E.164)"), max_length=20, blank=True)
    helpdesk_mail = models.EmailField(_("helpdesk: e-mail"), blank=True)
    helpdesk_hours_fr = models.CharField(_("helpdesk: hours (FR)"), max_length=200, blank=True)
    helpdesk_hours_nl = models.CharField(_("helpdesk: hours (NL)"), max_length=200, blank=True)
    site_fr = models.URLField(_("site (FR)"), blank=True)
    site_nl = models.URLField(_("site (NL)"), blank=True)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    name = Translated()

    class Meta:
        ordering = ["sort", "code"]
        verbose_name = verbose_name_plural = "bassins"
        constraints = [  # what a page leads to is a page
            models.CheckConstraint(
                condition=Q(**{column: ""}) | Q(**{f"{column}__regex": r"^https?://"}), name=f"bassin_{column}_is_http"
            )
            for column in ("site_fr", "site_nl")
        ]

    def __str__(self) -> str:
        return str(self.name)


class Commune(ReferenceRow):
    """One of the 19 communes; `code` is its NIS code. Bruxelles/Brussel lies in three bassins."""

    code = models.CharField(_("NIS code"), max_length=5, unique=True)
    name_fr = models.CharField(_("name (FR)"), max_length=80)
    name_nl = models.CharField(_("name (NL)"), max_length=80)
    name_en = models.CharField(_("name (EN)"), max_length=80, blank=True)
    slug_fr = models.SlugField(max_length=80)
    slug_nl = models.SlugField(max_length=80)
    bassin = models.ForeignKey(Bassin, on_delete=models.PROTECT, related_name="+", verbose_name=_("default bassin"))
    bassins = models.ManyToManyField(Bassin, related_name="communes", verbose_name="bassins")
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))

    name = Translated()

    class Meta:
        ordering = ["name_fr"]
        verbose_name = _("commune")
        verbose_name_plural = _("communes")

    def __str__(self) -> str:
        return str(self.name)


class PostalCode(ReferenceRow):
    """A postal code within a commune; only the default key to a bassin, since some codes are split."""

    code = models.CharField(_("postal code"), max_length=4)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="postal_codes")
    locality_fr = models.CharField(_("locality (FR)"), max_length=80, blank=True)
    locality_nl = models.CharField(_("locality (NL)"), max_length=80, blank=True)
    bassin = models.ForeignKey(Bassin, on_delete=models.PROTECT, related_name="+")
    default_commune = models.BooleanField(_("default commune of this code"), default=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    to_check = models.BooleanField(_("bassin to be checked"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        constraints = [models.UniqueConstraint(fields=["code", "commune"], name="postal_code_once_in_commune")]

    def __str__(self) -> str:
        return f"{self.code} {self.commune}"


class Sector(ReferenceRow):
    """A statistical sector (2011 codes): the finest sure key to a bassin."""

    code = models.CharField(_("sector"), max_length=9, unique=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="sectors")
    name_fr = models.CharField(_("name (FR)"), max_length=80, blank=True)
    name_nl = models.CharField(_("name (NL)"), max_length=80, blank=True)
    bassin = models.ForeignKey(Bassin, on_delete=models.PROTECT, related_name="sectors")
    to_check = models.BooleanField(_("bassin to be checked"), default=False)
    certainty = models.CharField(_("certainty"), max_length=200, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("statistical sector")
        verbose_name_plural = _("statistical sectors")

    def __str__(self) -> str:
        return f"{self.code} {self.name_fr}"


class Neighbourhood(ReferenceRow):
    """A name people say (Matonge, Cureghem…), with a point good to about 300 m."""

    name_fr = models.CharField(_("name (FR)"), max_length=80)
    name_nl = models.CharField(_("name (NL)"), max_length=80, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="neighbourhoods")
    bassin = models.ForeignKey(Bassin, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))

    class Meta:
        ordering = ["name_fr"]
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        constraints = [models.UniqueConstraint(fields=["name_fr", "commune"], name="neighbourhood_once_in_commune")]

    def __str__(self) -> str:
        return self.name_fr
