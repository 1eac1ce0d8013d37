"""What Brusano's team did with an organisation, and when it comes back to it. Never about a woman."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import Organisation
from directory.models.people import User


class JournalEntry(models.Model):
    """One contact with an organisation. The last one's `next_on` is when somebody comes back to it."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit")
        CALL = "call", _("call")
        MAIL = "mail", _("mail or letter")
        CONVENTION = "convention", _("step towards the BIB convention")
        OTHER = "other", _("other")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="journal", verbose_name=_("organisation")
    )
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    day = models.DateField(_("day"), default=date.today)
    text = models.TextField(_("in a few words"), max_length=1000, blank=True)
    next_on = models.DateField(_("come back on"), null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-id"]
        verbose_name = _("contact with an organisation")
        verbose_name_plural = _("contacts with organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["visit", "call", "mail", "convention", "other"]), name="contact_is_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gte=F("day")), name="journal_comes_back_afterwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day:%Y-%m-%d}"
