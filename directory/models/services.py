"""Services: what one organisation offers, with its conditions, its room and how fresh all that is."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import DatedFact, Organisation, public_code
from directory.models.people import User
from directory.models.programme import Prestation
from directory.models.sites import Site
from directory.models.territory import Bassin, Commune
from directory.models.vocabulary import Access, Audience, Category, Language, Mode, Role, Stage, Theme
from directory.text import Translated


def not_closed() -> Q:
    """Open, or closing on a day to come."""
    return Q(closed_on=None) | Q(closed_on__gt=timezone.localdate())


# The choices of `area` and `room`, for the database.
AREAS = ["unstated", "region", "bassins", "communes"]
ROOMS = ["", "open", "few", "full", "by_right"]


class ServiceQuerySet(models.QuerySet["Service"]):
    def listed(self) -> Self:
        """What the public may see: of a verified organisation, not merged, not closed."""
        return self.readable().filter(not_closed())

    def readable(self) -> Self:
        """Whose page still answers, closed ones included."""
        return self.filter(
            organisation__status=Organisation.Status.VERIFIED, organisation__merged_into=None, merged_into=None
        )

    def without_sensitive(self) -> Self:
        """The opposite of `Service.is_sensitive`; with `listed()` it is what the sitemap may name."""
        confidential = Q(site__isnull=False, site__confidential=True)
        return self.exclude(Q(sensitive=True) | Q(category__sensitive=True) | confidential)

    def demo(self) -> Self:
        return self.filter(is_demo=True)

    def for_cards(self) -> Self:
        """Everything a result card prints."""
        return self.select_related(
            "organisation", "category", "site__bassin", "site__postal_code__commune"
        ).prefetch_related("languages", "access", "modes", "contacts", "hours", "site__hours", "exceptions")

    def for_page(self) -> Self:
        """Everything the public page prints."""
        return self.for_cards().prefetch_related(
            "themes",
            "audiences",
            "stages",
            "reading_languages",
            "area_bassins",
            "area_communes",
            "notices",
            "prestations__prestation",
            "roles__role",
            "organisation__conventions",
            "organisation__contacts__language",
            "contacts__language",
            "source_records__source",
        )


class Service(models.Model):
    """One thing an organisation offers. `area` says whom it serves: the seat is not the field of action."""

    class Area(models.TextChoices):
        UNSTATED = "unstated", _("not stated (area to be checked)")
        REGION = "region", _("the whole Region")
        BASSINS = "bassins", _("bassins")
        COMMUNES = "communes", _("communes")

    class Room(models.TextChoices):
        """What is stored; « to confirm » and « unknown » are derived from the age of what was said."""

        NOT_SAID = "", _("not said")
        OPEN = "open", _("has room")
        FEW = "few", _("few places left")
        FULL = "full", _("full until a date")
        BY_RIGHT = "by_right", _("must see everyone")

    class Interpreter(models.TextChoices):
        YES = "yes", _("works with interpreters")
        NO = "no", _("no interpreter")
        UNKNOWN = "", _("not known")

    code = models.CharField(_("public code"), max_length=8, unique=True, default=public_code, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="services", verbose_name=_("organisation")
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="services", verbose_name=_("site")
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="services", verbose_name=_("kind of actor")
    )
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Bland title, no preview, not in the sitemap, neutral name on the sheet."),
    )

    name_fr = models.CharField(_("name (FR)"), max_length=200, blank=True)
    name_nl = models.CharField(_("name (NL)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (EN)"), max_length=200, blank=True)
    neutral_name_fr = models.CharField(_("neutral name (FR)"), max_length=120, blank=True)
    neutral_name_nl = models.CharField(_("neutral name (NL)"), max_length=120, blank=True)
    neutral_name_en = models.CharField(_("neutral name (EN)"), max_length=120, blank=True)
    description_fr = models.TextField(_("what it offers (FR)"), blank=True)
    description_nl = models.TextField(_("what it offers (NL)"), blank=True)
    description_en = models.TextField(_("what it offers (EN)"), blank=True)
    conditions_fr = models.TextField(_("for whom, conditions (FR)"), blank=True)
    conditions_nl = models.TextField(_("for whom, conditions (NL)"), blank=True)
    conditions_en = models.TextField(_("for whom, conditions (EN)"), blank=True)
    not_for_fr = models.TextField(_("not for (FR)"), blank=True)
    not_for_nl = models.TextField(_("not for (NL)"), blank=True)
    not_for_en = models.TextField(_("not for (EN)"), blank=True)
    entry_fr = models.TextField(_("how to get in (FR)"), blank=True)
    entry_nl = models.TextField(_("how to get in (NL)"), blank=True)
    entry_en = models.TextField(_("how to get in (EN)"), blank=True)
    documents_fr = models.TextField(_("documents to bring (FR)"), blank=True)
    documents_nl = models.TextField(_("documents to bring (NL)"), blank=True)
    documents_en = models.TextField(_("documents to bring (EN)"), blank=True)
    hours_note_fr = models.TextField(_("hours in words (FR)"), blank=True)
    hours_note_nl = models.TextField(_("hours in words (NL)"), blank=True)
    hours_note_en = models.TextField(_("hours in words (EN)"), blank=True)
    before_you_send_fr = models.TextField(_("before you send a request (FR)"), blank=True)
    before_you_send_nl = models.TextField(_("before you send a request (NL)"), blank=True)
    before_you_send_en = models.TextField(_("before you send a request (EN)"), blank=True)

    themes = models.ManyToManyField(Theme, blank=True, related_name="services", verbose_name=_("needs"))
    audiences = models.ManyToManyField(Audience, blank=True, related_name="services", verbose_name=_("audiences"))
    stages = models.ManyToManyField(Stage, blank=True, related_name="services", verbose_name=_("stages"))
    languages = models.ManyToManyField(
        Language, blank=True, related_name="services", verbose_name=_("languages spoken")
    )
    reading_languages = models.ManyToManyField(
        Language, blank=True, related_name="read_by", verbose_name=_("languages read")
    )
    modes = models.ManyToManyField(Mode, blank=True, related_name="services", verbose_name=_("modes"))
    access = models.ManyToManyField(Access, blank=True, related_name="services", verbose_name=_("access"))
    interpreter = models.CharField(
        _("interpreter"), max_length=3, choices=Interpreter, blank=True, default=Interpreter.UNKNOWN
    )

    area = models.CharField(_("area covered"), max_length=10, choices=Area, default=Area.UNSTATED)
    area_bassins = models.ManyToManyField(Bassin, blank=True, related_name="+", verbose_name=_("bassins covered"))
    area_communes = models.ManyToManyField(Commune, blank=True, related_name="+", verbose_name=_("communes covered"))
    residents_only = models.BooleanField(_("for inhabitants of this area only"), default=False)
    takes_non_residents = models.BooleanField(_("also for women from outside the Region"), default=False)

    room = models.CharField(_("room"), max_length=10, choices=Room, blank=True, default=Room.NOT_SAID)
    room_until = models.DateField(_("full until"), null=True, blank=True)
    room_said_on = models.DateField(_("room: said on"), null=True, blank=True)
    room_said_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    waiting_days = models.PositiveSmallIntegerField(_("waiting time (days)"), null=True, blank=True)
    confirmed_on = models.DateField(_("card confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    rhythm_months = models.PositiveSmallIntegerField(
        _("rhythm of confirmation"),
        default=6,
        choices=[(1, _("every month")), (3, _("every 3 months")), (6, _("every 6 months")), (12, _("every year"))],
    )

    mailbox = models.EmailField(_("mailbox for requests"), blank=True)
    mailbox_language = models.CharField(
        _("language of the mailbox"), max_length=2, choices=[("fr", "FR"), ("nl", "NL")], default="fr"
    )
    mailbox_verified_on = models.DateField(_("mailbox verified on"), null=True, blank=True)
    accepts_requests = models.BooleanField(_("takes on-line requests"), default=False)
    monthly_maximum = models.PositiveSmallIntegerField(_("at most a month"), null=True, blank=True)
    answer_share = models.PositiveSmallIntegerField(_("share answered (%)"), null=True, blank=True, editable=False)
    answer_days = models.PositiveSmallIntegerField(
        _("median answer (working days)"), null=True, blank=True, editable=False
    )

    closed_on = models.DateField(_("closed from"), null=True, blank=True)
    closed_reason = models.CharField(_("reason of closing"), max_length=200, blank=True)
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
        verbose_name=_("who takes over"),
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    name = Translated()
    neutral_name = Translated()
    description = Translated()
    conditions = Translated()
    not_for = Translated()
    entry = Translated()
    documents = Translated()
    hours_note = Translated()
    before_you_send = Translated()
    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name_fr", "name_nl", "id"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(condition=~Q(name_fr="", name_nl="", name_en=""), name="service_has_a_name"),
            models.CheckConstraint(condition=Q(area__in=AREAS), name="service_area_is_a_choice"),
            models.CheckConstraint(condition=Q(room__in=ROOMS), name="service_room_is_a_choice"),
            models.CheckConstraint(condition=Q(interpreter__in=["", "yes", "no"]), name="interpreter_is_a_choice"),
            models.CheckConstraint(condition=Q(mailbox_language__in=["fr", "nl"]), name="mailbox_language_is_a_choice"),
            models.CheckConstraint(
                condition=~Q(room="full") | Q(room_until__isnull=False), name="full_says_until_when"
            ),
            models.CheckConstraint(
                condition=Q(room__in=["", "by_right"]) | Q(room_said_on__isnull=False), name="room_says_its_day"
            ),
            models.CheckConstraint(
                condition=Q(accepts_requests=False) | Q(mailbox_verified_on__isnull=False),
                name="requests_need_a_verified_mailbox",
            ),
            models.CheckConstraint(
                condition=Q(mailbox_verified_on=None) | ~Q(mailbox=""), name="verified_mailbox_exists"
            ),
            models.CheckConstraint(
                condition=Q(answer_share=None) | Q(answer_share__lte=100), name="answer_share_is_a_percentage"
            ),
            models.CheckConstraint(condition=Q(rhythm_months__in=[1, 3, 6, 12]), name="rhythm_is_1_3_6_or_12"),
            models.CheckConstraint(
                condition=~Q(successor=F("id")) & ~Q(merged_into=F("id")), name="service_not_its_own_successor"
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^[a-z0-9]{8}$"), name="service_code_is_eight_characters"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_closed(self) -> bool:
        """A day to come is announced on the card, and hides nothing yet."""
        return self.closed_on is not None and self.closed_on <= timezone.localdate()

    @property
    def is_sensitive(self) -> bool:
        """By its own flag, its kind of actor or a confidential site. Its themes do not decide: a midwife who also
        helps against violence is no sensitive address, a centre against violence is."""
        return self.sensitive or self.category.sensitive or bool(self.site and self.site.confidential)


def once(fact: str) -> models.UniqueConstraint:
    """The same fact of one service, from and until the same days, stands once; two open ends are the same."""
    until = Coalesce("ends_on", Value(date.max, output_field=models.DateField()))
    return models.UniqueConstraint("service", fact, "starts_on", until, name=f"service_states_a_{fact}_once")


class ServicePrestation(DatedFact):
    """A service states, dated, that it gives a prestation."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="prestations")
    prestation = models.ForeignKey(Prestation, on_delete=models.PROTECT, related_name="+", verbose_name=_("prestation"))

    class Meta(DatedFact.Meta):
        verbose_name = _("prestation given")
        verbose_name_plural = _("prestations given")
        constraints = [*DatedFact.Meta.constraints, once("prestation")]


class ServiceRole(DatedFact):
    """What a card says of its own role, dated."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name=_("role"))

    class Meta(DatedFact.Meta):
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        constraints = [*DatedFact.Meta.constraints, once("role")]
