"""How far the proof of a mailbox for requests is: a code mailed there, typed back, then a call."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import Organisation
from directory.models.people import User
from directory.models.services import Service


class MailboxProofQuerySet(models.QuerySet["MailboxProof"]):
    def to_call(self) -> Self:
        """Somebody read the code there; nobody has called yet. What proves an older address proves nothing."""
        same = self.alias(now=Lower("service__mailbox")).filter(now=F("address"))
        listed = same.filter(service__organisation__in=Organisation.objects.listed(), service__merged_into=None)
        return listed.filter(proven_at__isnull=False, service__mailbox_verified_on=None)


class MailboxProof(models.Model):
    """Of one address of one service, in small letters."""

    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="proof")
    address = models.EmailField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_that_day = models.PositiveSmallIntegerField(default=0)
    proven_at = models.DateTimeField(null=True, blank=True)
    proven_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = MailboxProofQuerySet.as_manager()

    class Meta:
        ordering = ["proven_at", "pk"]
        verbose_name = _("proof of a mailbox")
        verbose_name_plural = _("proofs of mailboxes")
