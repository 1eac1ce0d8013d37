"""Pages that editors write: home, news, a bassin, kept and made anew, beside `SELECT 1` through the same server."""

from __future__ import annotations

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import translation  # noqa: E402

from bench import report  # noqa: E402
from bench.report import Goal  # noqa: E402
from bench.server import load, serving  # noqa: E402
from cms.models import BassinPage, HomePage, NewsIndexPage, NewsPage  # noqa: E402
from directory.models import Service  # noqa: E402

KINDS = {"home": HomePage, "list of news": NewsIndexPage, "news article": NewsPage, "page of a bassin": BassinPage}
GOAL = Goal(at_least=150)  # requests a second
CONNECTIONS, SECONDS = 8, 6


def prepare() -> dict[str, list[str]]:
    """The demo network and the pages of the seed: the published ones of each kind, in each language."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("load_reference_data", verbosity=0)
    if not Service.objects.exists():
        call_command("seed_demo", verbosity=0)
    call_command("seed_pages", demo=True, verbosity=0)
    return {name: [_address(page) for page in kind.objects.live()] for name, kind in KINDS.items()}


def _address(page: HomePage | NewsIndexPage | NewsPage | BassinPage) -> str:
    with translation.override(page.locale.language_code):
        return str(page.url)


def main() -> None:
    addresses = prepare()
    with serving({}) as (address, _master):
        report.title(f"Pages of the site at {CONNECTIONS} connections, gunicorn with 2 workers, wrk on the same cores")
        floor = load(address, ["/floor/select/"], connections=CONNECTIONS, seconds=SECONDS).rate
        report.line("floor: SELECT 1", floor, "req/s")
        for name, paths in addresses.items():
            for how, asked in (("kept", paths), ("made anew", [f"{path}?n=1" for path in paths])):
                load(address, asked, connections=CONNECTIONS, seconds=2)  # each worker has kept them now
                seen = load(address, asked, connections=CONNECTIONS, seconds=SECONDS)
                goal = GOAL if how == "kept" else None
                note = f"p50 {seen.p50:.1f} ms, errors {seen.errors}"
                report.line(f"{name}, {how}", seen.rate, "req/s", ratio=floor / seen.rate, goal=goal, note=note)


if __name__ == "__main__":
    main()
