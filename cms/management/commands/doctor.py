"""For whoever has to find out why it does not work."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import databases
from cms.doctor import State, examine


class Command(BaseCommand):
    help = "Says what is wrong with this installation and how to mend it. Ends with 1 when something is broken."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        if absent := databases.absent():
            raise CommandError(absent)
        findings = list(examine())
        for finding in findings:
            self.stdout.write(f"{finding.state:7} {finding.says}")
        if broken := sum(finding.state == State.BROKEN for finding in findings):
            raise CommandError(f"{broken} broken.")
