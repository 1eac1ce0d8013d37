"""What members write on their cards: most of it is public at once, what a card *is* waits for Brusano.

`_move` alone writes a proposal's state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import notices
from directory.actions.history import undo
from directory.actions.shape import Record
from directory.actions.snapshots import snapshot
from directory.actions.turns import one_writer
from directory.actions.writing import save
from directory.lifecycle.proposals import MOVES, Move
from directory.models import Organisation, Proposal, Service, Site, User, Version
from directory.permissions import acts_for

DECIDED = "proposal_decided"  # the mail
NAMES = {"name_fr", "name_nl", "name_en"}
ADDRESS = frozenset({"street_fr", "street_nl", "postal_code", "outside_address"})
# Where the old address is: not true of the new one.
OF_THE_OLD_PLACE = {"lat": None, "lon": None, "sector": None}
SENSITIVE: dict[type[Record], frozenset[str]] = {
    Organisation: frozenset({*NAMES, "enterprise_number", "accreditations", "inami_accreditations"}),
    Service: frozenset({*NAMES, "roles"}),
    Site: ADDRESS,
}
# What pages of members offer. Whatever else a form brings is refused here: nobody verifies herself.
OFFERED: dict[type[Record], frozenset[str]] = {
    Organisation: frozenset(
        {
            *(*NAMES, "description_fr", "description_nl", "description_en", "contacts"),
            *("enterprise_number", "accreditations", "inami_accreditations"),
        }
    ),
    Site: frozenset({*ADDRESS, "step_free", "getting_there_fr", "getting_there_nl", "getting_there_en", "hours"}),
    Service: frozenset(
        {
            *(
                f"{text}_{language}"
                for text in ("name", "description", "conditions", "not_for", "entry", "documents", "hours_note")
                for language in ("fr", "nl", "en")
            ),
            *("languages", "reading_languages", "interpreter", "access", "modes", "themes", "audiences", "stages"),
            *("area", "area_bassins", "area_communes", "residents_only", "takes_non_residents"),
            *("contacts", "hours", "exceptions", "notices", "prestations", "roles"),
            *("closed_on", "closed_reason", "successor"),
        }
    ),
}


def edit(record: Record, values: Mapping[str, Any], *, by: User) -> Proposal | None:
    """Write what may be public at once; what may not is returned, waiting. A draft waits as a whole anyway."""
    with one_writer():
        organisation = organisation_of(record)
        if not acts_for(by, organisation) or not values.keys() <= OFFERED[type(record)]:
            raise PermissionDenied
        now = snapshot(record)
        changed = {name: value for name, value in values.items() if (value or None) != (now.get(name) or None)}
        draft = organisation.status == Organisation.Status.PROPOSED
        held = {} if draft else {name: changed[name] for name in changed.keys() & SENSITIVE[type(record)]}
        live = {name: value for name, value in changed.items() if name not in held}
        if live:
            save(record, live, by=by, via=Version.Via.MEMBER)
        return _hold(record, organisation, {name: now.get(name) for name in held}, held, by) if held else None


def take_back(version: Version, record: Record, *, by: User) -> None:
    """A member undoes what members may write; the rest of the history is Brusano's."""
    with one_writer():
        if not acts_for(by, organisation_of(record)) or not may_take_back(version, record):
            raise PermissionDenied
        undo(version, by=by)


def may_take_back(version: Version, record: Record) -> bool:
    free = OFFERED[type(record)] - SENSITIVE[type(record)]
    return not version.created and bool(version.before) and version.before.keys() <= free


def accept(proposal: Proposal, *, by: User) -> None:
    """Written as it was proposed, whatever else changed on the card meanwhile."""
    with one_writer():
        _decides(by)
        record = record_of(proposal)
        _decide(proposal, Move.ACCEPT, by)
        moved = OF_THE_OLD_PLACE if proposal.after.keys() & ADDRESS else {}
        save(record, moved | proposal.after, by=by, via=Version.Via.MEMBER)


def refuse(proposal: Proposal, answer: str, *, by: User) -> None:
    """The card stays as it is; its members read why."""
    with one_writer():
        _decides(by)
        _decide(proposal, Move.REFUSE, by, answer)


def record_of(proposal: Proposal) -> Record:
    return cast("Record", proposal.content_type.get_object_for_this_type(pk=proposal.object_id))


def organisation_of(record: Record) -> Organisation:
    """Read anew: it may have been suspended since."""
    key = record.pk if isinstance(record, Organisation) else record.organisation_id
    return Organisation.objects.get(pk=key)


def _hold(record: Record, organisation: Organisation, before: Any, after: Any, by: User) -> Proposal:
    """What waited before is taken along: the newer one says all of it."""
    for older in Proposal.objects.of(record).waiting():
        before, after = older.before | before, older.after | after
        _move(older, Move.REPLACE)
    kind = ContentType.objects.get_for_model(record)
    return Proposal.objects.create(
        organisation=organisation, content_type=kind, object_id=record.pk, before=before, after=after, by=by
    )


def _decides(by: User) -> None:
    if not by.is_active or not by.has_perm("directory.change_proposal"):
        raise PermissionDenied


def _decide(proposal: Proposal, step: Move, by: User, answer: str = "") -> None:
    if not _move(proposal, step, decided_at=timezone.now(), decided_by=by, answer=answer):
        raise ValidationError(_("This was decided already, or replaced by a newer change."))
    if proposal.by and proposal.by.is_active:
        notices.tell(proposal.by, DECIDED, about=proposal.code, organisation=proposal.organisation)


def _move(proposal: Proposal, step: Move, **values: Any) -> bool:
    rule = MOVES[step]
    found = Proposal.objects.filter(pk=proposal.pk, state__in=rule.origins)
    return bool(found.update(state=rule.leads_to, **values))
