"""Second factors written anew with the newest key."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from cms.accounts import keys

SECRETS = ("secret", "seed")


class Command(BaseCommand):
    help = "Encrypts the secrets of second factors with the first key of FACTOR_KEY; then the others may go."

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = lost = 0
        for pk in Authenticator.objects.exclude(type="webauthn").values_list("pk", flat=True):
            if _rotate(pk):
                done += 1
            else:
                lost += 1
        self.stdout.write(f"{done} second factors are encrypted with the newest key.")
        if lost:
            self.stdout.write(
                f"{lost} cannot be read with any key of FACTOR_KEY: their owners need help, see README.md."
            )


@transaction.atomic
def _rotate(pk: int) -> bool:
    row = Authenticator.objects.select_for_update().get(pk=pk)
    try:
        row.data |= {name: keys.rotate(row.data[name]) for name in SECRETS if name in row.data}
    except keys.Unreadable:
        return False
    row.save(update_fields=["data"])
    return True
