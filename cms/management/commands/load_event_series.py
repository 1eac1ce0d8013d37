"""The series of events, from `cms/data/event_series.csv`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.events.series import load_series


class Command(BaseCommand):
    help = "Loads the series of events. Changes made by hand are kept."

    def handle(self, *_args: Any, **_options: Any) -> None:
        tally = load_series()
        self.stdout.write(f"Series of events: {tally.created} new, {tally.updated} updated, {len(tally.kept)} kept.")
