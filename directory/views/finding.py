"""From a public code to a record, following mergers."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404

from directory.models import Organisation, Service
from directory.models.organisations import OrganisationQuerySet
from directory.models.services import ServiceQuerySet

HOPS = 10

Gate = TypeVar("Gate", ServiceQuerySet, OrganisationQuerySet)


def merged_code(gate: ServiceQuerySet | OrganisationQuerySet, code: str) -> str:
    """The code of the record that took over a merged one, if the gate lets it be read; else there is no such page."""
    record: Service | Organisation | None = gate.model._default_manager.filter(code=code).first()
    for _hop in range(HOPS):
        if record is None:
            break
        if record.merged_into is None:
            if record.code != code and gate.filter(pk=record.pk).exists():
                return record.code
            break
        record = record.merged_into
    raise Http404
