"""« This service is ours »: who says so, and the calls by which Brusano found out."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.lifecycle.claims import Stand
from directory.models.organisations import Organisation, public_code
from directory.models.people import Tongue, User
from directory.models.services import Service


class ClaimQuerySet(models.QuerySet["Claim"]):
    def waiting(self) -> Self:
        return self.filter(state=Stand.WAITING)


class Claim(models.Model):
    """Somebody says that she speaks for an organisation of the directory, or for one that is not in it yet.

    `directory.actions.claims` alone writes its state. What she typed becomes an organisation only when Brusano has
    called back.
    """

    code = models.CharField(max_length=8, unique=True, default=public_code, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=Stand, default=Stand.UNCONFIRMED)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="claims"
    )
    # Of an organisation that is not in the directory yet.
    name = models.CharField(_("name of the organisation"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Organisation.Kind, default=Organisation.Kind.LEGAL_BODY)
    enterprise_number = models.CharField(_("enterprise number"), max_length=10, blank=True)
    phone = models.CharField(_("public telephone"), max_length=32, blank=True)
    website = models.URLField(_("website"), blank=True)
    # Who asks.
    full_name = models.CharField(_("your name"), max_length=150)
    job = models.CharField(_("what you do there"), max_length=120, blank=True)
    email = models.EmailField(_("your e-mail address at work"))
    language = models.CharField(_("language"), max_length=2, choices=Tongue, default=Tongue.FR)
    note = models.TextField(_("anything else we should know"), max_length=600, blank=True)

    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(_("what she is told"), max_length=400, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "waiting", "accepted", "refused"]), name="claim_state_is_a_choice"
            ),
            models.CheckConstraint(condition=Q(organisation__isnull=False) | ~Q(name=""), name="claim_is_about_one"),
        ]

    def __str__(self) -> str:
        return str(self.organisation.name) if self.organisation else self.name


class CallBack(models.Model):
    """A call to a number that is public: who called, when, which number, and what was said. Never changed."""

    class About(models.TextChoices):
        CLAIM = "claim", _("who speaks for the organisation")
        MAILBOX = "mailbox", _("mailbox for requests")
        FACTOR = "factor", _("lost second factor")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("they confirm it")
        DENIED = "denied", _("they do not")
        NO_ANSWER = "no_answer", _("nobody answered")
        LATER = "later", _("to be called again")

    about = models.CharField(_("about"), max_length=8, choices=About)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="call_backs"
    )
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="call_backs")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="call_backs")
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="call_backs")
    number = models.CharField(_("number called"), max_length=32)
    found_at = models.CharField(_("where this number is public"), max_length=200)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who called"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=["claim", "mailbox", "factor"]), name="call_back_about_is_a_choice"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["confirmed", "denied", "no_answer", "later"]),
                name="call_back_outcome_is_a_choice",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="call_back_says_the_number"),
        ]
