"""Reports that something on a card is wrong, from anybody. Never about a woman."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.lifecycle.tickets import OPEN, Outcome, Reason, State
from directory.models.organisations import Organisation, public_code
from directory.models.people import Tongue, User
from directory.models.services import Service

ANSWER_DAYS = 7  # afterwards Brusano takes over
CONTACT_DAYS = 30  # after closing, the address of whoever reported goes
KEPT_DAYS = 365  # after closing, the whole report; of one never closed the address goes then, too
LONGEST = 1000


class TicketQuerySet(models.QuerySet["Ticket"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def unanswered(self) -> Self:
        """The organisation has had its days."""
        before = timezone.now() - timedelta(days=ANSWER_DAYS)
        return self.filter(state=State.ORGANISATION, opened_at__lt=before)

    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)


class Ticket(models.Model):
    """One report about a card. `directory.actions.tickets.take_step` alone writes the state."""

    code = models.CharField(_("reference"), max_length=8, unique=True, default=public_code, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="tickets", verbose_name=_("organisation")
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="tickets", verbose_name=_("service")
    )
    reason = models.CharField(_("what is wrong"), max_length=12, choices=Reason)
    text = models.TextField(_("in your words"), max_length=LONGEST, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language of mails"), max_length=2, choices=Tongue, default=Tongue.FR)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.ORGANISATION, editable=False)
    opened_at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    passed_on_at = models.DateTimeField(_("with Brusano since"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True, editable=False)
    answer = models.TextField(_("answer"), max_length=LONGEST, blank=True, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        indexes = [models.Index(fields=["state", "opened_at"], name="ticket_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="ticket_state_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="ticket_reason_known"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False, outcome__in=Outcome.values)
                | ~Q(state=State.CLOSED) & Q(closed_at=None, outcome=""),
                name="closed_ticket_says_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def answer_until(self) -> datetime:
        """The last moment of the organisation's own days."""
        return self.opened_at + timedelta(days=ANSWER_DAYS)
