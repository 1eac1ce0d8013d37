"""gunicorn with two workers, and wrk against it: the figures of one address list."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Load:
    """What wrk saw: milliseconds, requests a second, and how many answers were no 200."""

    p50: float
    p99: float
    rate: float
    errors: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wrk() -> str:
    """The load generator, fetched through apt where that may be done."""
    if not shutil.which("wrk") and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "wrk"], check=False, capture_output=True)
    if path := shutil.which("wrk"):
        return path
    sys.exit("The benchmark needs wrk: install the package of that name, then run it again.")


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The site's address and the process id of gunicorn's master."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "cms.wsgi:application",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    master = subprocess.Popen(command, env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"})
    try:
        wait_for(f"http://127.0.0.1:{port}/floor/")
        yield f"http://127.0.0.1:{port}", master.pid
    finally:
        master.send_signal(signal.SIGTERM)
        master.wait(timeout=30)


def wait_for(address: str) -> None:
    for _try in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    sys.exit(f"Nothing answers at {address}.")


def load(address: str, paths: list[str], *, connections: int, seconds: int) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "list").write_text("\n".join(paths) + "\n", encoding="utf-8")
        command = [
            wrk(),
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "20s",
            "-s",
            str(SCRIPT),
            address,
        ]
        said = subprocess.run(
            command, env=os.environ | {"WRK_LIST": f"{folder}/list"}, capture_output=True, text=True, check=True
        ).stdout
    found = re.search(r"p50=([\d.]+) p99=([\d.]+) rate=([\d.]+) errors=(\d+)", said)
    if not found:
        sys.exit(f"wrk said nothing to read:\n{said[-500:]}")
    p50, p99, rate, errors = found.groups()
    return Load(float(p50), float(p99), float(rate), int(errors))


def worker_memory(master: int) -> float:
    """The largest proportional set size of gunicorn's workers, in MB (Linux only; 0 elsewhere)."""
    sizes = []
    for child in subprocess.run(
        ["pgrep", "-P", str(master)], capture_output=True, text=True, check=False
    ).stdout.split():
        rollup = Path(f"/proc/{child}/smaps_rollup")
        if rollup.exists() and (found := re.search(r"^Pss:\s+(\d+) kB", rollup.read_text(encoding="utf-8"), re.M)):
            sizes.append(int(found[1]) / 1024)
    return max(sizes, default=0.0)
