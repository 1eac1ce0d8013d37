"""Where services are given, and which record of which source each row came from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import Organisation, Source, public_code
from directory.models.territory import Bassin, Commune, PostalCode, Sector
from directory.text import Translated


class Site(models.Model):
    """A place where services are given. Of a confidential one nothing is stored but its bassin, chosen by hand."""

    class StepFree(models.TextChoices):
        YES = "yes", _("step-free")
        HELP = "help", _("step-free with help")
        NO = "no", _("steps")
        UNKNOWN = "unknown", _("not known")

    code = models.CharField(_("public code"), max_length=8, unique=True, default=public_code, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="sites", verbose_name=_("organisation")
    )
    name_fr = models.CharField(_("name (FR)"), max_length=200, blank=True)
    name_nl = models.CharField(_("name (NL)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (EN)"), max_length=200, blank=True)
    confidential = models.BooleanField(
        _("confidential address"),
        default=False,
        help_text=_("No address, no point: only the bassin is kept and shown."),
    )
    street_fr = models.CharField(_("street and number (FR)"), max_length=200, blank=True)
    street_nl = models.CharField(_("street and number (NL)"), max_length=200, blank=True)
    postal_code = models.ForeignKey(
        PostalCode, null=True, blank=True, on_delete=models.PROTECT, related_name="sites", verbose_name=_("postal code")
    )
    outside_address = models.CharField(_("postal code and town outside the Region"), max_length=120, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    sector = models.ForeignKey(
        Sector,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sites",
        verbose_name=_("statistical sector"),
    )
    bassin_override = models.ForeignKey(
        Bassin,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("bassin chosen by hand"),
    )
    # Derived from override, sector or postal code by directory.actions; kept so that search and lists need no join.
    bassin = models.ForeignKey(
        Bassin, null=True, blank=True, on_delete=models.PROTECT, related_name="sites", editable=False
    )
    bassin_to_check = models.BooleanField(_("bassin to be checked"), default=False, editable=False)
    step_free = models.CharField(_("step-free access"), max_length=10, choices=StepFree, default=StepFree.UNKNOWN)
    getting_there_fr = models.CharField(_("getting there (FR)"), max_length=300, blank=True)
    getting_there_nl = models.CharField(_("getting there (NL)"), max_length=300, blank=True)
    getting_there_en = models.CharField(_("getting there (EN)"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    name = Translated()
    street = Translated()
    getting_there = Translated()

    class Meta:
        ordering = ["organisation", "id"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.CheckConstraint(
                condition=Q(confidential=False)
                | Q(
                    street_fr="",
                    street_nl="",
                    postal_code=None,
                    outside_address="",
                    lat=None,
                    lon=None,
                    sector=None,
                    getting_there_fr="",
                    getting_there_nl="",
                    getting_there_en="",
                    bassin_override__isnull=False,
                ),
                name="confidential_site_keeps_its_bassin_only",
            ),
            models.CheckConstraint(
                condition=Q(step_free__in=["yes", "help", "no", "unknown"]), name="step_free_is_a_choice"
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False), name="site_point_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(lat=None) | Q(lat__range=(49.4, 51.6), lon__range=(2.4, 6.5)),
                name="site_point_is_in_belgium",
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^[a-z0-9]{8}$"), name="site_code_is_eight_characters"),
        ]

    def __str__(self) -> str:
        return str(self.name or self.street or self.organisation)

    @property
    def street_en(self) -> str:
        """Addresses are never translated by us."""
        return ""

    @property
    def commune(self) -> Commune | None:
        return self.postal_code.commune if self.postal_code else None


class SourceRecord(models.Model):
    """One record of a source and the rows it feeds; `values`, what was written last, tells hand edits apart."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    external_id = models.CharField(_("identifier in the source"), max_length=120)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="source_records")
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="source_records")
    service = models.ForeignKey("directory.Service", null=True, on_delete=models.CASCADE, related_name="source_records")
    fingerprint = models.CharField(max_length=64)
    values = models.JSONField(default=dict)
    seen_at = models.DateTimeField(_("seen last"))
    gone_since = models.DateTimeField(_("gone from the source since"), null=True, blank=True)

    class Meta:
        verbose_name = _("record of a source")
        verbose_name_plural = _("records of sources")
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="source_record_once")]
