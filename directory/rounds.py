"""Rounds of mails that ask whether cards still hold: each month, and for a campaign. One link, one tap, no login.

A mail carries one token; behind it in the address stand the card and the answer. Opening it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory import addressees, freshness, links, notices, notifications
from directory.models import CampaignCard, DeadMailbox, Letter, Organisation, Round, RoundMail, Service

PURPOSE = ASK = "round"
GOOD_DAYS = 45  # a link of the last mail still serves when the next one is late
EXACT = "exact"
FRIDAY, MORNING, LAST_DAY = 4, 8, 10  # of a week, of a day, of a month: later it would soon be asked again
BATCH = 20  # a transaction holds the one writer's lock for a few milliseconds each
WAITING_AT_MOST = 40  # letters of ours that are due: whoever else writes waits for no more than these
# What stands in the address of a link, and its words; the first three say how much room there is.
ANSWERS: dict[str, Promise | str] = {
    Service.Room.OPEN: _("There is room"),
    Service.Room.FEW: _("A few places"),
    Service.Room.FULL: _("Full"),
    EXACT: _("Still right"),
}
# What a mail says of a card: of the hundred columns of a service, its kind of actor and its site.
PRINTED = (
    "code",
    "sensitive",
    "category__sensitive",
    "site__confidential",
    "room",
    "room_until",
    "room_said_on",
    "confirmed_on",
    "rhythm_months",
    *(f"{kind}name_{language}" for kind in ("", "neutral_") for language in ("fr", "nl", "en")),
)


@dataclass(frozen=True)
class Card:
    """A card as a mail or a link shows it."""

    service: Service
    token: str

    @property
    def name(self) -> str:
        """Of a sensitive service its neutral name: a mail is read over shoulders."""
        return str((self.service.is_sensitive and self.service.neutral_name) or self.service.name)

    @cached_property
    def room(self) -> freshness.Room:
        return freshness.room_state(self.service, timezone.localdate())

    @cached_property
    def confirmation(self) -> freshness.Confirmation:
        return freshness.confirmation(self.service, timezone.localdate())

    @cached_property
    def answers(self) -> list[tuple[str, Promise | str, str]]:
        """Code, words and path of each answer. Who must see everyone is not asked for room."""
        asked = [EXACT] if self.service.room == Service.Room.BY_RIGHT else [*ANSWERS]
        stem = reverse("directory:tap", args=[self.token, self.service.code, EXACT]).removesuffix(f"{EXACT}/")
        return [(code, ANSWERS[code], f"{stem}{code}/") for code in asked]


# What a link stands for -----------------------------------------------------------------------------------------------


def mail_of(token: str) -> RoundMail | None:
    """The mail, while whoever got it may still answer: the organisation is shown, she is one of its people."""
    key = links.about(PURPOSE, token)
    found = RoundMail.objects.select_related("round", "organisation", "user").filter(key=UUID(key)) if key else None
    mail = found.first() if found else None
    return mail if mail and _stands(mail) else None


def service_of(mail: RoundMail, code: str) -> Service | None:
    """One of the organisation's listed cards, if the mail's reader may still speak for it."""
    rows = Service.objects.listed().filter(organisation=mail.organisation_id, code=code)
    service = rows.select_related("category", "site", "organisation").first()
    if service and addressees.still_reached(service, user=mail.user, mailbox=mail.mailbox):
        return service
    return None


def asked_about(mail: RoundMail) -> list[Service]:
    """The cards of this mail: each month all, of a campaign its own; not what nobody needs to say."""
    rows = _services(mail).only(*PRINTED)
    return [service for service in rows if mail.round.campaign_id or _asks(service)]


def _stands(mail: RoundMail) -> bool:
    one = mail.organisation
    if one.status != Organisation.Status.VERIFIED or one.merged_into_id:
        return False
    return mail.user is None or (mail.user.is_active and mail.user.memberships.filter(organisation=one).exists())


def _services(mail: RoundMail) -> QuerySet[Service]:
    rows = Service.objects.listed().filter(organisation=mail.organisation_id).select_related("category", "site")
    if mail.round.campaign_id:
        cards = CampaignCard.objects.filter(campaign=mail.round.campaign_id)
        rows = rows.filter(pk__in=cards.values("service"))
    if mail.user_id is None:
        return rows.filter(mailbox__iexact=mail.mailbox).exclude(mailbox_verified_on=None)
    # Those that a living mailbox answers for are asked there.
    shared = Service.objects.exclude(mailbox="").exclude(mailbox_verified_on=None)
    shared = shared.exclude(mailbox__in=DeadMailbox.objects.values("address"))
    return rows.exclude(pk__in=shared.filter(organisation=mail.organisation_id).values("pk"))


def _asks(service: Service) -> bool:
    """« Must see everyone » never decays: such a card is asked about when its own rhythm says so."""
    if service.room != Service.Room.BY_RIGHT:
        return True
    state = freshness.confirmation(service, timezone.localdate()).state
    return state != freshness.Confirmed.FRESH


# The mail -------------------------------------------------------------------------------------------------------------


def _context(about: str, letter: Letter) -> dict[str, Any] | None:
    """Asked once for each language; what it is about is read once."""
    if not hasattr(letter, "round_asked"):
        letter.round_asked = _asked_in(about)
    mail, services = letter.round_asked
    if not services:
        return None
    cards = [Card(service, _token(letter, about)) for service in services]
    return {"organisation": mail.organisation, "campaign": mail.round.campaign, "cards": cards, "days": GOOD_DAYS}


def _asked_in(key: str) -> tuple[RoundMail | None, list[Service]]:
    """Nothing, once nobody is left to ask."""
    rows = RoundMail.objects.select_related("round__campaign", "organisation", "user")
    mail = rows.defer("user__password", "round__campaign__name").filter(key=UUID(key)).first()
    if mail is None or not _stands(mail) or (mail.round.campaign and mail.round.campaign.closed_at):
        return mail, []
    return mail, asked_about(mail)


def _token(letter: Letter, key: str) -> str:
    """One for the whole mail, in both its languages."""
    if not getattr(letter, "round_token", ""):
        letter.round_token = links.mint(PURPOSE, key, days=GOOD_DAYS)
    return str(letter.round_token)


def register() -> None:
    """Priority: before a newsletter, which is low, and never more than a few of them in front of anybody else's."""
    kind = notifications.Kind(
        ASK, "directory/mail/round", _context, priority="medium", says=_("are the cards still right?")
    )
    notifications.register(kind)
    notifications.when_dead(came_back)


