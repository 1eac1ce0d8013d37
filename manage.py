#!/usr/bin/env python
import os
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, connection

from cms.databases import refuse_unsafe, unreachable

# They write what people believe was kept, like the site, and begin nothing in a database that may lose it.
WRITERS = {"worker", "import_directory", "import_addresses"}


def run(arguments: list[str]) -> None:
    if WRITERS & set(arguments[1:2]) and not {"-h", "--help"} & set(arguments):
        django.setup()
        refuse_unsafe()
    execute_from_command_line(arguments)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    # The key that `make run` and `make install` made, so that commands can be given by hand.
    key = Path(os.environ.get("MAILLAGE_VAR", Path(__file__).parent / "var")) / "secret.key"
    if "SECRET_KEY" not in os.environ and key.exists():
        os.environ.setdefault("SECRET_KEY_FILE", str(key))
    try:
        run(sys.argv)
    except ImproperlyConfigured as problem:  # one sentence that says what to do, no traceback
        sys.exit(str(problem))
    except OperationalError as problem:
        if connection.connection is not None:  # it answered: what went wrong lies elsewhere
            raise
        sys.exit(unreachable(problem))
