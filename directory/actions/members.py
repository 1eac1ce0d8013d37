"""Who acts for an organisation: invited, accepted, promoted, attested, removed. Every right is asked for here again."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import links, notifications
from directory.actions import member_letters
from directory.actions.turns import one_writer
from directory.models import Invitation, Membership, Organisation, User
from directory.permissions import may_rule

INVITED = "invitation"  # the kind of mail and the purpose of its link
MOST_A_DAY = 3  # to one address, whoever invites it
MOST_OPEN = 20  # unanswered at a time: nobody mails the whole town in the name of an organisation


def invite(organisation: Organisation, email: str, *, role: str, language: str, by: User) -> Invitation:
    """A mail leaves. Inviting an address again replaces what it was asked before: the older link leads nowhere."""
    email = email.strip().lower()
    with one_writer():
        _rule(by, organisation)
        _may_be_invited(organisation, email)
        before = Invitation.objects.unanswered().filter(organisation=organisation)
        for one in before.filter(email__iexact=email):
            _withdraw(one)
        if before.open().count() >= MOST_OPEN:
            raise ValidationError(_("So many invitations are still unanswered that no other can be sent today."))
        made = Invitation.objects.create(organisation=organisation, email=email, role=role, language=language, by=by)
        notifications.ask(INVITED, to=email, about=made.code, languages=(language,), expires=made.expires_at)
    return made


def invited(token: str) -> Invitation | None:
    """What a mailed link stands for, as long as it may be accepted."""
    code = links.about(INVITED, token)
    return Invitation.objects.open().filter(code=code).select_related("organisation", "by").first() if code else None


def accept(invitation: Invitation, user: User) -> Membership:
    """By the person whose address was invited, once. Who is a member already keeps the higher of both roles."""
    if user.email.lower() != invitation.email.lower() or not user.is_active:
        raise ValidationError(_("This invitation is for another e-mail address."))
    now = timezone.now()
    with one_writer():
        mine = Invitation.objects.open().filter(pk=invitation.pk)
        if not mine.update(accepted_at=now, accepted_by=user):
            raise ValidationError(_("This invitation is no longer good: ask for a new one."))
        links.burn(INVITED, invitation.code)
        said = {"attested_on": timezone.localdate(now), "attested_by": invitation.by}
        first = {"role": invitation.role, "since": timezone.localdate(now), **said}
        membership, new = Membership.objects.get_or_create(
            user=user, organisation=invitation.organisation, defaults=first
        )
        if not new and invitation.role == Membership.Role.MANAGER:
            Membership.objects.filter(pk=membership.pk).update(role=invitation.role, **said)
            membership.refresh_from_db()
    return membership


def withdraw(invitation: Invitation, *, by: User) -> None:
    with one_writer():
        _rule(by, invitation.organisation)
        _withdraw(invitation)


def set_role(membership: Membership, role: str, *, by: User) -> None:
    """Never the last manager's: somebody has to be there who can name another."""
    with one_writer():
        _rule(by, membership.organisation)
        found = Membership.objects.select_related("user", "organisation").filter(pk=membership.pk).first()
        if found is None or found.role == role:
            return
        if found.is_manager:
            _keep_a_manager(found, by)
        Membership.objects.filter(pk=found.pk).update(role=role)
        member_letters.tell(found, role, by=by)
        _ends(found)


def remove(membership: Membership, *, by: User) -> None:
    """By a manager, by Brusano, or by herself. Of the last manager only by Brusano, who then finds another."""
    with one_writer():
        if membership.user_id != by.pk:
            _rule(by, membership.organisation)
        found = Membership.objects.select_related("user", "organisation").filter(pk=membership.pk).first()
        if found is None:
            return
        if found.is_manager:
            _keep_a_manager(found, by)
        member_letters.tell(found, member_letters.REMOVED, by=by)
        found.delete()
        _ends(found)


def attest(membership: Membership, *, by: User) -> None:
    """« She still works here »: said by another manager, or by Brusano; nobody says it of herself."""
    with one_writer():
        _rule(by, membership.organisation)
        if membership.user_id == by.pk:
            raise ValidationError(_("Nobody confirms herself: another manager does, or Brusano."))
        Membership.objects.filter(pk=membership.pk).update(attested_on=timezone.localdate(), attested_by=by)


def _rule(by: User, organisation: Organisation) -> None:
    """Read anew inside the turn: two who remove each other at once must not both succeed."""
    if not may_rule(by, organisation):
        raise PermissionDenied


def _may_be_invited(organisation: Organisation, email: str) -> None:
    if organisation.memberships.filter(user__email__iexact=email, user__is_active=True).exists():
        raise ValidationError(_("This person is a member already."))
    today = Invitation.objects.filter(email__iexact=email, made_at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        raise ValidationError(_("This address was invited several times today: try again tomorrow."))
    if notifications.is_dead(email):
        raise ValidationError(_("Mail to this address comes back: check how it is written."))


def _withdraw(invitation: Invitation) -> None:
    Invitation.objects.unanswered().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    links.burn(INVITED, invitation.code)
    notifications.forget(about=invitation.code)


def _keep_a_manager(leaving: Membership, by: User) -> None:
    others = Membership.objects.managers().filter(organisation=leaving.organisation_id).exclude(pk=leaving.pk)
    if leaving.user.is_active and not others.exists() and not by.has_perm("directory.change_membership"):
        raise ValidationError(_("An organisation needs a manager: name another one first."))


def _ends(membership: Membership) -> None:
    """With her right goes what she had begun: whom she invited could have been herself under another name. Her open
    sessions end with it, which the login door sees to."""
    hers = Invitation.objects.unanswered().filter(organisation=membership.organisation_id, by=membership.user_id)
    for one in hers:
        _withdraw(one)
