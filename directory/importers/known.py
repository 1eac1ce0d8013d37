"""What the directory holds already about a batch of rows: read in a few queries, whatever its length."""

from __future__ import annotations

from typing import cast

import orjson
from django.contrib.contenttypes.models import ContentType

from directory.actions.rows import fresh, link
from directory.actions.shape import Record, Values
from directory.actions.snapshots import snapshots
from directory.importers.entries import MODELS, SHAPES, Managed, empty
from directory.importers.staging import Staged
from directory.models import Organisation, Service, Site, Source, SourceRecord, Version

OWN_KEY = "organisation:"  # groups that the file itself names


class Known:
    """Source records of the batch, their rows, and who of them was edited by a person."""

    def __init__(self, batch: list[Staged], source: Source, managed: Managed) -> None:
        self.batch, self.source, self.managed = batch, source, managed
        self.kinds = {part: ContentType.objects.get_for_model(model).pk for part, model in MODELS.items()}
        self.records = self._records()
        self.edited = self._edited()
        self.numbered = self._numbered()
        self.sites: dict[int, dict[bytes, Site]] = {}
        self.hiding: dict[int, bool] = {}
        self.snapshots: dict[tuple[str, int], Values] = {}
        self._read_changing()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _records(self) -> dict[str, SourceRecord]:
        found = SourceRecord.objects.filter(
            source_id=self.source.pk, external_id__in=[row.external_id for row in self.batch]
        ).defer("values")
        return {record.external_id: record for record in found}

    def _edited(self) -> set[tuple[int, int]]:
        """Records somebody else than this source wrote since they were made: type and id."""
        found: set[tuple[int, int]] = set()
        for part, kind in self.kinds.items():
            ids = {getattr(record, f"{part}_id") for record in self.records.values()} - {None}
            others = Version.objects.filter(content_type=kind, object_id__in=ids).exclude(
                via=Version.Via.IMPORT, source_id=self.source.pk
            )
            found.update((kind, pk) for pk in others.values_list("object_id", flat=True))
        return found

    def _numbered(self) -> dict[str, Organisation]:
        numbers = {row.organisation.get("enterprise_number") for row in self.batch} - {None}
        new = {row.organisation.get("enterprise_number") for row in self.batch if not self.is_untouched(row)} & numbers
        rows = Organisation.objects.filter(enterprise_number__in=new).select_related("merged_into")
        return {cast("str", row.enterprise_number): _survivor(row) for row in rows}

    def _read_changing(self) -> None:
        """The rows of the records that may change, each table in one go."""
        changing = [r for row in self.batch if not self.is_untouched(row) and (r := self.records.get(row.external_id))]
        if not changing:
            return
        full = SourceRecord.objects.filter(pk__in=[r.pk for r in changing])
        for record in full.select_related("organisation", "site", "service"):
            self.records[record.external_id] = record
            for part in MODELS:
                if (row := getattr(record, part)) is not None:
                    self.snapshots[part, row.pk] = {}
        for part in MODELS:
            rows = [getattr(self.records[r.external_id], part) for r in changing]
            found = snapshots(SHAPES[part], [row for row in rows if row is not None])
            self.snapshots |= {(part, pk): values for pk, values in found.items()}

    # Answering -------------------------------------------------------------------------------------------------------

    def is_untouched(self, row: Staged) -> bool:
        """Same as last time, still there, and nobody edited it since: nothing to compare."""
        record = self.records.get(row.external_id)
        if record is None or record.fingerprint != row.fingerprint or record.gone_since or record.service_id is None:
            return False
        return not any((kind, getattr(record, f"{part}_id")) in self.edited for part, kind in self.kinds.items())

    def record(self, row: Staged) -> SourceRecord:
        if found := self.records.get(row.external_id):
            return found
        made = fresh(SourceRecord)
        link(made, "source", self.source)
        made.external_id = row.external_id
        return made

    def organisation(self, rows: list[Staged]) -> Organisation:
        """The one with the rows' enterprise number, else the one these rows fed before, else a new one."""
        number = rows[0].organisation.get("enterprise_number")
        if number in self.numbered:
            return self.numbered[number]
        before = [r.organisation for row in rows if (r := self.records.get(row.external_id)) and r.organisation_id]
        for candidate in before:
            if candidate is not None and (found := self._still_theirs(_survivor(candidate), number, rows)):
                return found
        return self._of_group(rows[0].group) or fresh(Organisation)

    def _of_group(self, group: str) -> Organisation | None:
        """The organisation that rows of an earlier file gave the same identifier of its own."""
        if not group.startswith(OWN_KEY):
            return None
        fed = Organisation.objects.filter(source_records__source_id=self.source.pk, source_records__values__group=group)
        found = fed.select_related("merged_into").first()
        return _survivor(found) if found else None

    def _still_theirs(self, organisation: Organisation, number: str | None, rows: list[Staged]) -> Organisation | None:
        """A number that was added or corrected keeps its organisation, unless other records hold on to it."""
        if number is None or organisation.enterprise_number in (None, number):
            return organisation
        mine = {row.external_id for row in rows}
        others = organisation.source_records.exclude(source_id=self.source.pk, external_id__in=mine)
        return None if others.exists() else organisation

    def speaker(self, organisation: Organisation, rows: list[Staged]) -> Staged | None:
        """The row whose identifier is the smallest of all that feed the organisation, in this file or before."""
        if organisation.pk is None:
            return rows[0]
        present = SourceRecord.objects.filter(source_id=self.source.pk, organisation=organisation, gone_since=None)
        first = min(present.values_list("external_id", flat=True), key=_rank, default=rows[0].external_id)
        return rows[0] if _rank(rows[0].external_id) <= _rank(first) else None

    def said_of_organisation(self, organisation: Organisation, record: SourceRecord) -> Values:
        """What the source said of it last, by whichever of its records. A demo organisation is taken over whole."""
        if organisation.is_demo:
            return self.current("organisation", organisation)
        if record.pk and "organisation" in record.values:
            return cast("Values", record.values["organisation"])
        others = SourceRecord.objects.filter(source_id=self.source.pk, organisation=organisation)
        said = others.filter(values__has_key="organisation").values_list("values", flat=True).first()
        return cast("Values", said["organisation"]) if said else {}

    def current(self, part: str, row: Record) -> Values:
        key = part, row.pk
        if not self.snapshots.get(key):
            self.snapshots[key] = snapshots(SHAPES[part], [row])[row.pk]
        return self.snapshots[key]

    def is_shared(self, site: Site, record: SourceRecord) -> bool:
        return Service.objects.filter(site=site).exclude(source_records=record).exists()

    def hides_a_site(self, organisation: Organisation) -> bool:
        """A new address of an organisation that has a confidential site may be that very site: it is not kept."""
        if organisation.pk is None:
            return False
        if organisation.pk not in self.hiding:
            self.hiding[organisation.pk] = Site.objects.filter(organisation=organisation, confidential=True).exists()
        return self.hiding[organisation.pk]

    def site_like(self, organisation: Organisation, key: bytes) -> Site | None:
        """A site of the organisation with exactly these values: two services at one address share it."""
        return self._sites_of(organisation).get(key)

    def add_site(self, organisation: Organisation, key: bytes, site: Site) -> None:
        self._sites_of(organisation)[key] = site

    def _sites_of(self, organisation: Organisation) -> dict[bytes, Site]:
        key = id(organisation)
        if key not in self.sites:
            self.sites[key] = {}
            if organisation.pk is not None:
                rows = list(Site.objects.filter(organisation=organisation, confidential=False, merged_into=None))
                found = snapshots(SHAPES["site"], rows)
                names = self.managed["site"]
                for row in rows:
                    values = {name: found[row.pk].get(name, empty("site", name)) for name in names}
                    self.sites[key].setdefault(site_key(values), row)
        return self.sites[key]


def _survivor(organisation: Organisation) -> Organisation:
    while organisation.merged_into is not None:
        organisation = organisation.merged_into
    return organisation


def _rank(external_id: str) -> tuple[int, str]:
    return len(external_id), external_id


def site_key(values: Values) -> bytes:
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
