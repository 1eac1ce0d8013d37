"""The catalogues: complete in French and Dutch, with the same placeholders, the typography and the words we chose."""

import ast
import csv
import re
from functools import cache

import pytest

from cms import catalogues
from tests.test_style import ROOT, ours, text_of

TRANSLATED = ("fr", "nl")
ASKING = {"_", "gettext", "ngettext", "pgettext", "lazy"}
# Named, since the order of words differs: %(count)s, {name}, and the tags of what is bold or a link.
PLACEHOLDERS = re.compile(r"%\((\w+)\)[sd]|{(\w+)}|<(/?\w+)")
# What these give to the catalogue is read by staff or professionals alone; everything else may stand before a woman.
PROFESSIONALS = re.compile(
    r"directory/(?:models|importers|wagtail_hooks|forms|actions|management|permissions|identifiers)\b"
    r"|cms/(?:models|blocks|wagtail_hooks|management|panels)|templates/(?:wagtailadmin|directory/admin|blocks/scenarios)|/wagtail_hooks"
)


def texts_of(string):
    return [text or "" for text in string] if isinstance(string, list | tuple) else [string or ""]


def messages(language):
    return [message for message in catalogues.read(language) if message.id]


def translations(language):
    """Each text shown in a language, with the English it stands for and the files it is in."""
    for message in messages(language):
        files = [file for file, _line in message.locations]
        for text in texts_of(message.string):
            if text:
                yield texts_of(message.id)[-1], text, files


@cache
def collected():
    return catalogues.collected()


@cache
def glossary(kind):
    with (ROOT / "docs" / "glossary.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_of_the_code_is_translated(language):
    catalogue = catalogues.read(language)
    wanted = [message for message in collected() if message.id]
    missing = []
    for message in wanted:
        found = catalogue.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        if found is None or found.fuzzy or not all(texts_of(found.string)):
            missing.append(message.id)
    assert missing == []


def test_no_string_hides_where_the_catalogue_does_not_look():
    """Until Python 3.12 an f-string is one word to whoever collects: what it asks of gettext is never translated."""
    hidden = [
        f"{path}: {ast.unparse(call)}"
        for path in ours(".py")
        for text in ast.walk(ast.parse(text_of(path)))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ASKING
    ]
    assert hidden == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_catalogue_follows_the_code(language):
    assert catalogues.path_of(language).read_bytes() == catalogues.updated(language), "run make messages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_placeholders(language):
    def of(text):
        return sorted(map("".join, PLACEHOLDERS.findall(text)))

    # A singular may do without the number.
    wrong = [
        (english, text) for english, text, _files in translations(language) if not set(of(text)) <= set(of(english))
    ]
    wrong += [
        (message.id, message.string)
        for message in messages(language)
        if isinstance(message.id, str) and message.string and of(message.id) != of(message.string)
    ]
    assert wrong == []


TYPOGRAPHY = {
    "fr": {
        "a straight apostrophe": r"\w'\w",
        "straight quotes": r'(?<![=\w])"|"(?![>\s/])',
        "three dots": r"\.\.\.",
        "a sign without its no-break space": r"[^\s\u00a0\u202f?!][?!»](?!\w)|«[^\u00a0\u202f]",
        "a breakable space before a sign": r" [?!:»](?=\s|$)|« ",
    },
    "nl": {
        "a straight apostrophe": r"\w'\w",
        "straight quotes": r'(?<![=\w])"|"(?![>\s/])',
        "three dots": r"\.\.\.",
        "French quotes": r"[«»]",
        "a space before a sign": r"\s[?!:](?=\s|$)",
    },
}


@pytest.mark.parametrize(
    ("language", "rule"), [(language, rule) for language in TYPOGRAPHY for rule in TYPOGRAPHY[language]]
)
def test_typography(language, rule):
    pattern = re.compile(TYPOGRAPHY[language][rule])

    assert [text for _english, text, _files in translations(language) if pattern.search(text)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_chosen_words_are_used(language):
    wrong = []
    for row in glossary("word"):
        if row["language"] == language:
            asked = re.compile(rf"(?<![\w-]){row['word']}(?![\w-])", re.I)
            wrong += [
                (row["instead"], english, text)
                for english, text, _files in translations(language)
                if asked.search(PLACEHOLDERS.sub("", english)) and not re.search(row["instead"], text, re.I)
            ]
    assert wrong == []


def read_by(language):
    """What is shown in a language: the catalogue (English is the code's own), and the pages' first texts."""
    if language == "en":
        yield from ((texts_of(m.id)[-1], [file for file, _line in m.locations]) for m in collected() if m.id)
    else:
        yield from ((text, files) for _english, text, files in translations(language))
    for path in ours(".py"):
        if path.as_posix().startswith(f"cms/content/{language}/"):
            yield text_of(path), [path.as_posix()]


@pytest.mark.parametrize("row", glossary("never"), ids=lambda row: f"{row['language']} {row['word']}")
def test_words_we_never_use(row):
    word = re.compile(rf"\b{row['word']}", re.I)
    found = [
        (match[0], files)
        for text, files in read_by(row["language"])
        for match in [word.search(text)]
        if match and (row["who"] == "everybody" or a_woman_reads(files))
    ]
    assert found == []


def a_woman_reads(files):
    """Not what only staff sees, nor the pages written for professionals."""
    return any(not PROFESSIONALS.search(file) and ("content/" not in file or "/pregnant" in file) for file in files)


def test_the_plain_words_of_the_programme_are_plain():
    with (ROOT / "directory/data/programme/prestations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for rule in glossary("never"):
        word = re.compile(rf"\b{rule['word']}", re.I)
        assert [row["code"] for row in rows if word.search(row[f"plain_{rule['language']}"])] == []
