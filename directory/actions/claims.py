"""« This service is ours »: asked by anybody, confirmed by mail, decided by Brusano after a call to a public number.

`_move` alone writes a claim's state. Until it is accepted nothing changes for the organisation.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import links, notices, notifications
from directory.actions import callbacks, members
from directory.actions.turns import one_writer
from directory.actions.writing import save
from directory.lifecycle.claims import MOVES, Move, Stand
from directory.models import CallBack, Claim, Membership, Organisation, User, Version

CONFIRM, REFUSED = "claim_confirm", "claim_refused"
UNCONFIRMED_DAYS, KEPT_DAYS = 3, 365
DAY, MOST_A_DAY = timedelta(days=1), 3  # mails that anybody may cause to one mailbox


def ask(values: Mapping[str, Any], *, organisation: Organisation | None = None) -> None:
    """The page answers the same whoever asks and however often; the mailbox learns the rest."""
    email = str(values["email"]).strip().lower()
    with one_writer():
        lately = Claim.objects.filter(email=email, asked_at__gt=timezone.now() - DAY)
        if lately.count() >= MOST_A_DAY:
            return
        claim = Claim.objects.create(**{**values, "email": email}, organisation=organisation or _known(values))
        until = claim.asked_at + timedelta(days=UNCONFIRMED_DAYS)
        notifications.ask(CONFIRM, to=email, about=claim.code, languages=(claim.language,), expires=until)


def confirm(claim: Claim) -> bool:
    """The button behind the mailed link. False when it was pressed before."""
    with one_writer():
        return _move(claim, Move.CONFIRM, confirmed_at=timezone.now())


def call(claim: Claim, said: callbacks.Call, *, by: User) -> CallBack:
    """Brusano rang a public number. If they confirm there, the claim is accepted; nothing else accepts one."""
    with one_writer():
        _decides(by)
        found = Claim.objects.select_related("organisation").filter(pk=claim.pk, state=Stand.WAITING).first()
        if found is None:
            raise ValidationError(_("This claim is decided already."))
        subject = callbacks.Subject(CallBack.About.CLAIM, organisation=found.organisation, claim=found)
        made = callbacks.log(subject, said, by=by)
        if made.outcome == CallBack.Outcome.CONFIRMED:
            _accept(found, made, by)
    return made


def refuse(claim: Claim, answer: str, *, by: User) -> None:
    """She is told why."""
    with one_writer():
        _decides(by)
        if not _move(claim, Move.REFUSE, decided_at=timezone.now(), decided_by=by, answer=answer):
            raise ValidationError(_("This claim is decided already."))
        notices.tell_at(claim.email, REFUSED, about=claim.code, language=claim.language)


def forget_old() -> int:
    """What nobody confirmed, and what was decided a year ago: the calls stay with the organisation."""
    now, count = timezone.now(), 0
    old = Claim.objects.filter(state=Stand.UNCONFIRMED, asked_at__lt=now - timedelta(days=UNCONFIRMED_DAYS))
    old |= Claim.objects.filter(decided_at__lt=now - timedelta(days=KEPT_DAYS))
    for claim in old:
        forget(claim)
        count += 1
    return count


def forget(claim: Claim) -> None:
    with one_writer():
        notifications.forget(about=claim.code)
        links.burn(CONFIRM, claim.code)
        claim.delete()


def _known(values: Mapping[str, Any]) -> Organisation | None:
    """What somebody proposes may be there already: its number says so."""
    number = values.get("enterprise_number")
    return Organisation.objects.listed().filter(enterprise_number=number).first() if number else None


def _decides(by: User) -> None:
    if not by.is_active or not by.has_perm("directory.change_claim"):
        raise PermissionDenied


def _accept(claim: Claim, made: CallBack, by: User) -> None:
    """The organisation is verified, made if need be, and whoever claimed it is invited as its manager."""
    organisation = claim.organisation or Organisation()
    if organisation.pk is None:
        save(organisation, _proposed(claim), by=by, via=Version.Via.ADMIN)
    elif organisation.status == Organisation.Status.PROPOSED:
        save(organisation, {"status": Organisation.Status.VERIFIED}, by=by, via=Version.Via.ADMIN)
    elif not Organisation.objects.listed().filter(pk=organisation.pk).exists():
        raise ValidationError(_("This organisation is suspended or closed: change that first, if that is right."))
    CallBack.objects.filter(pk=made.pk).update(organisation=organisation)
    Claim.objects.filter(pk=claim.pk).update(organisation=organisation)
    _move(claim, Move.ACCEPT, decided_at=timezone.now(), decided_by=by)
    if not organisation.memberships.filter(user__email__iexact=claim.email, role=Membership.Role.MANAGER).exists():
        role = Membership.Role.MANAGER
        members.invite(organisation, claim.email, role=role, language=claim.language, by=by)


def _proposed(claim: Claim) -> dict[str, Any]:
    """What she typed, as a record. A number that another organisation has is refused with its reason."""
    name = "name_nl" if claim.language == "nl" else "name_fr"
    contacts = [("phone", claim.phone), ("web", claim.website)]
    return {
        name: claim.name,
        "kind": claim.kind,
        "status": Organisation.Status.VERIFIED,
        "enterprise_number": claim.enterprise_number or None,
        "mail_language": claim.language,
        "contacts": [
            {"kind": kind, "value": value, "sort": place} for place, (kind, value) in enumerate(contacts) if value
        ],
    }


def _move(claim: Claim, step: Move, **values: Any) -> bool:
    """False when it is not possible (any more): the row itself is asked, not what was read before."""
    rule = MOVES[step]
    found = Claim.objects.filter(pk=claim.pk, state__in=rule.origins)
    done = found.update(state=rule.leads_to, **values)
    if done:
        claim.state = rule.leads_to
    return bool(done)
