"""What is held about somebody, told and erased. What she wrote for others stays, under nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.events.forgetting import forget_address as forget_registrations
from cms.models import Registration, Subscription
from cms.newsletter import subscribing
from directory.actions.forgetting import GONE, forget_address
from directory.actions.turns import one_writer
from directory.models import FactorHelp, Membership, Organisation, User

# Secrets and what only machines read: said to be there, not told.
UNTOLD = {"password", "data", "digest", "roles", "secret", "token"}
KEPT = (FactorHelp,)  # who helped whom is never rewritten


class LastManager(Exception):
    """Somebody must be there when she is gone."""


def export(user: User) -> dict[str, Any]:
    """Everything: her account, the rows that are hers, the rows that name her address, and how much she wrote."""
    return {
        "account": _told(user) | {"groups": sorted(user.groups.values_list("name", flat=True))},
        "rows": {label: [_told(row) for row in rows] for label, rows in _hers(user) if rows},
        "by_address": {label: [_told(row) for row in rows] for label, rows in _addressed(user) if rows},
        "written": {label: count for label, count in _written(user) if count},
        "made_at": timezone.now().isoformat(timespec="seconds"),
    }


def _told(row: models.Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.attname not in UNTOLD]
    return {field.attname: _plain(getattr(row, field.attname)) for field in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value if isinstance(value, bool | int | float | str | list | dict | None) else str(value)


def _relations() -> Iterator[models.ForeignObjectRel]:
    for relation in User._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not relation.related_model._meta.auto_created:
            yield relation


def _is_hers(relation: models.ForeignObjectRel) -> bool:
    """What would go with her account."""
    return relation.on_delete is models.CASCADE


def _rows(relation: models.ForeignObjectRel, user: User) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = relation.related_model._base_manager.filter(**{relation.field.name: user})
    return rows


def _hers(user: User) -> Iterator[tuple[str, list[Any]]]:
    for relation in _relations():
        if _is_hers(relation):
            yield relation.related_model._meta.label_lower, list(_rows(relation, user))


def _written(user: User) -> Iterator[tuple[str, int]]:
    for relation in _relations():
        if not _is_hers(relation):
            yield f"{relation.related_model._meta.label_lower}.{relation.field.name}", _rows(relation, user).count()


def _addressed(user: User) -> Iterator[tuple[str, list[Any]]]:
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, models.EmailField)]
        if names and model is not User:
            found = models.Q()
            for name in names:
                found |= models.Q(**{f"{name}__iexact": user.email})
            yield model._meta.label_lower, list(model._base_manager.filter(found))


def alone_in(user: User) -> list[Organisation]:
    """Where she is the only manager: who is there when she is gone?"""
    hers = Membership.objects.managers().filter(user=user).values("organisation")
    others = Membership.objects.managers().exclude(user=user).values("organisation")
    return list(Organisation.objects.filter(pk__in=hers).exclude(pk__in=others).exclude(status="closed"))


def elsewhere(user: User) -> list[str]:
    """What the same address was given for without the account, in words."""
    letters = _("the newsletter") if Subscription.objects.filter(email__iexact=user.email).exists() else ""
    events = Registration.objects.filter(email__iexact=user.email).count()
    seats = ngettext("one registration for an event", "%(count)s registrations for events", events) % {"count": events}
    return [one for one in (letters, seats if events else "") if one]


def erase(user: User, *, also_elsewhere: bool = True) -> None:
    """Her account becomes nobody's: what points to it stays true, and says no more who it was."""
    with one_writer():
        if alone_in(user):  # asked in turn: two last managers may want to go at once
            raise LastManager
        _erase(user, also_elsewhere=also_elsewhere)


def _erase(user: User, *, also_elsewhere: bool) -> None:
    if also_elsewhere:
        subscribing.forget_address(user.email)
        forget_registrations(user.email)
    forget_address(user.email)
    for relation in _relations():
        if _is_hers(relation) and relation.related_model not in KEPT:
            _rows(relation, user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.full_name = f"{user.pk}@{GONE}", _("erased account")
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()
