"""Who comes to an event, for as long as that is needed, and the figures that stay."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.lifecycle import ALIVE, SEATED, State
from cms.models.meetings import Meeting
from directory.models.people import Tongue
from directory.models.territory import Bassin
from directory.models.vocabulary import Category


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def seated(self) -> Self:
        return self.filter(state__in=SEATED)

    def alive(self) -> Self:
        return self.filter(state__in=ALIVE)

    def waiting(self) -> Self:
        """First come first."""
        return self.filter(state=State.WAITING).order_by("queued_at", "pk")


class Registration(models.Model):
    """One person (or mailbox) at one event. Goes 30 days after it. `take_step` alone writes the state."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("event")
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind of actor")
    )
    bassin = models.ForeignKey(
        Bassin, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("bassin")
    )
    language = models.CharField(_("language of the mails"), max_length=2, choices=Tongue, default=Tongue.FR)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UNCONFIRMED, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)  # because she filled the form in
    queued_at = models.DateTimeField(null=True, editable=False)
    by_hand = models.BooleanField(_("added by staff"), default=False, editable=False)
    reminded_days = models.PositiveSmallIntegerField(null=True, editable=False)  # before the event, the last one sent
    attested_at = models.DateTimeField(_("attestation sent"), null=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=~Q(email=""), name="registration_once_a_meeting"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="registration_state_known"),
        ]

    def __str__(self) -> str:
        return self.name


class AttendanceTotal(models.Model):
    """How many came to an event, of which bassin and kind of actor; written when the names are erased."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="totals")
    bassin = models.ForeignKey(Bassin, null=True, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=40, blank=True)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    registered = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "bassin", "sector", "category"]
