"""The dated facts of an event, once for all languages; its pages say the rest (docs/decisions/0022)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.events.lifecycle import SEATED, State
from directory.models.organisations import public_code
from directory.models.territory import Bassin
from directory.models.vocabulary import ReferenceRow
from directory.text import Translated

if TYPE_CHECKING:
    from cms.models.events import EventPage


class Series(ReferenceRow):
    """What an event is one of: « Périnatalité : parlons-en ! »… Brusano's own names, never translated by us."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name (FR)"), max_length=120)
    name_nl = models.CharField(_("name (NL)"), max_length=120, blank=True)
    name_en = models.CharField(_("name (EN)"), max_length=120, blank=True)
    active = models.BooleanField(_("active"), default=True)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    name = Translated()

    class Meta:
        ordering = ["sort", "code"]
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")

    def __str__(self) -> str:
        return str(self.name)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def coming(self) -> Self:
        """Not over yet, those called off included: whoever wanted to come must read it."""
        return self.filter(ends_at__gt=timezone.now())

    def past(self) -> Self:
        return self.filter(ends_at__lte=timezone.now())

    def of_bassin(self, bassin: Bassin) -> Self:
        """Its own and those of the whole Region."""
        return self.filter(Q(bassins=bassin) | Q(bassins=None)).distinct()

    def published(self, language: str = "") -> Self:
        pages = Page.objects.live().public().filter(pk=models.OuterRef("pages__pk"))
        found = self.filter(models.Exists(pages))
        return (found.filter(pages__locale__language_code=language) if language else found).distinct()

    def with_seats(self) -> Self:
        """`taken` and `waiting`, counted."""
        return self.annotate(
            taken=Count("registrations", filter=Q(registrations__state__in=SEATED), distinct=True),
            waiting=Count("registrations", filter=Q(registrations__state=State.WAITING), distinct=True),
        )

    def due_for_erasure(self) -> Self:
        return self.filter(erased_at=None, ends_at__lt=timezone.now() - timedelta(days=Meeting.KEPT_DAYS))


class Meeting(models.Model):  # type: ignore[django-manager-missing]  # of pages, which Wagtail makes
    """When, where and for how many. Registrations belong to it; each language has a page of its own on it."""

    KEPT_DAYS = 30  # personal data, counted from the end

    class Spoken(models.TextChoices):
        FR = "fr", _("in French")
        NL = "nl", _("in Dutch")
        FR_NL = "fr_nl", _("in French and Dutch")
        EN = "en", _("in English")

    code = models.CharField(max_length=8, unique=True, default=public_code, editable=False)
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("series"))
    bassins = models.ManyToManyField(
        Bassin,
        blank=True,
        related_name="meetings",
        verbose_name=_("bassins"),
        help_text=_("None: for the whole Region."),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place_fr = models.CharField(_("place and address (FR)"), max_length=250, blank=True)
    place_nl = models.CharField(_("place and address (NL)"), max_length=250, blank=True)
    place_en = models.CharField(_("place and address (EN)"), max_length=250, blank=True)
    link = models.URLField(
        _("link to take part online"), blank=True, help_text=_("Only in the mails to those who are registered.")
    )
    step_free = models.BooleanField(_("step-free access"), null=True, blank=True)
    spoken = models.CharField(_("language of the event"), max_length=5, choices=Spoken, default=Spoken.FR_NL)
    capacity = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: as many as want to come.")
    )
    registration_open = models.BooleanField(_("people register on this site"), default=True)
    deadline = models.DateTimeField(_("register until"), null=True, blank=True)
    cancelled = models.BooleanField(_("called off"), default=False, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    place = Translated()
    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="meeting_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.series}, {timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def closes_at(self) -> datetime:
        """From then on nobody registers."""
        return min(self.deadline or self.starts_at, self.starts_at)

    @property
    def takes_registrations(self) -> bool:
        return self.registration_open and not self.cancelled and timezone.now() < self.closes_at

    def room(self) -> int | None:
        """Free seats; None when they are not counted."""
        if self.capacity is None:
            return None
        taken = self.registrations.filter(state__in=SEATED).count()
        return max(0, self.capacity - taken)

    def page(self, language: str) -> EventPage | None:
        """The published page in that language; another language's is never given instead."""
        live = cast("Any", self.pages).live().public().filter(locale__language_code=language)
        return cast("EventPage | None", live.select_related("locale").first())
