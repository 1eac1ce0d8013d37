"""The files of docs/deployment are what an operator copies: they parse, and name what exists."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "deployment"
GUIDE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
UNITS = sorted(FOLDER.glob("*.service"))
NGINX = (FOLDER / "nginx.conf").read_text(encoding="utf-8")


def read(path):
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def blocks(text):
    """How deep the braces of a file of nginx go at each line; every other line ends with a semicolon."""
    depth = 0
    for line in (written.split("#")[0].strip() for written in text.splitlines()):
        if line.endswith("{"):
            depth += 1
        elif line == "}":
            depth -= 1
        elif line:
            assert line.endswith(";"), line
        yield depth


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_each_unit_runs_a_command_that_exists_as_an_account_of_its_own(path):
    service = read(path)["Service"]
    program, *arguments = service["ExecStart"].split()

    assert service["User"] == "maillage"
    assert service["UMask"] == "0077"
    assert service["EnvironmentFile"] == "/etc/maillage/environment"
    assert program.startswith("/opt/maillage/.venv/bin/")
    if program.endswith("gunicorn"):
        assert arguments[0] == "cms.wsgi"
    else:
        assert arguments[0] == "manage.py"
        assert arguments[1] in get_commands()


def test_the_timer_starts_the_unit_of_its_name():
    timer = FOLDER / "maillage-backup.timer"

    assert read(timer)["Timer"]["OnCalendar"]
    assert timer.with_suffix(".service") in UNITS


def test_the_environment_names_settings_that_are_read():
    code = (ROOT / "cms" / "settings.py").read_text(encoding="utf-8")
    names = re.findall(r"^#?([A-Z_]+)=", (FOLDER / "environment").read_text(encoding="utf-8"), re.MULTILINE)

    assert len(names) > 10
    assert [name for name in names if f'"{name.removesuffix("_FILE")}"' not in code] == []


def test_the_proxy_says_what_the_site_believes_and_writes_nothing_of_people():
    logged = re.search(r"log_format maillage '([^']*)'", NGINX).group(1)

    assert [*blocks(NGINX)][-1] == 0
    assert "X-Forwarded-For $remote_addr;" in NGINX
    assert "X-Forwarded-Proto $scheme;" in NGINX
    assert [name for name in ("remote", "request ", "uri", "args", "agent", "referer", "query") if name in logged] == []


if shutil.which("nginx"):  # its own reading, where it is there; its form is checked above in any case

    def test_nginx_reads_it(tmp_path):
        text = re.sub(r"^ *(listen|ssl_|access_log|error_log).*\n", "", NGINX, flags=re.MULTILINE)
        (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n")
        done = subprocess.run(
            ["nginx", "-t", "-e", "stderr", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_the_guide_names_every_file_and_words_of_make_that_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert "docs/deployment.md" in README
    for path in FOLDER.iterdir():
        assert path.stem in GUIDE or f"*{path.suffix}" in GUIDE, path.name
    assert set(re.findall(r"`make ([a-z]+)", GUIDE)) <= targets
