"""What Django reads from what translators write."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms import catalogues


class Command(BaseCommand):
    help = "Compiles the catalogues that changed."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, verbosity: int = 1, **_options: Any) -> None:
        compiled = catalogues.compile_all()
        if verbosity:
            self.stdout.write(f"Catalogues compiled: {compiled}.")
