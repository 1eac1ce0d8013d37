"""How and when a service is reached: contact points, weekly hours, exceptions and notices."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import Organisation
from directory.models.services import Service
from directory.models.sites import Site
from directory.models.vocabulary import Language
from directory.text import Translated

MINUTES_A_DAY = 24 * 60


class ContactPoint(models.Model):
    """A way to reach an organisation or a service: exactly one of the two."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        SHORT = "short", _("short number")
        MAIL = "mail", _("e-mail")
        WEB = "web", _("web")

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    value = models.CharField(_("value"), max_length=300, help_text=_("phones are kept as +32…"))
    label_fr = models.CharField(_("label (FR)"), max_length=100, blank=True)
    label_nl = models.CharField(_("label (NL)"), max_length=100, blank=True)
    label_en = models.CharField(_("label (EN)"), max_length=100, blank=True)
    language = models.ForeignKey(
        Language, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("answers in")
    )
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    label = Translated()

    class Meta:
        ordering = ["sort", "id"]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        constraints = [
            models.CheckConstraint(
                condition=Q(service=None, organisation__isnull=False) | Q(service__isnull=False, organisation=None),
                name="contact_of_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["phone", "short", "mail", "web"]), name="contact_kind_is_a_choice"
            ),
            models.CheckConstraint(
                condition=~Q(kind="phone") | Q(value__regex=r"^\+[1-9][0-9]{6,14}$"), name="phone_is_e164"
            ),
            models.CheckConstraint(
                condition=~Q(kind="short") | Q(value__regex=r"^[0-9]{3,6}$"), name="short_number_is_digits"
            ),
            models.CheckConstraint(condition=~Q(kind="web") | Q(value__regex=r"^https?://"), name="web_is_http"),
            models.CheckConstraint(condition=~Q(kind="mail") | Q(value__contains="@"), name="mail_has_an_at"),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def href(self) -> str:
        return {
            "phone": f"tel:{self.value}",
            "short": f"tel:{self.value}",
            "mail": f"mailto:{self.value}",
            "web": self.value,
        }[self.kind]


class HourKind(models.TextChoices):
    WALK_IN = "walk_in", _("walk-in, no appointment")
    TELEPHONE = "telephone", _("by telephone")
    APPOINTMENT = "appointment", _("by appointment")


HOUR_KINDS = ["walk_in", "telephone", "appointment"]  # for the database


class OpeningHours(models.Model):
    """One weekly range: minutes since midnight; `closes` may pass midnight (then it is over 1440)."""

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="hours")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE, related_name="hours")
    kind = models.CharField(_("kind"), max_length=11, choices=HourKind)
    weekday = models.PositiveSmallIntegerField(_("weekday (0 = Monday)"))
    opens = models.PositiveSmallIntegerField(_("from (minutes)"))
    closes = models.PositiveSmallIntegerField(_("until (minutes)"))

    class Meta:
        ordering = ["weekday", "opens", "kind"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HOUR_KINDS), name="hours_kind_is_a_choice"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_is_0_to_6"),
            models.CheckConstraint(
                condition=Q(opens__lt=MINUTES_A_DAY, closes__gt=F("opens"), closes__lte=F("opens") + MINUTES_A_DAY),
                name="hours_are_a_range",
            ),
            models.CheckConstraint(
                condition=Q(service=None, site__isnull=False) | Q(service__isnull=False, site=None),
                name="hours_of_one_owner",
            ),
        ]


class HoursException(models.Model):
    """Days on which the weekly hours do not hold: closed, or other hours (minutes since midnight) of a kind."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="exceptions")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    kind = models.CharField(_("kind"), max_length=11, choices=HourKind, blank=True)
    opens = models.PositiveSmallIntegerField(_("from (minutes)"), null=True, blank=True)
    closes = models.PositiveSmallIntegerField(_("until (minutes)"), null=True, blank=True)
    note_fr = models.CharField(_("note (FR)"), max_length=200, blank=True)
    note_nl = models.CharField(_("note (NL)"), max_length=200, blank=True)
    note_en = models.CharField(_("note (EN)"), max_length=200, blank=True)

    note = Translated()

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name = _("exceptional hours")
        verbose_name_plural = _("exceptional hours")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["", *HOUR_KINDS]), name="exception_kind_is_a_choice"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="exception_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None, kind="")
                | Q(opens__lt=MINUTES_A_DAY, closes__gt=F("opens"), closes__lte=F("opens") + MINUTES_A_DAY)
                & ~Q(kind=""),
                name="exception_is_closed_or_a_range",
            ),
        ]

    @property
    def closed(self) -> bool:
        return self.opens is None


class Notice(models.Model):
    """A dated notice on a card (holidays, moving, strike)."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="notices")
    starts_on = models.DateField(_("from"), default=date.today)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    text_fr = models.CharField(_("text (FR)"), max_length=300, blank=True)
    text_nl = models.CharField(_("text (NL)"), max_length=300, blank=True)
    text_en = models.CharField(_("text (EN)"), max_length=300, blank=True)

    text = Translated()

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="notice_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(text_fr="", text_nl="", text_en=""), name="notice_says_something"),
        ]
