"""How often public pages are read and documents fetched: numbers by day, and nothing about whoever did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyCount(models.Model):
    """`what` is « page:<translation key> », « file:<number> » or « view:<name of an address> »."""

    day = models.DateField(_("day"))
    what = models.CharField(_("what"), max_length=60)
    language = models.CharField(_("language"), max_length=2, blank=True)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["day", "what", "language"], name="daily_count_once")]
        indexes = [models.Index(fields=["what", "day"], name="daily_count_of")]
