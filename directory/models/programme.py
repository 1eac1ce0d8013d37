"""The programme's rules as dated rows with a source: Brusano edits them, `directory.programme` reads them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models.vocabulary import Code, ReferenceRow, Stage
from directory.text import Translated


class Programme(Code):
    """An interfederal programme; the perinatal one is a row like the two others, not a constant."""

    class Meta(Code.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Prestation(Code):
    """A funded service of a programme, with the plain words a woman reads."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="prestations")
    plain_fr = models.CharField(_("in plain words (FR)"), max_length=300, blank=True)
    plain_nl = models.CharField(_("in plain words (NL)"), max_length=300, blank=True)
    plain_en = models.CharField(_("in plain words (EN)"), max_length=300, blank=True)

    plain = Translated()

    class Meta(Code.Meta):
        verbose_name = _("prestation")
        verbose_name_plural = _("prestations")


class PrestationRule(ReferenceRow):
    """When a prestation opens and closes and its limits; limits are reminders to check in BIB, never counted here."""

    prestation = models.ForeignKey(Prestation, on_delete=models.PROTECT, related_name="rules")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    opens = models.CharField(_("opens"), max_length=80, blank=True)
    closes = models.CharField(_("closes"), max_length=80, blank=True)
    stages = models.ManyToManyField(Stage, related_name="+", verbose_name=_("stages"))
    maximum = models.PositiveSmallIntegerField(_("maximum (a reminder)"), null=True, blank=True)
    period = models.CharField(_("per"), max_length=20, blank=True)
    minimum_participants = models.PositiveSmallIntegerField(_("at least this many participants"), null=True, blank=True)
    minimum_care_providers = models.PositiveSmallIntegerField(_("of whom care providers"), null=True, blank=True)
    free_for_her = models.BooleanField(_("free for the woman"), default=True)
    provisional = models.BooleanField(_("provisional"), default=False)
    note_fr = models.CharField(_("note (FR)"), max_length=300, blank=True)
    note_nl = models.CharField(_("note (NL)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (EN)"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300)

    note = Translated()

    class Meta:
        ordering = ["prestation", "starts_on"]
        verbose_name = _("rule of a prestation")
        verbose_name_plural = _("rules of the prestations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="prestation_rule_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["prestation", "starts_on"], name="prestation_rule_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.prestation}, {self.starts_on}"


class Scenario(Code):
    """The outcome of the BIB screening: 0, A or B. BIB computes it, Maillage never does."""

    class Meta(Code.Meta):
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")


class ScenarioRule(ReferenceRow):
    """Which scenario opens which prestation; the exact table is not public, so rows start provisional."""

    class Opens(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("to be confirmed")

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="rules")
    prestation = models.ForeignKey(Prestation, on_delete=models.PROTECT, related_name="scenario_rules")
    opens = models.CharField(_("opens"), max_length=10, choices=Opens, default=Opens.UNKNOWN)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    provisional = models.BooleanField(_("provisional"), default=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["scenario", "prestation"]
        verbose_name = _("rule of a scenario")
        verbose_name_plural = _("rules of the scenarios")
        constraints = [
            models.UniqueConstraint(fields=["scenario", "prestation", "starts_on"], name="scenario_rule_once_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="scenario_rule_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} → {self.prestation}"


class Indicator(Code):
    """One of BIB's 15 indicators; shown on the programme page only, never scored here. Two are not published."""

    published = models.BooleanField(_("published"), default=True)

    class Meta(Code.Meta):
        verbose_name = _("BIB indicator")
        verbose_name_plural = _("BIB indicators")
