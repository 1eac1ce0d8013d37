"""Templates: none unused, no library loaded for nothing."""

import re
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.template import engines
from django.template.utils import get_app_template_dirs
from wagtail.models import Page

from tests.test_style import ROOT, ours, text_of

# Django and the server look for these by name.
BY_NAME = {"400.html", "403.html", "404.html", "429.html", "500.html"}


def templates():
    """Each with the name by which it is asked for."""
    for path in ours(".html"):
        for folder in ("templates", "jinja2"):
            if folder in path.parts:
                yield path, Path(*path.parts[path.parts.index(folder) + 1 :]).as_posix()


def test_every_template_is_used():
    mentioned = "\n".join(text_of(path) for path in ours(".py", ".html") if path.parts[0] != "tests")
    theirs = [
        folder for folder in get_app_template_dirs("templates") if ROOT not in folder.parents or ".venv" in str(folder)
    ]
    of_pages = {model.template for model in apps.get_models() if issubclass(model, Page)}
    # A folder whose files are asked for by one word: f"shell/{part}.html".
    by_word = set(re.findall(r"f[\"']([\w/]+/){\w+}\.html[\"']", mentioned))

    def used(name):
        folder, stem = f"{Path(name).parent}/", Path(name).stem
        return (
            re.search(rf"[\"']{re.escape(name)}[\"']", mentioned)
            or (folder in by_word and re.search(rf"[\"']{stem}[\"']", mentioned))
            or name in BY_NAME | of_pages
            # the HTML of a mail: its kind names text and HTML alike
            or re.search(rf"[\"']{re.escape(name.removesuffix('.html'))}[\"']", mentioned)
            or any((theirs_ / name).exists() for theirs_ in theirs)
        )

    unused = [name for _path, name in templates() if not used(name)]
    assert unused == []


def names_in(library):
    return {*library.tags, *library.filters}


def loads(text):
    """The libraries a template loads, and of each the names it takes, when it says which."""
    for words in re.findall(r"{%\s*load\s+([^%]+?)\s*%}", text):
        names, _from, library = words.partition(" from ")
        if library:
            yield library, set(names.split())
        else:
            yield from ((name, None) for name in words.split())


def test_no_library_is_loaded_for_nothing():
    libraries = engines["django"].engine.libraries
    unused = []
    for path, _name in templates():
        text = text_of(path)
        if "jinja2" in path.parts:
            continue
        used = set(re.findall(r"{%\s*(\w+)", text)) | set(re.findall(r"\|\s*(\w+)", text))
        for name, taken in loads(text):
            known = libraries.get(name) and names_in(import_module(libraries[name]).register)
            if not used & (taken or known or set()):
                unused.append(f"{path}: {name}")
    assert unused == []
