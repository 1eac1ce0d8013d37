"""Rules about the code base itself: they keep its tail short and its habits even."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("directory/", "referrals/", "search/", "cms/", "tests/", "bench/", "manage.py")
# A prose of its own, in three languages; one settings file, as decided in docs/decisions.
LONGER = {"cms/settings.py": 350, "directory/data/README.md": 400}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "core", "common", "services", "managers", "misc"}
# Among the models, forms… of the directory, a module about services is called after them.
A_NOUN_HERE = re.compile(r"directory/\w+/services\.py")
# A machine's own folders, and the addresses packages come from: both differ elsewhere.
PRIVATE = re.compile(
    r"(?:^|[\s\"'=(`])/(?:work|root|home|Users|tmp)/"
    r"|pypi\.org|pythonhosted\.org|registry\.npmjs|crates\.io|deb\.debian|proxy\.golang|repo\.maven"
)


@cache
def files():
    """What is in the repository or about to be: committed and new, not ignored, not other people's."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    paths = [Path(name) for name in listed if name and (ROOT / name).is_file()]
    return [path for path in paths if "vendor" not in path.parts]


def ours(*suffixes, without=()):
    return [
        path
        for path in files()
        if path.suffix in suffixes and str(path).startswith(CODE) and not set(path.parts) & {"migrations", *without}
    ]


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def lines_of(path):
    return text_of(path).count("\n")


def too_long(paths, limit):
    return {str(p): lines_of(p) for p in paths if lines_of(p) > LONGER.get(str(p), limit)}


def test_no_python_file_is_longer_than_300_lines():
    long = too_long(ours(".py", without={"content"}), 300)
    assert {path: lines for path, lines in long.items() if not path.startswith("tests/") or lines > 450} == {}


def test_no_function_is_longer_than_40_lines():
    long = {}
    for path in ours(".py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > 40:
                    long[f"{path}:{node.lineno} {node.name}"] = lines
    assert long == {}


def test_no_template_is_longer_than_150_lines():
    assert too_long(ours(".html"), 150) == {}


def test_our_css_and_javascript_stay_small():
    assert too_long(ours(".js"), 150) == {}
    assert sum(map(lines_of, ours(".css"))) <= 1200


def test_no_file_is_named_after_nothing():
    named = [path for path in ours(".py") if {path.stem, *path.parts[:-1]} & FORBIDDEN_NAMES]
    wrong = [str(path) for path in named if not A_NOUN_HERE.fullmatch(str(path))]

    assert wrong == []


def test_no_template_holds_style_or_script_that_the_policy_refuses():
    refused = re.compile(
        r"""<[^>]*\s(?:style|on[a-z]+)\s*=|<style\b|<script(?![^>]*\b(?:src=|type="application/(?:ld\+)?json"))"""
    )
    wrong = [f"{path}: {found[0][:80]}" for path in ours(".html") for found in refused.finditer(text_of(path))]

    # The page of last resort is one file: cms.errors allows its style by its digest.
    assert wrong == ["cms/templates/500.html: <style"]


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "XX" + "X "])
def test_nothing_is_left_to_be_done_in_a_comment(word):
    assert [str(path) for path in ours(".py", ".html", ".css", ".js") if word in text_of(path)] == []


def test_no_file_names_a_machine_or_a_registry():
    wrong = []
    for path in files():
        if path.suffix in {".png", ".woff2", ".ico", ".jpg", ".webp", ".xlsx", ".mo"}:
            continue
        wrong += [f"{path}: {found[0].strip()}" for found in PRIVATE.finditer(text_of(path))]
    assert wrong == []


def test_both_locks_give_the_same_versions():
    def versions(name):
        return set(re.findall(r"(?m)^([a-z0-9_.-]+==\S+)", text_of(Path("requirements") / name)))

    assert versions("run.txt") <= versions("dev.txt")


def test_both_locks_hold_what_the_project_asks_for():
    asked = set(
        re.findall(r'(?m)^  "([a-z0-9-]+)[><=]', text_of(Path("pyproject.toml")).split("[dependency-groups]")[0])
    )
    locked = set(re.findall(r"(?m)^([a-z0-9_.-]+)==", text_of(Path("requirements/run.txt"))))

    assert asked <= locked
