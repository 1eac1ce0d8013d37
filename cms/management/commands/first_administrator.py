"""The one account that makes the others."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from cms import environment
from directory.models import User


class Command(BaseCommand):
    help = "Makes the first administrator; asks, or reads ADMIN_EMAIL and ADMIN_PASSWORD."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if User.objects.filter(is_superuser=True, is_active=True, is_demo=False).exists():
            self.stdout.write("There is an administrator already: nothing to do. She makes the other accounts.")
            return
        email, password = environment.text("ADMIN_EMAIL", ""), environment.text("ADMIN_PASSWORD", "")
        if email and password:
            if problems := _problems(email, password):
                raise CommandError(" ".join(problems))
        elif sys.stdin.isatty():
            email, password = self.ask(email)
        else:
            raise CommandError(
                "Nobody can log in yet. Set ADMIN_EMAIL and ADMIN_PASSWORD (or ADMIN_PASSWORD_FILE), or run this in a"
                " terminal, which asks: make install"
            )
        User.objects.create_superuser(email, password)
        self.stdout.write(f"Administrator made: {email}.")

    def ask(self, email: str) -> tuple[str, str]:
        """Until both are right."""
        self.stdout.write("The first administrator makes the accounts of the others.")
        while True:
            email = email or input("E-mail address: ").strip()
            password = getpass("Password (12 characters or more): ")
            problems = _problems(email, password)
            if not problems and getpass("The same once more: ") != password:
                problems = ["The two passwords differ."]
            if not problems:
                return email, password
            self.stderr.write("\n".join(problems))
            email = ""


def _problems(email: str, password: str) -> list[str]:
    problems: list[str] = []
    try:
        validate_email(email)
    except ValidationError:
        problems.append(f"« {email} » is not an e-mail address.")
    try:
        validate_password(password, User(email=email))
    except ValidationError as error:
        problems += error.messages
    return problems
