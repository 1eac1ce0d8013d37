"""Asking whether cards still hold: who was written to, by which campaign, and how each confirmation arrived."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.changes import Version
from directory.models.organisations import Organisation, public_code
from directory.models.people import User
from directory.models.proposals import Proposal
from directory.models.services import Service
from directory.models.territory import Bassin
from directory.models.vocabulary import Category


class Confirmation(models.Model):
    """One time somebody said that a card holds, or how much room there is: by which way, and who."""

    class About(models.TextChoices):
        CARD = "card", _("the whole card")
        ROOM = "room", _("room")

    class Via(models.TextChoices):
        APP = "app", _("on the site")
        MAIL = "mail", _("by mail")
        PHONE = "phone", _("by phone")
        STAFF = "staff", _("administration")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="confirmations")
    about = models.CharField(max_length=4, choices=About)
    via = models.CharField(max_length=5, choices=Via)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")  # none: a shared mailbox
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["service", "about", "at"], name="confirmation_of_service")]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")


class Campaign(models.Model):
    """Brusano asks a part of the network whether its cards hold. Its cards are those of the day it began."""

    PATIENCE_DAYS = 14  # of silence, then somebody phones

    code = models.CharField(max_length=8, unique=True, default=public_code, editable=False)
    name = models.CharField(_("name"), max_length=120)
    bassins = models.ManyToManyField(Bassin, blank=True, related_name="+", verbose_name=_("bassins"))
    categories = models.ManyToManyField(Category, blank=True, related_name="+", verbose_name=_("kinds of actor"))
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    phone_from = models.DateField(_("phone from"))
    closed_at = models.DateTimeField(null=True)
    services = models.ManyToManyField(Service, through="CampaignCard", related_name="+")

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self) -> str:
        return self.name


class CardState(models.TextChoices):
    """How far a card of a campaign is; derived from what happened since it began."""

    CONFIRMED = "confirmed", _("confirmed")
    ANSWERED = "answered", _("answered, not confirmed")
    SILENT = "silent", _("silent")
    TO_PHONE = "to_phone", _("to phone")
    GONE = "gone", _("closed meanwhile")


class CampaignCardQuerySet(models.QuerySet["CampaignCard"]):
    def with_state(self, today: date) -> Self:
        """Each with its `state`. Whoever said something is not phoned because of a date."""
        since = OuterRef("campaign__started_at")
        said = Confirmation.objects.filter(service=OuterRef("service"), at__gte=since)
        typed = Version.objects.filter(
            content_type__app_label="directory",
            content_type__model="service",
            object_id=OuterRef("service"),
            via=Version.Via.MEMBER,
            by__isnull=False,  # a mailbox whose mail comes back is taken from its card by nobody
            at__gte=since,
        )
        held = Proposal.objects.filter(  # she answered, though nobody has looked at it yet
            content_type__app_label="directory",
            content_type__model="service",
            object_id=OuterRef("service"),
            at__gte=since,
        )
        confirmed = Q(Exists(said.filter(about=Confirmation.About.CARD)))
        confirmed |= Q(service__confirmed_on__gt=TruncDate("campaign__started_at"))
        gone = Q(service__closed_on__lte=today) | ~Q(service__merged_into=None)
        gone |= ~Q(service__organisation__status=Organisation.Status.VERIFIED)
        answered = Q(call=CampaignCard.Call.LATER) | Q(Exists(said)) | Q(Exists(typed)) | Q(Exists(held))
        late = Q(written_to=False) | Q(campaign__phone_from__lte=today)
        return self.annotate(
            state=Case(
                When(confirmed, then=Value(CardState.CONFIRMED.value)),
                When(gone, then=Value(CardState.GONE.value)),
                When(answered, then=Value(CardState.ANSWERED.value)),
                When(late, then=Value(CardState.TO_PHONE.value)),
                default=Value(CardState.SILENT.value),
                output_field=models.CharField(),
            )
        )


class CampaignCard(models.Model):
    """A card that a campaign asks about, and the last call made for it."""

    class Call(models.TextChoices):
        NONE = "", _("not called")
        NOBODY = "nobody", _("nobody answered")
        LATER = "later", _("will do it herself")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="cards")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    written_to = models.BooleanField(default=False)  # somebody of it gets the mail
    call = models.CharField(max_length=6, choices=Call, blank=True, default="")
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    objects = CampaignCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card of a campaign")
        verbose_name_plural = _("cards of a campaign")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "service"], name="card_once_a_campaign"),
            models.CheckConstraint(condition=Q(call__in=["", "nobody", "later"]), name="call_is_a_choice"),
        ]


class Round(models.Model):
    """One time that organisations are written to: each month, or for a campaign. Goes on where it was stopped."""

    month = models.DateField(null=True, unique=True)  # its first day
    campaign = models.OneToOneField(Campaign, null=True, on_delete=models.CASCADE, related_name="round")
    started_at = models.DateTimeField(default=timezone.now)
    collected_at = models.DateTimeField(null=True)  # all that are to be written to are known
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("round of mails")
        verbose_name_plural = _("rounds of mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(month=None, campaign__isnull=False) | Q(month__isnull=False, campaign=None),
                name="round_of_a_month_or_a_campaign",
            )
        ]


class RoundMail(models.Model):
    """One mail of a round: to a shared mailbox of an organisation or to a person of it. Its key stands in its links."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mails")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    mailbox = models.EmailField(blank=True)  # in small letters
    language = models.CharField(max_length=2, default="fr")
    queued_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("mail of a round")
        verbose_name_plural = _("mails of a round")
        indexes = [models.Index(fields=["round"], condition=Q(queued_at=None), name="mail_of_round_to_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) & ~Q(mailbox="") | Q(user__isnull=False, mailbox=""),
                name="mail_of_round_to_one",
            ),
            models.UniqueConstraint(
                fields=["round", "organisation", "user"],
                condition=Q(user__isnull=False),
                name="person_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "organisation", "mailbox"],
                condition=~Q(mailbox=""),
                name="mailbox_once_a_round",
            ),
        ]
