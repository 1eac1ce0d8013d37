"""Fill an empty directory with the demo network, or take it away again."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone

from directory import actions
from directory.actions.turns import one_writer
from directory.importers import demo_desk
from directory.importers.demo import DemoNetwork
from directory.models import Category, Membership, Organisation, Service, User, Version

PASSWORD = "maillage-demo-1000"  # noqa: S105 - printed by `make run`, refused outside the demo
ACCOUNTS = [
    ("coordination@maillage.example", "Camille Exemple", "fr", "directory coordinator"),
    ("plume@maillage.example", "Noor Exemple", "nl", "editor"),
    ("redactie@maillage.example", "Robin Voorbeeld", "nl", "moderator"),
    ("admin@maillage.example", "Alex Exemple", "fr", ""),
]
# For which organisations they act, by place among those of the demo network; the 19 CPAS, which exist, are left alone.
MEMBERS = [
    ("aline@maillage.example", "Aline Exemple", "fr", (("manager", 0), ("member", 1))),
    ("bram@maillage.example", "Bram Voorbeeld", "nl", (("manager", 1),)),
    ("chloe@maillage.example", "Chloé Exemple", "fr", (("member", 0),)),
]


class Command(BaseCommand):
    help = "Creates a fictional network of about 320 services, marked demo; --remove deletes it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="delete every demo row")
        parser.add_argument(
            "--quiet-if-there", action="store_true", help="say nothing when the demo network exists already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            demo_desk.remove()
            User.objects.filter(is_demo=True).delete()
            self.stdout.write(f"{actions.remove_demo()} demo services removed, and the demo accounts.")
            return
        if Service.objects.filter(is_demo=False).exists():
            raise CommandError("This directory holds real services: the demo network is refused here.")
        if Service.objects.demo().exists():
            self.members()
            if not options["quiet_if_there"]:
                self.stdout.write("The demo network is there already; `seed_demo --remove` takes it away.")
            return
        if not Category.objects.exists():
            raise CommandError("Run `manage.py load_reference_data` first: the demo network uses its code lists.")
        self.write()

    def write(self) -> None:
        pairs = DemoNetwork(timezone.localdate()).pairs()
        with one_writer():
            while batch := list(islice(pairs, 300)):
                actions.save_many(batch, by=None, via=Version.Via.DEMO)
            self.accounts()
            self.members()
        self.stdout.write(f"{Service.objects.demo().count()} demo services written.")

    def accounts(self) -> None:
        for email, name, language, group in ACCOUNTS:
            extra = {
                "full_name": name,
                "language": language,
                "is_demo": True,
                "is_staff": True,
                "is_superuser": not group,
            }
            user = User.objects.create_user(email, PASSWORD, **extra)
            user.groups.set(Group.objects.filter(name=group))

    def members(self) -> None:
        """Of organisations with several services: their pages show more. A demo made earlier gets them, too."""
        if User.objects.filter(email=MEMBERS[0][0]).exists():
            return
        network = Organisation.objects.listed().demo().exclude(services__category__code="cpas")
        chosen = list(network.annotate(size=Count("services")).order_by("-size", "pk")[:2])
        for email, name, language, roles in MEMBERS:
            user = User.objects.create_user(email, PASSWORD, full_name=name, language=language, is_demo=True)
            for role, place in roles:
                Membership.objects.create(user=user, organisation=chosen[place], role=role)
