"""Who is logged in where, and by whose hand a lost second factor was taken away."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.claims import CallBack
from directory.models.people import User

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)


class OpenSessionQuerySet(models.QuerySet["OpenSession"]):
    def alive(self) -> Self:
        now = timezone.now()
        return self.filter(seen_at__gt=now - IDLE, since__gt=now - LONGEST)

    def over(self) -> Self:
        now = timezone.now()
        return self.filter(Q(seen_at__lte=now - IDLE) | Q(since__lte=now - LONGEST))


class OpenSession(models.Model):
    """A browser in which somebody is logged in. Without its row a session opens nothing: deleting it logs out at once.

    `user.open_sessions.all().delete()` is what whoever changes a password, a second factor or a role calls.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)  # written once a minute at most
    factor = models.CharField(max_length=14, blank=True)  # by which she proved herself here; empty: by none yet
    roles = models.JSONField(default=list)  # when she came in: whoever lost one since comes in anew

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("open session")
        verbose_name_plural = _("open sessions")

    @property
    def is_over(self) -> bool:
        now = timezone.now()
        return self.seen_at <= now - IDLE or self.since <= now - LONGEST


class FactorHelp(models.Model):
    """A second factor taken away, or codes printed, by somebody else. Never changed: it says who did it and why."""

    class What(models.TextChoices):
        RESET = "reset", _("second factor taken away")
        CODES = "codes", _("codes printed")

    class How(models.TextChoices):
        SEEN = "seen", _("she stood before me")
        CALLED = "called", _("I called her on a number I knew")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="helped")
    what = models.CharField(_("what"), max_length=5, choices=What)
    how = models.CharField(_("how I know that it is her"), max_length=6, choices=How)
    # Of Brusano: the call is kept with the others.
    call_back = models.ForeignKey(CallBack, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("help with a second factor")
        verbose_name_plural = _("help with second factors")
        constraints = [
            models.CheckConstraint(condition=Q(what__in=["reset", "codes"]), name="factor_help_what_is_a_choice"),
            models.CheckConstraint(condition=Q(how__in=["seen", "called"]), name="factor_help_how_is_a_choice"),
        ]
