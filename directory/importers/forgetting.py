"""When a site becomes confidential, what imports still keep of its address goes too: staged rows and reports."""

from __future__ import annotations

import json

from django.db import transaction

from directory.importers import report, runs
from directory.models import ImportRun, Site, SourceRecord


def forget_address(site: Site) -> None:
    """Called inside the transaction that makes the site confidential; files change once it is certain."""
    ids: dict[int, set[str]] = {}
    for source, external_id in SourceRecord.objects.filter(site=site).values_list("source", "external_id"):
        ids.setdefault(source, set()).add(external_id)
    for source, found in ids.items():
        for run in ImportRun.objects.filter(source=source):
            run.report = report.without(run.report, found)
            run.save(update_fields=["report"])
    transaction.on_commit(lambda: _forget_files(ids))


def _forget_files(ids: dict[int, set[str]]) -> None:
    for source, found in ids.items():
        for run in ImportRun.objects.filter(source=source):
            if (runs.place(run) / runs.STAGING).is_file():
                staging = runs.opened(run)
                staging.forget_addresses(found)
                staging.close()
            path = runs.place(run) / runs.REPORT
            if path.is_file():
                kept = report.without(json.loads(path.read_text(encoding="utf-8")), found)
                path.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
