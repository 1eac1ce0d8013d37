"""Invented readers and issues of the newsletter beside the demo network, or their removal."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms import demo_newsletter
from directory.models import Service


class Command(BaseCommand):
    help = "Creates a few invented readers and two issues beside a demo network, marked demo; --remove deletes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="delete every demo reader and issue")

    def handle(self, *_args: Any, remove: bool = False, **_options: Any) -> None:
        if remove:
            self.stdout.write(f"{demo_newsletter.remove()} demo readers removed.")
        elif Service.objects.demo().exists():
            self.stdout.write(f"{demo_newsletter.make()} demo readers written.")
