"""The newsletter: who asked for it, its issues, and for each issue who has been written to."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models.meetings import Meeting
from cms.newsletter.lifecycle import OPEN, UNDER_WAY, Standing, State
from directory.models.territory import Bassin
from directory.text import LANGUAGES, Translated


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> Self:
        return self.filter(state=Standing.CONFIRMED)

    def unconfirmed(self) -> Self:
        return self.filter(state=Standing.UNCONFIRMED)


class Subscription(models.Model):
    """An address that asked for the newsletter. `move` alone writes the state; who leaves is erased."""

    class Tongues(models.TextChoices):
        FR = "fr", _("In French")
        NL = "nl", _("In Dutch")
        FR_NL = "fr_nl", _("In French and Dutch, in one mail")
        EN = "en", _("In English")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)  # in small letters
    mailbox = models.EmailField(db_index=True, editable=False)  # without what some write behind a +
    tongues = models.CharField(_("language"), max_length=5, choices=Tongues, default=Tongues.FR)
    bassins = models.ManyToManyField(
        Bassin, blank=True, related_name="+", verbose_name="bassins", help_text=_("None: the whole Region.")
    )
    state = models.CharField(max_length=12, choices=Standing, default=Standing.UNCONFIRMED, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)  # because somebody filled the form in
    mails_that_day = models.PositiveSmallIntegerField(default=0, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name = _("subscription to the newsletter")
        verbose_name_plural = _("subscriptions to the newsletter")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[Standing.UNCONFIRMED, Standing.CONFIRMED]), name="subscription_state_known"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def languages(self) -> list[str]:
        return self.tongues.split("_")


class IssueQuerySet(models.QuerySet["Issue"]):
    def open(self) -> Self:
        """May still be changed."""
        return self.filter(state__in=OPEN)

    def begun(self) -> Self:
        return self.exclude(state__in=OPEN)


class Issue(models.Model):
    """One issue, in the languages that have a subject. `take_step` alone writes the state."""

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    subject_fr = models.CharField(_("subject (FR)"), max_length=120, blank=True)
    subject_nl = models.CharField(_("subject (NL)"), max_length=120, blank=True)
    subject_en = models.CharField(_("subject (EN)"), max_length=120, blank=True)
    introduction_fr = models.TextField(_("introduction (FR)"), max_length=2000, blank=True)
    introduction_nl = models.TextField(_("introduction (NL)"), max_length=2000, blank=True)
    introduction_en = models.TextField(_("introduction (EN)"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # two people at one issue do not overwrite
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    # What stays once the names of those who got it are erased.
    recipients = models.PositiveIntegerField(default=0, editable=False)
    delivered = models.PositiveIntegerField(default=0, editable=False)
    refused = models.PositiveIntegerField(default=0, editable=False)
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    subject = Translated()
    objects = IssueQuerySet.as_manager()

    class Meta:
        default_permissions = ("change",)
        permissions = [("send_issue", "Can send the newsletter")]
        ordering = ["-number"]
        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="issue_state_known")]

    def __str__(self) -> str:
        return str(_("Newsletter no. %(number)d") % {"number": self.number})

    @property
    def languages(self) -> list[str]:
        """Those it is written in."""
        return [language for language in LANGUAGES if self.subject_in(language)]

    def subject_in(self, language: str) -> str:
        return str(getattr(self, f"subject_{language}"))

    def introduction_in(self, language: str) -> str:
        return str(getattr(self, f"introduction_{language}"))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


class Item(models.Model):
    """A news article (by what all its translations share) or an event, at its place in an issue."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(default=0)
    news = models.UUIDField(null=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(news=None, meeting__isnull=False) | Q(news__isnull=False, meeting=None),
                name="newsletter_item_is_one_thing",
            ),
            models.UniqueConstraint(fields=["issue", "news"], name="news_once_an_issue"),
            models.UniqueConstraint(fields=["issue", "meeting"], name="meeting_once_an_issue"),
        ]


class Delivery(models.Model):
    """This issue to this address: written when sending begins, so that nobody is forgotten or written to twice."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    queued_at = models.DateTimeField(null=True)
    letter = models.BigIntegerField(null=True)  # its number in the queue; none where nothing concerned the reader

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issue", "subscription"], name="delivery_once_an_issue")]
        indexes = [models.Index(fields=["issue", "queued_at"], name="delivery_to_queue")]
