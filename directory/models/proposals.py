"""Changes of what a card is (its name, its role): members write them, Brusano looks at them, then they are public."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.lifecycle.proposals import Stand
from directory.models.organisations import Organisation, public_code
from directory.models.people import User


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> ProposalQuerySet:
        return self.filter(state=Stand.WAITING)

    def of(self, record: models.Model) -> ProposalQuerySet:
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class Proposal(models.Model):
    """One member's changes of one record that wait; `directory.actions.editing` alone writes its state."""

    code = models.CharField(max_length=8, unique=True, default=public_code, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proposals")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=Stand, default=Stand.WAITING)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=400, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("change to look at")
        verbose_name_plural = _("changes to look at")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "refused", "replaced"]), name="proposal_state_is_a_choice"
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(state="waiting"), name="one_proposal_waits_a_record"
            ),
        ]
