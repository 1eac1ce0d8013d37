"""What the apps of the demo accounts would show now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.accounts import demo


class Command(BaseCommand):
    help = "Prints the codes of the demo accounts' second step; of real accounts nobody can."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not (codes := demo.codes()):
            raise CommandError("There are no demo accounts here: `make run` makes them.")
        for code in codes:
            self.stdout.write(f"  {code.email:34} {code.now}   then {code.next}")
        self.stdout.write(f"Good for {demo.seconds_left()} seconds more; each serves once.")
