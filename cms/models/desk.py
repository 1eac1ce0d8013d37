"""What the editors' desk remembers of its people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ParityReader(models.Model):
    """Somebody who wants the weekly mail on what is missing in French or in Dutch."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    told_on = models.DateField(_("told on"), null=True, blank=True)

    class Meta:
        verbose_name = _("reader of the language report")
        verbose_name_plural = _("readers of the language report")
