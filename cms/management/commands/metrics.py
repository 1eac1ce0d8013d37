"""Figures for a Prometheus on this machine."""

from __future__ import annotations

from http.server import HTTPServer
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.health import Handler


class Command(BaseCommand):
    help = "Serves figures at http://127.0.0.1:METRICS_PORT/metrics, to this machine alone. Runs until it is stopped."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            server = HTTPServer(("127.0.0.1", settings.METRICS_PORT), Handler)
        except OSError as error:
            raise CommandError(
                f"Port {settings.METRICS_PORT} cannot be used ({error.strerror}): set METRICS_PORT."
            ) from error
        self.stdout.write(f"Figures on http://127.0.0.1:{server.server_port}/metrics")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
