"""README says what exists, and all of it."""

import re

from tests.test_style import ROOT, ours, text_of


def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme():
    calls = r"environment\.(?:text|flag|number|words|address)\(\s*\"([A-Z_]+)\""
    read = {name for path in ours(".py") if path.parts[0] == "cms" for name in re.findall(calls, text_of(path))}
    listed = set(re.findall(r"`([A-Z_]{4,})`", readme()))

    assert "SECRET_KEY" in read
    assert read - listed == set()


def test_every_word_for_make_is_in_the_readme():
    targets = set(re.findall(r"(?m)^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8")))

    assert targets == set(re.findall(r"(?m)^\| `make ([a-z-]+)`", readme()))


def test_every_file_and_command_it_names_exists():
    text = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")
    )
    for name in re.findall(r"`((?:cms|directory|docs|tests|search|tooling|bench)/[\w/.-]*)`", text):
        assert list(ROOT.glob(f"{name.rstrip('/')}*")), name
    for command in re.findall(r"manage\.py (\w+)", text):
        assert list(ROOT.glob(f"*/management/commands/{command}.py")), command
