"""The catalogues of cms/locale: strings collected from the code, and compiled, by Babel (no gettext needed)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

Found = tuple[int, str | tuple[str, ...], list[str], str | None]

ROOT: Path = settings.BASE
LOCALE = ROOT / "cms" / "locale"
PACKAGES = ("cms", "directory", "referrals", "search")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "lazy": None,  # forms and screens say it for short
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def collected() -> Catalog:
    """Every string the code gives to gettext, and where it stands."""
    catalog = Catalog(domain="django", fuzzy=False)
    for path in _sources():
        for line, message, _comments, context in _strings(path):
            catalog.add(message, context=context, locations=[(path.relative_to(ROOT).as_posix(), line)])
    return catalog


def updated(language: str) -> bytes:
    """The file as it should be: what is translated stays, what the code no longer says goes, nothing is guessed."""
    catalog = read(language)
    born = catalog.creation_date
    catalog.update(collected(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.creation_date = born
    catalog.obsolete.clear()
    file = BytesIO()
    write_po(file, catalog, width=110, sort_output=True, include_lineno=False, omit_header=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    header += '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    header += f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    return header.encode() + file.getvalue()


def compile_all(languages: Iterable[str] = LANGUAGES) -> int:
    """Compile what is older than its source. Written aside and moved: another process may be reading it."""
    compiled = 0
    for language in languages:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        draft = target.with_suffix(".draft")
        with draft.open("wb") as file:
            write_mo(file, read(language))
        draft.rename(target)
        compiled += 1
    return compiled


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            folders = {*path.relative_to(ROOT).parts}
            is_template = path.suffix in {".html", ".txt", ".xml"} and folders & {"templates", "jinja2"}
            if "migrations" not in folders and (path.suffix == ".py" or is_template):
                yield path


def _strings(path: Path) -> Iterator[Found]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from extract("python", BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})
    elif "jinja2" in path.parts:
        options = {"encoding": "utf-8", "newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
        yield from extract("jinja2.ext:babel_extract", BytesIO(text.encode()), KEYWORDS, options=options)
    else:
        # Django turns a template into calls of gettext amid blanked text; indents in it would not be Python's.
        code = re.sub(r"(?m)^[ \t]+", "", templatize(text, origin=str(path)))
        yield from extract("python", BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"})
