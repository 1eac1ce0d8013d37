"""Code lists: starting values come from `directory/data`, Brusano edits them; URLs and JSON carry their codes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.text import Translated


class ReferenceRow(models.Model):
    """A row that `load_reference_data` writes. `loaded`, what was loaded last, tells human edits apart."""

    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


class CodeQuerySet(models.QuerySet["Code"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def sensitive(self) -> Self:
        return self.filter(sensitive=True)


class Code(ReferenceRow):
    """One value of a code list: a code for machines, a label in three languages for people."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label_fr = models.CharField(_("label (FR)"), max_length=200, blank=True)
    label_nl = models.CharField(_("label (NL)"), max_length=200, blank=True)
    label_en = models.CharField(_("label (EN)"), max_length=200, blank=True)
    sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("Never in an address, a title, the history or on the sheet.")
    )
    active = models.BooleanField(_("active"), default=True)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    label = Translated()
    objects = CodeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort", "code"]

    def __str__(self) -> str:
        return str(self.label or self.code)


class ThemeGroup(Code):
    class Meta(Code.Meta):
        verbose_name = _("theme group")
        verbose_name_plural = _("theme groups")


class Theme(Code):
    """A need in field words, linked to none or several BIB indicators."""

    group = models.ForeignKey(ThemeGroup, on_delete=models.PROTECT, related_name="themes", verbose_name=_("group"))
    indicators = models.JSONField(_("BIB indicators"), default=list, blank=True)

    class Meta(Code.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")


class Stage(Code):
    """A moment of the pregnancy or the child's age; the working days drive reminders of requests."""

    starts = models.CharField(_("starts"), max_length=60, blank=True)
    ends = models.CharField(_("ends"), max_length=60, blank=True)
    on_services = models.BooleanField(_("may stand on a service"), default=True)
    remind_working_days = models.PositiveSmallIntegerField(_("reminder after (working days)"), default=1)
    plan_b_working_days = models.PositiveSmallIntegerField(_("plan B after (working days)"), default=2)
    basket_working_days = models.PositiveSmallIntegerField(_("basket after (working days)"), default=3)
    first_contact_working_days = models.PositiveSmallIntegerField(_("first contact within (working days)"), default=1)

    class Meta(Code.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")


class Audience(Code):
    class Meta(Code.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class Mode(Code):
    needs_address = models.BooleanField(_("needs an address"), default=False)

    class Meta(Code.Meta):
        verbose_name = _("mode")
        verbose_name_plural = _("modes")


class Access(Code):
    class Kind(models.TextChoices):
        PRICE = "price", _("price")
        CONDITION = "condition", _("condition")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta(Code.Meta):
        verbose_name = _("access")
        verbose_name_plural = _("access")


class Language(Code):
    """A language spoken or read. Codes: ISO 639-1, 639-3 where there is none."""

    iso639_3 = models.CharField("ISO 639-3", max_length=3, blank=True)
    autonym = models.CharField(_("own name"), max_length=60)
    direction = models.CharField(_("direction"), max_length=3, choices=[("ltr", "→"), ("rtl", "←")], default="ltr")
    on_sheet = models.BooleanField(_("on the sheet"), default=False)
    in_referrals = models.BooleanField(_("in requests"), default=False)
    also = models.CharField(_("a search also finds"), max_length=40, blank=True, help_text=_("codes, separated by ;"))

    class Meta(Code.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class Role(Code):
    description_fr = models.TextField(_("description (FR)"), blank=True)
    description_nl = models.TextField(_("description (NL)"), blank=True)
    description_en = models.TextField(_("description (EN)"), blank=True)
    needs_bib_convention = models.BooleanField(_("needs a BIB convention"), default=False)

    description = Translated()

    class Meta(Code.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")


class Category(Code):
    """Kind of actor (midwife, CPAS, planning familial…), with the usual values of a new card."""

    family = models.CharField(_("family"), max_length=40, blank=True)
    abbreviation_fr = models.CharField(_("abbreviation (FR)"), max_length=30, blank=True)
    abbreviation_nl = models.CharField(_("abbreviation (NL)"), max_length=30, blank=True)
    default_themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("usual needs"))
    default_stages = models.ManyToManyField(Stage, blank=True, related_name="+", verbose_name=_("usual stages"))
    default_modes = models.ManyToManyField(Mode, blank=True, related_name="+", verbose_name=_("usual modes"))
    default_roles = models.ManyToManyField(Role, blank=True, related_name="+", verbose_name=_("possible roles"))
    default_capacity = models.CharField(_("usual capacity"), max_length=10, blank=True)

    class Meta(Code.Meta):
        verbose_name = _("kind of actor")
        verbose_name_plural = _("kinds of actor")


class Authority(Code):
    """Who recognises or accredits whom (INAMI, COCOM, ONE…)."""

    abbreviation_fr = models.CharField(_("abbreviation (FR)"), max_length=30, blank=True)
    abbreviation_nl = models.CharField(_("abbreviation (NL)"), max_length=30, blank=True)
    level = models.CharField(_("level"), max_length=40, blank=True)

    class Meta(Code.Meta):
        verbose_name = _("accrediting authority")
        verbose_name_plural = _("accrediting authorities")


class HelpLine(ReferenceRow):
    """A number that answers people directly; `phone` is E.164, `short_number` what has no E.164 form."""

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency")
        HELPLINE = "helpline", _("Help line")
        OUT_OF_HOURS = "health_out_of_hours", _("Out-of-hours doctor")
        SERVICE = "service", _("Service")

    number = models.CharField(_("number as people know it"), max_length=30, unique=True)
    short_number = models.CharField(_("short number"), max_length=6, blank=True)
    phone = models.CharField(_("phone (E.164)"), max_length=20, blank=True)
    name_fr = models.CharField(_("name (FR)"), max_length=200, blank=True)
    name_nl = models.CharField(_("name (NL)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (EN)"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    languages = models.ManyToManyField(Language, blank=True, related_name="+", verbose_name=_("languages"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="help_lines", verbose_name=_("needs it is for"))
    hours_osm = models.CharField(_("hours (OSM)"), max_length=100, blank=True)
    hours_fr = models.CharField(_("hours (FR)"), max_length=200, blank=True)
    hours_nl = models.CharField(_("hours (NL)"), max_length=200, blank=True)
    hours_en = models.CharField(_("hours (EN)"), max_length=200, blank=True)
    free = models.BooleanField(_("free of charge"), null=True, blank=True)
    note = models.TextField(_("note for staff"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    answers_today = models.BooleanField(_("shown under “for today”"), default=False)
    active = models.BooleanField(_("active"), default=True)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    name = Translated()
    hours = Translated()

    class Meta:
        ordering = ["sort", "number"]
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        constraints = [
            models.CheckConstraint(
                condition=~(models.Q(short_number="") & models.Q(phone="")), name="helpline_has_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def tel(self) -> str:
        return f"tel:{self.phone or self.short_number}"
