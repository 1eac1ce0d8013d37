"""Look for organisations and services that may be the same, now; the worker does so each night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from directory.actions.duplicates import refresh


class Command(BaseCommand):
    help = "Looks for organisations and services that may be the same; « Duplicates » in the administration lists them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{refresh()} pairs to look at.")
