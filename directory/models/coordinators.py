"""Who coordinates which bassin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.people import User
from directory.models.territory import Bassin


class BassinCoordinator(models.Model):
    """A network coordinator's bassin: she edits its cards and empties its basket. Written on the user's own page."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="coordinated")
    bassin = models.ForeignKey(Bassin, on_delete=models.CASCADE, related_name="coordinators")

    class Meta:
        verbose_name = _("bassin coordinator")
        verbose_name_plural = _("bassin coordinators")
        constraints = [models.UniqueConstraint(fields=["user", "bassin"], name="coordinator_once_a_bassin")]
