"""What happened to the directory: history, undo, « edited by hand since » and the index all read these rows."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import Source
from directory.models.people import User
from directory.models.vocabulary import Category, Mode, Stage, Theme


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, record: models.Model) -> VersionQuerySet:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class Version(models.Model):
    """One write of one record: who, from where, and each changed field before and after (JSON values)."""

    class Via(models.TextChoices):
        ADMIN = "admin", _("administration")
        IMPORT = "import", _("import")
        MEMBER = "member", _("member")
        MAIL = "mail", _("link in a mail")
        PHONE = "phone", _("phone call")
        REFERENCE = "reference", _("reference data")
        DEMO = "demo", _("demo network")
        UNDO = "undo", _("undo")
        MERGE = "merge", _("merging")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    via = models.CharField(max_length=10, choices=Via)
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="version_of_record")]
        verbose_name = _("version")
        verbose_name_plural = _("versions")


class Change(models.Model):
    """The services touched by one write (or one batch of an import); search follows these rows."""

    at = models.DateTimeField(default=timezone.now)
    service_ids = models.JSONField(default=list)


class CategoryMapping(models.Model):
    """Staff's rule that gives a foreign category its category, themes, stages and modes. The lowest priority wins."""

    class MatchOn(models.TextChoices):
        NAME = "name_fr contains", _("name contains")
        CATEGORY_ID = "category_id", _("number of the foreign category")
        CATEGORY_LABEL = "category_label contains", _("label of the foreign category contains")
        LEGAL_STATUS = "legal_status_id", _("number of the legal status")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="mappings", verbose_name=_("source"))
    match_on = models.CharField(_("compares"), max_length=40)
    value = models.CharField(_("with"), max_length=200)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind of actor"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("needs"))
    stages = models.ManyToManyField(Stage, blank=True, related_name="+", verbose_name=_("stages"))
    modes = models.ManyToManyField(Mode, blank=True, related_name="+", verbose_name=_("modes"))
    priority = models.PositiveSmallIntegerField(_("priority"), default=50)
    evidence = models.CharField(_("why"), max_length=300, blank=True)
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["priority", "id"]
        verbose_name = _("mapping of a category")
        verbose_name_plural = _("mappings of categories")
        constraints = [models.UniqueConstraint(fields=["source", "match_on", "value"], name="mapping_once")]

    def __str__(self) -> str:
        return f"{self.value} → {self.category}"


class ImportRun(models.Model):
    """One run of an import: where its staged rows are, how far it came, and its report."""

    class State(models.TextChoices):
        STAGED = "staged", _("waiting for confirmation")
        APPLYING = "applying", _("being applied")
        DONE = "done", _("done")
        FAILED = "failed", _("refused")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs")
    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    full = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.STAGED)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
