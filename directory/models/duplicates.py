"""Records that may be one and the same: what was found, what a person said of it, and what was merged."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import public_code
from directory.models.people import User

UNDO_DAYS = 30


class Kind(models.TextChoices):
    ORGANISATION = "organisation", _("organisations")
    SERVICE = "service", _("services")


class Why(models.TextChoices):
    """What two records share."""

    NUMBER = "number", _("same enterprise number")
    NAME = "name", _("almost the same name")
    PHONE = "phone", _("same phone")
    ADDRESS = "address", _("same address")
    ORGANISATION = "organisation", _("same organisation")


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def of(self, code: str) -> Self:
        return self.filter(Q(one=code) | Q(other=code))

    def to_look_at(self) -> Self:
        return self.filter(dismissed_at=None)


class Likeness(models.Model):
    """Two records of one kind, by their public codes. Found anew each night; « not the same » stays said."""

    kind = models.CharField(max_length=12, choices=Kind)
    one = models.CharField(max_length=8)
    other = models.CharField(max_length=8)
    why = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField(default=0)
    found_at = models.DateTimeField(default=timezone.now)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = LikenessQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "one", "other"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "one", "other"], name="likeness_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="likeness_lower_code_first"),
        ]


class Merge(models.Model):
    """One record taken over by another; `done` holds what it takes to undo that."""

    code = models.CharField(max_length=8, unique=True, default=public_code, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    kept = models.CharField(max_length=8)
    gone = models.CharField(max_length=8)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    done = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    @property
    def may_be_undone(self) -> bool:
        return self.undone_at is None and self.at > timezone.now() - timedelta(days=UNDO_DAYS)
