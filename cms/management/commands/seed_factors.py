"""Second factors of the demo accounts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts import demo


class Command(BaseCommand):
    help = "Gives every demo account a second factor whose codes `make code` prints."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{demo.seed()} demo accounts have a second factor now.")
