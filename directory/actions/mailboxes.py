"""The mailbox where requests arrive: a code is mailed there and typed back, then Brusano calls. One is not enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import links, notifications
from directory.actions import callbacks
from directory.actions.turns import one_writer
from directory.actions.writing import save
from directory.models import CallBack, MailboxProof, Service, User, Version
from directory.permissions import may_rule

CODE = "mailbox_code"  # the kind of mail and the purpose of its code
CODE_MINUTES, MOST_A_DAY = 30, 5
MOST_TO_ONE = 20  # a day, for all the services that share a mailbox
UNPROVEN = {"mailbox_verified_on": None, "accepts_requests": False}


def about(service: Service, address: str) -> str:
    """A code that was mailed to one address proves no other."""
    return f"{service.code}:{sha256(address.lower().encode()).hexdigest()[:16]}"


def set_mailbox(service: Service, address: str, language: str, *, by: User) -> None:
    """A new address takes no requests before it is proven; the same in another language stays what it was."""
    address = address.strip().lower()
    with one_writer():
        _rule(by, service)
        service = Service.objects.get(pk=service.pk)
        values = {"mailbox": address, "mailbox_language": language}
        if service.mailbox.lower() == address:
            save(service, {"mailbox_language": language}, by=by, via=Version.Via.MEMBER)
            return
        save(service, {**values, **UNPROVEN}, by=by, via=Version.Via.MEMBER)
        if address:
            proof, _new = MailboxProof.objects.get_or_create(service=service, defaults={"address": address})
            MailboxProof.objects.filter(pk=proof.pk).update(address=address, proven_at=None, proven_by=None)
            _mail(service)
        else:
            # How many codes it had today stays: emptied and filled in again, it would otherwise have them anew.
            gone = MailboxProof.objects.filter(service=service)
            gone.update(address="", proven_at=None, proven_by=None)


def send_again(service: Service, *, by: User) -> None:
    with one_writer():
        _rule(by, service)
        if service.mailbox:
            _mail(service)


def prove(service: Service, code: str, *, by: User) -> None:
    """Whoever types it read the mailbox a moment ago."""
    with one_writer():
        _rule(by, service)
        service = Service.objects.select_related("organisation").get(pk=service.pk)
        right = bool(service.mailbox) and links.check_code(CODE, about(service, service.mailbox), code)
        if right:
            proof = {"address": service.mailbox.lower(), "proven_at": timezone.now(), "proven_by": by}
            MailboxProof.objects.update_or_create(service=service, defaults=proof)
    if not right:  # outside: that one try was used up must stay written
        raise ValidationError(_("This is not the code, or it is too old: look in the mailbox, or ask for a new one."))


def call(proof: MailboxProof, said: callbacks.Call, *, by: User) -> CallBack:
    """Brusano rang a public number: if they confirm there that this is their mailbox, it may take requests."""
    with one_writer():
        found = MailboxProof.objects.to_call().select_related("service__organisation").filter(pk=proof.pk).first()
        if found is None:
            raise ValidationError(_("This mailbox was changed or verified meanwhile."))
        service = found.service
        subject = callbacks.Subject(CallBack.About.MAILBOX, organisation=service.organisation, service=service)
        made = callbacks.log(subject, said, by=by)
        if made.outcome == CallBack.Outcome.CONFIRMED:
            save(service, {"mailbox_verified_on": timezone.localdate()}, by=by, via=Version.Via.ADMIN)
    return made


def address_is_dead(address: str) -> None:
    """Mail comes back from there: nobody would read a request."""
    for service in Service.objects.filter(mailbox__iexact=address).exclude(mailbox_verified_on=None):
        save(service, UNPROVEN, by=None, via=Version.Via.MEMBER)
        MailboxProof.objects.filter(service=service).update(proven_at=None)


def _rule(by: User, service: Service) -> None:
    if not may_rule(by, service.organisation):
        raise PermissionDenied


def _mail(service: Service) -> None:
    """Anybody may type anybody's address: it gets a few codes a day."""
    now = timezone.now()
    proof = MailboxProof.objects.get_or_create(service=service, defaults={"address": service.mailbox.lower()})[0]
    sent = proof.sent_that_day if now - proof.sent_at < timedelta(days=1) else 0
    same = MailboxProof.objects.filter(address=service.mailbox.lower(), sent_at__gt=now - timedelta(days=1))
    others = same.exclude(pk=proof.pk).aggregate(codes=Sum("sent_that_day", default=0))["codes"]
    if sent >= MOST_A_DAY or others >= MOST_TO_ONE:
        raise ValidationError(_("Enough codes were sent for today: try again tomorrow."))
    first: datetime = proof.sent_at if sent else now
    MailboxProof.objects.filter(pk=proof.pk).update(sent_at=first, sent_that_day=sent + 1)
    other = "nl" if service.mailbox_language == "fr" else "fr"
    notifications.ask(
        CODE,
        to=service.mailbox,
        about=about(service, service.mailbox),
        languages=(service.mailbox_language, other),
        expires=now + timedelta(minutes=CODE_MINUTES),
    )
