"""Strings are collected from every kind of file, and compiled when they changed."""

import ast
import gettext

from cms import catalogues


def test_strings_of_code_templates_and_result_lists_are_collected():
    files = {file for message in catalogues.collected() for file, _line in message.locations}

    assert any(file.endswith(".py") for file in files)
    assert any("/templates/" in file for file in files)
    assert any("/jinja2/" in file for file in files)


def test_a_plural_is_collected_with_its_singular():
    plurals = [message for message in catalogues.collected() if message.pluralizable]

    assert plurals
    assert all(len(message.id) == 2 for message in plurals)


def test_what_is_compiled_is_what_was_translated(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    source = catalogues.path_of("nl")
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "room"\nmsgstr "plaats"\n'
    )

    assert catalogues.compile_all(["nl"]) == 1
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("room") == "plaats"
    assert catalogues.compile_all(["nl"]) == 0


def test_a_translation_survives_a_new_collection_and_a_vanished_string_does_not(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    path = catalogues.path_of("nl")
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogues.updated("nl"))
    said_in_code = next(m.id for m in catalogues.collected() if m.id and not m.pluralizable and "\n" not in m.id)
    text = path.read_text().replace(f'msgid "{said_in_code}"\nmsgstr ""', f'msgid "{said_in_code}"\nmsgstr "gebleven"')
    path.write_text(text + '\nmsgid "nobody says this any more"\nmsgstr "niets"\n')
    path.write_bytes(catalogues.updated("nl"))

    assert "gebleven" in path.read_text()
    assert "nobody says this any more" not in path.read_text()


def test_whatever_name_code_gives_to_gettext_its_strings_are_collected():
    """« gettext_lazy as lazy » says no less than « _ »."""
    names = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
    used = set()
    for package in catalogues.PACKAGES:
        for path in (catalogues.ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                    used |= {alias.asname or alias.name for alias in node.names if alias.name in names}

    assert "lazy" in used
    assert used <= set(catalogues.KEYWORDS)


def test_english_quotes_as_english_does():
    """The code's own strings are the English of the pages."""
    quotes = {
        text
        for message in catalogues.collected()
        for text in (message.id if message.pluralizable else (message.id,))
        if set("«»") & set(text)
    }
    translated = {str(message.string) for message in catalogues.read("en") if set("«»") & set(str(message.string))}

    assert not quotes | translated
