"""`python -m bench [search|imports|addresses|cluster|outage|all] [--sizes 5000,10000]`: figures, beside a floor."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ["search", "imports", "addresses", "cluster", "outage", "all"]
SIZES = "5000,10000,50000,200000"


def run(part: str, *arguments: str, var: Path) -> None:
    """One part in a process of its own, on a data folder of its own."""
    environment = os.environ | {
        "MAILLAGE_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "HTTPS": "no",
        "PLAIN_STATIC": "yes",
    }
    environment.setdefault("SECRET_KEY", "bench")
    var.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", f"bench.{part}", *arguments], env=environment, cwd=ROOT, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, default="all")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of services, by default {SIZES}")
    parser.add_argument("--seconds", default="8", help="how long each load lasts")
    parser.add_argument("--fresh", action="store_true", help="make the networks anew")
    options = parser.parse_args()
    folder = ROOT / "var" / "bench"
    if options.part in {"search", "all"}:
        for size in options.sizes.split(","):
            fresh = ["--fresh"] if options.fresh else []
            run("search", size, "--seconds", options.seconds, *fresh, var=folder / size)
    if options.part in {"cluster", "outage"}:  # they need a JDK and Maven
        for size in options.sizes.split(","):
            run(options.part, size, "--seconds", options.seconds, var=folder / size)
    if options.part in {"imports", "all"}:
        run("imports", var=folder / "imports")
    if options.part in {"addresses", "all"}:
        run("addresses", var=folder / "addresses")


if __name__ == "__main__":
    main()
