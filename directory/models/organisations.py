"""Organisations, what recognises them, where they are, and where the rows came from."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from directory.models.people import Tongue, User
from directory.models.vocabulary import Authority
from directory.text import Translated

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: codes are read aloud
CODE_LENGTH = 8
PAIRS = [one + other for one in ALPHABET for other in ALPHABET]


def public_code() -> str:
    """Drawn two letters at a time from one number: the system is asked once, and tens of thousands are imported."""
    drawn, code = secrets.randbelow(len(PAIRS) ** (CODE_LENGTH // 2)), ""
    while len(code) < CODE_LENGTH:
        drawn, pair = divmod(drawn, len(PAIRS))
        code += PAIRS[pair]
    return code


# What the reference data says of its own sources, for the catalogues; what staff writes is shown as it is.
OF_OUR_SOURCES = (
    gettext_noop("Maillage template"),
    gettext_noop("not known: ask before republishing"),
    gettext_noop("given to the directory by the organisations themselves"),
)


class Source(models.Model):
    """Where rows come from; exports and the API obey `may_republish`."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    may_republish = models.BooleanField(_("may be republished"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return gettext(self.name) if self.name else ""

    @property
    def terms(self) -> str:
        """The licence, in the reader's language where it is one of our own."""
        return gettext(self.licence) if self.licence else ""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def listed(self) -> Self:
        """What the public may see."""
        return self.filter(status=Organisation.Status.VERIFIED, merged_into=None)

    def of(self, user: User | AnonymousUser) -> Self:
        """Those she acts for. The gate of everything private: asked at each request, so a right ends with the next."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(memberships__user=user, merged_into=None).exclude(status=Organisation.Status.CLOSED)

    def demo(self) -> Self:
        return self.filter(is_demo=True)


class Organisation(models.Model):
    """A legal body or an independent practitioner of the network."""

    class Kind(models.TextChoices):
        LEGAL_BODY = "legal_body", _("organisation")
        PRACTITIONER = "practitioner", _("independent practitioner")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        VERIFIED = "verified", _("verified")
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")

    code = models.CharField(_("public code"), max_length=8, unique=True, default=public_code, editable=False)
    name_fr = models.CharField(_("name (FR)"), max_length=200, blank=True)
    name_nl = models.CharField(_("name (NL)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (EN)"), max_length=200, blank=True)
    description_fr = models.TextField(_("description (FR)"), blank=True)
    description_nl = models.TextField(_("description (NL)"), blank=True)
    description_en = models.TextField(_("description (EN)"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.LEGAL_BODY)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    enterprise_number = models.CharField(
        _("enterprise number"),
        max_length=10,
        null=True,
        blank=True,
        unique=True,
        help_text=_("10 digits, for example 0212.347.945"),
    )
    mail_language = models.CharField(_("language of mails"), max_length=2, choices=Tongue, default=Tongue.FR)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    name = Translated()
    description = Translated()
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name_fr", "name_nl", "id"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(condition=~Q(name_fr="", name_nl="", name_en=""), name="organisation_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["legal_body", "practitioner"]), name="organisation_kind_is_a_choice"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "verified", "suspended", "closed"]),
                name="organisation_status_is_a_choice",
            ),
            models.CheckConstraint(condition=Q(mail_language__in=["fr", "nl", "en"]), name="mail_language_is_a_choice"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="organisation_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(enterprise_number=None) | Q(enterprise_number__regex=r"^[01][0-9]{9}$"),
                name="enterprise_number_has_ten_digits",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9]{8}$"), name="organisation_code_is_eight_characters"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class DatedQuerySet(models.QuerySet["DatedFact"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class DatedFact(models.Model):
    """Something true from a day until a day (open-ended when `ends_on` is empty), said on a day."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    stated_on = models.DateField(_("said on"), null=True, blank=True)
    source_note = models.CharField(_("according to"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="%(class)s_ends_after_it_starts"
            )
        ]

    def valid_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class BibConvention(DatedFact):
    """The convention to use BIBPro: with a stated screening prestation, it is what lets a service screen."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="conventions")

    class Meta(DatedFact.Meta):
        verbose_name = _("BIB convention")
        verbose_name_plural = _("BIB conventions")


class InamiAccreditation(DatedFact):
    """Accreditation by INAMI/RIZIV: conditions the payment of prestations only."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="inami_accreditations")
    number = models.CharField(_("INAMI number"), max_length=11, blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("INAMI accreditation")
        verbose_name_plural = _("INAMI accreditations")


class BillingRegistration(DatedFact):
    """Registered on the programme's billing platform."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="billing_registrations")

    class Meta(DatedFact.Meta):
        verbose_name = _("billing registration")
        verbose_name_plural = _("billing registrations")


class Accreditation(DatedFact):
    """Any other recognition (COCOM, COCOF, VGC, ONE, Opgroeien…): says nothing about the programme."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="accreditations")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("authority"))
    subject = models.CharField(_("recognised as"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")


class Partnership(DatedFact):
    """Two organisations bound by an agreement in force; written by `directory.actions` alone."""

    one = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partnerships_as_one")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partnerships_as_other")
    listed = models.BooleanField(default=True)

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(condition=Q(one_id__lt=F("other_id")), name="partnership_lower_id_first"),
        ]
