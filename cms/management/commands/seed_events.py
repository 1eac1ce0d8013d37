"""Invented events beside the demo network, or their removal."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms import demo_events
from cms.memory import forget
from directory.models import Service


class Command(BaseCommand):
    help = "Creates a few invented events beside a demo network, marked demo; --remove deletes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--remove", action="store_true", help="delete every demo event, its pages and registrations"
        )

    def handle(self, *_args: Any, remove: bool = False, **_options: Any) -> None:
        if remove:
            self.stdout.write(f"{demo_events.remove()} demo events removed.")
        elif Service.objects.demo().exists():
            self.stdout.write(f"{demo_events.make()} demo events written.")
        forget()
