"""Everything between an empty folder and a site that can be served; a second run does only what changed since."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from cms.privacy import make_files
from directory.management.commands import seed_demo
from directory.models import User
from search.management.away import LATER


class Step(NamedTuple):
    """Commands to run again whenever one of the files they depend on has changed."""

    says: str
    depends_on: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]

    def digest(self) -> str:
        digest = hashlib.sha256(f"{self!r}{_database()}".encode())
        files = {path for pattern in self.depends_on for path in settings.BASE.glob(pattern) if path.is_file()}
        for path in sorted(files):
            digest.update(path.read_bytes())
        return digest.hexdigest()


def _database() -> str:
    """What was done to another database was not done to this one."""
    place = connection.settings_dict
    return f"{place['HOST']}:{place['PORT']}/{place['NAME']}" if connection.vendor == "postgresql" else ""


DATA = ("directory/data/**/*", "directory/importers/reference/*.py")
BEFORE_DEMO = [
    Step("Catalogues", ("cms/locale/**/*.po",), (("compile_catalogues",),)),
    Step(
        "Tables",
        ("*/migrations/*.py", "requirements/run.txt"),
        (("migrate", "--no-input"), ("createcachetable", "--database", "cache")),
    ),
    Step("Reference data", DATA, (("load_reference_data",),)),
    Step("Series of events", ("cms/data/event_series.csv",), (("load_event_series",),)),
    Step("Pages", ("cms/content/**/*.py",), (("seed_pages",),)),
    Step(
        "Groups and their rights",
        ("directory/permissions.py", "directory/management/commands/set_up_groups.py"),
        (("set_up_groups",),),
    ),
]
DEMO = Step(
    "Demo network",
    (),
    (
        ("seed_demo", "--quiet-if-there"),
        ("seed_desk",),
        ("seed_pages", "--demo"),
        ("seed_events",),
        ("seed_newsletter",),
        ("seed_factors",),
    ),
)
AFTER_DEMO = [
    Step("Search rows", ("search/**/*.py", "search/data/**/*", *DATA), (("rebuild_search",),)),
    Step(
        "Static files",
        ("cms/static/**/*", "directory/static/**/*", "requirements/run.txt"),
        (("collectstatic", "--no-input"),),
    ),
]


class Command(BaseCommand):
    help = "Makes or updates tables, reference data, pages, search rows and static files."
    # The tables that checks ask for may not exist yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also a demo network, the first time")

    def handle(self, *_args: Any, demo: bool, **_options: Any) -> None:
        Path(settings.VAR).mkdir(parents=True, exist_ok=True)
        make_files()
        self.memory = Path(settings.VAR) / "installed.json"
        if not connection.introspection.table_names():
            self.memory.unlink(missing_ok=True)
        for step in [*BEFORE_DEMO, *([DEMO] if demo else []), *AFTER_DEMO]:
            self.take(step)
        if demo:
            self.show_accounts()

    def take(self, step: Step) -> None:
        done = json.loads(self.memory.read_text()) if self.memory.exists() else {}
        digest = step.digest()
        if done.get(step.says) == digest:
            return
        self.stdout.write(f"{step.says}…")
        for command in step.commands:
            try:
                call_command(*command, verbosity=0, stdout=StringIO())
            except CommandError as refusal:
                if step is not DEMO and refusal.returncode != LATER:
                    raise
                # A directory in use is served as it is; so is search without its cluster.
                self.stdout.write(str(refusal))
        self.memory.write_text(json.dumps(done | {step.says: digest}, indent=1))

    def show_accounts(self) -> None:
        there = set(User.objects.filter(is_demo=True).values_list("email", flat=True))
        if there:
            self.stdout.write(f"\nDemo accounts, all with the password {seed_demo.PASSWORD}:")
        for email, _name, _language, group in seed_demo.ACCOUNTS:
            if email in there:
                self.stdout.write(f"  {email:32} {group or 'administrator'}")
        for email, _name, _language, roles in seed_demo.MEMBERS:
            if email in there:
                self.stdout.write(f"  {email:32} {', '.join(role for role, _place in roles)} of an organisation")
        if there:
            self.stdout.write("Then a code is asked for: `make code`, in another terminal, prints them.")
            self.stdout.write(
                f"\nMails of the demonstration go to nobody; read them at {settings.SITE_ADDRESS}/fr/demo/mails/"
            )