def ask(mail: RoundMail) -> None:
    """The letter of one mail; a shared mailbox gets both languages, its own first."""
    if mail.user is not None:
        notices.tell(mail.user, ASK, about=str(mail.key))  # never elsewhere: its links are hers
        return
    other = {"fr": "nl", "nl": "fr"}[mail.language]
    notifications.ask(ASK, to=mail.mailbox, about=str(mail.key), languages=(mail.language, other))


def came_back(address: str) -> None:
    """A mail of a campaign, however late: about its cards somebody phones, unless somebody else was written to."""
    mails = RoundMail.objects.filter(round__campaign__closed_at=None, round__campaign__isnull=False)
    for mail in mails.filter(Q(mailbox=address) | Q(user__email__iexact=address)).select_related("round"):
        same = mails.filter(round=mail.round_id, organisation=mail.organisation_id)
        shared = same.exclude(mailbox="").values("mailbox")
        cards = CampaignCard.objects.filter(campaign=mail.round.campaign_id, service__organisation=mail.organisation_id)
        if mail.mailbox:
            cards = cards.filter(service__mailbox__iexact=mail.mailbox)
        elif same.exclude(user=None).exclude(user__email__in=DeadMailbox.objects.values("address")).exists():
            continue
        else:
            cards = cards.exclude(service__mailbox__in=shared)
        cards.update(written_to=False)


# A round, step by step: a worker killed at any moment has written a step or not, and the next one goes on -------------


def begin_month(now: datetime) -> Round | None:
    """On the month's first working day, in the morning; later in its first days if nothing ran then."""
    day = now.date()
    if day.day > LAST_DAY or day.weekday() > FRIDAY or now.hour < MORNING:
        return None
    found, new = Round.objects.get_or_create(month=day.replace(day=1))
    return found if new else None


def next_step() -> bool:
    """Of the oldest round that is not done, the next step; was there one?"""
    one = Round.objects.filter(done_at=None).order_by("started_at", "pk").first()
    if one is None:
        return False
    if one.collected_at is None:
        collect(one)
        return True
    return queue_some(one)


def collect(one: Round) -> None:
    """Who is written to. Begun again it finds the same, and those that are written down already stay."""
    found = {
        (to.organisation, to.user, to.mailbox): to
        for several in addressees.addressees(_asked(one)).values()
        for to in several
    }
    rows = (
        RoundMail(round=one, organisation_id=to.organisation, user_id=to.user, mailbox=to.mailbox, language=to.language)
        for to in found.values()
    )
    while batch := list(islice(rows, 500)):
        RoundMail.objects.bulk_create(batch, ignore_conflicts=True)
    Round.objects.filter(pk=one.pk).update(collected_at=timezone.now())


def _asked(one: Round) -> QuerySet[Service]:
    listed = Service.objects.listed()
    if one.campaign_id:
        return listed.filter(pk__in=CampaignCard.objects.filter(campaign=one.campaign_id).values("service"))
    return listed.filter(~Q(room=Service.Room.BY_RIGHT) | freshness.overdue(timezone.localdate()))


def queue_some(one: Round) -> bool:
    """The next few letters. A letter and the mark that it was asked for are written together."""
    if Letter.objects.due().filter(context__kind=ASK).count() >= WAITING_AT_MOST:
        return False
    with transaction.atomic():
        rows = RoundMail.objects.select_for_update(of=("self",)).filter(round=one, queued_at=None)
        batch = list(rows.select_related("user").order_by("pk")[:BATCH])
        for mail in batch:
            ask(mail)
        RoundMail.objects.filter(pk__in=[mail.pk for mail in batch]).update(queued_at=timezone.now())
    if not batch:
        Round.objects.filter(pk=one.pk, done_at=None).update(done_at=timezone.now())
        return False
    return True


def forget() -> None:
    """Who was written to, once no link of it serves any more."""
    RoundMail.objects.filter(round__done_at__lt=timezone.now() - timedelta(days=GOOD_DAYS + 15)).delete()
