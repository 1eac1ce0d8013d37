"""Work that waits on the desks of the demo network: reports, a claim, a campaign, cards that may be one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from directory.importers import demo_desk


class Command(BaseCommand):
    help = "Puts work on the desks of a demo network, once; seed_demo --remove takes it away with the rest."

    def handle(self, *_args: Any, **_options: Any) -> None:
        made = demo_desk.make(timezone.localdate())
        self.stdout.write("Work laid on the desks of the demo network." if made else "Nothing to lay there.")
