"""`python -m bench [PART] [--sizes 5000,10000]`: figures, beside a floor. With DATABASE_URL, on that PostgreSQL.

Parts: search, imports, addresses, sheet, pages, mail, monthly, duplicates, login; on a real Elasticsearch (they need a
JDK and Maven) cluster, outage, rebuilds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bench import growth

ROOT = Path(__file__).resolve().parent.parent
BY_SIZE = {"search": "8", "cluster": "8", "outage": "120", "rebuilds": "8"}  # seconds that each load lasts
OTHERS = ("imports", "addresses", "sheet", "pages", "mail", "monthly", "duplicates", "login")
PARTS = [*BY_SIZE, *OTHERS, "all"]
SIZES = "5000,10000,50000,200000"


def run(part: str, *arguments: str, var: Path) -> bool:
    """One part in a process of its own, on a data folder of its own; did it end well?"""
    environment = os.environ | {
        "MAILLAGE_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "HTTPS": "no",
        "PLAIN_STATIC": "yes",
    }
    environment.setdefault("SECRET_KEY", "bench")
    var.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", f"bench.{part}", *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, default="all")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of services, by default {SIZES}")
    parser.add_argument("--seconds", help="how long each load or failure lasts")
    parser.add_argument("--fresh", action="store_true", help="make the networks of `search` anew")
    options = parser.parse_args()
    folder = ROOT / "var" / "bench" / ("postgresql" if os.environ.get("DATABASE_URL") else "")
    well = True
    if options.part in {*BY_SIZE, "all"}:
        part = "search" if options.part == "all" else options.part
        fresh = ["--fresh"] if options.fresh and part == "search" else []
        folders = {int(size): folder / size for size in options.sizes.split(",")}
        for size, var in folders.items():
            if part == "cluster":
                growth.forget(var)
            well &= run(part, str(size), "--seconds", options.seconds or BY_SIZE[part], *fresh, var=var)
        if part == "cluster":
            growth.compare(folders)
    for part in OTHERS:
        if options.part in {part, "all"}:
            well &= run(part, var=folder / part)
    if not well:
        sys.exit("A part did not end well: it says why above.")


if __name__ == "__main__":
    main()
