"""Who acts for which organisation, and who was asked to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import Organisation, public_code
from directory.models.people import Tongue, User

ATTESTED_DAYS = 183  # twice a year somebody says that she still works there
INVITED_DAYS = 7


class MembershipQuerySet(models.QuerySet["Membership"]):
    def managers(self) -> Self:
        """Who can act as one today: a closed account manages nothing."""
        return self.filter(role=Membership.Role.MANAGER, user__is_active=True)

    def to_attest(self, today: date) -> Self:
        """Nobody has said for half a year that she still works there."""
        before = today - timedelta(days=ATTESTED_DAYS)
        return self.filter(user__is_active=True).alias(said=Coalesce("attested_on", "since")).filter(said__lt=before)


class Membership(models.Model):
    """A person acting for an organisation; for which one is in the address or the form, never in the session."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("manager")
        MEMBER = "member", _("member")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateField(_("since"), default=date.today)
    attested_on = models.DateField(_("still there, said on"), null=True, blank=True)
    attested_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Of a manager: when a mail last asked her who still works there.
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="member_once")]

    @property
    def is_manager(self) -> bool:
        return self.role == Membership.Role.MANAGER

    @property
    def is_to_attest(self) -> bool:
        return (self.attested_on or self.since) < timezone.localdate() - timedelta(days=ATTESTED_DAYS)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn, too old ones included."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self) -> Self:
        """What may still be accepted: the organisation must be there as well, and the account of whoever invites."""
        there = ~Q(organisation__status__in=(Organisation.Status.CLOSED, Organisation.Status.SUSPENDED))
        alive = Q(expires_at__gt=timezone.now(), organisation__merged_into=None)
        return self.unanswered().filter(there & alive & ~Q(by__is_active=False))


def _in_a_week() -> datetime:
    return timezone.now() + timedelta(days=INVITED_DAYS)


class Invitation(models.Model):
    """Somebody was asked to act for an organisation; the mail's link leads to where she accepts."""

    code = models.CharField(max_length=8, unique=True, default=public_code, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role, default=Membership.Role.MEMBER)
    language = models.CharField(_("language of the mail"), max_length=2, choices=Tongue, default=Tongue.FR)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=_in_a_week)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invited_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(role__in=["manager", "member"]), name="invited_role_is_a_choice"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_accepted_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_over(self) -> bool:
        return self.expires_at <= timezone.now()
