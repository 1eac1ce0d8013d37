"""The last way back in, for whoever has the machine."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.accounts import factors
from directory.models import User


class Command(BaseCommand):
    help = "Takes the second factors of an account away; at the next login new ones are set up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *_args: Any, email: str, **_options: Any) -> None:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if not user:
            raise CommandError("There is no open account with this address.")
        gone = factors.forget(user)
        user.open_sessions.all().delete()
        self.stdout.write(f"{gone} second factors taken away; at the next login new ones are set up.")
