"""Text in several languages on one row: a column per language, a descriptor that knows which one it returned."""

from __future__ import annotations

from typing import Any, Self, overload

from django.utils.translation import get_language

LANGUAGES = ("fr", "nl", "en")
ORDER = {"fr": ("fr", "nl", "en"), "nl": ("nl", "fr", "en"), "en": ("en", "fr", "nl")}


class LocalText(str):
    """A text and the language it is written in (`lang` is empty when there is no text in any language)."""

    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        self = super().__new__(cls, text)
        self.lang = lang
        return self

    @property
    def foreign(self) -> bool:
        """Is it in another language than the page's? Then the template writes `lang` around it."""
        return bool(self.lang) and self.lang != (get_language() or "fr")[:2]


def best(texts: dict[str, str], language: str | None = None) -> LocalText:
    """The text in `language` (the active one by default), else in the nearest other one that has any."""
    for code in ORDER.get((language or get_language() or "fr")[:2], LANGUAGES):
        if texts.get(code):
            return LocalText(texts[code], code)
    return LocalText("", "")


class Translated:
    """`name = Translated()` beside `name_fr`, `name_nl`, `name_en`: reads the best of the three as a LocalText."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.columns = {code: f"{name}_{code}" for code in LANGUAGES}

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> LocalText: ...

    def __get__(self, instance: Any, owner: type) -> Self | LocalText:
        if instance is None:
            return self
        return self.read(instance, get_language())

    def read(self, instance: object, language: str | None) -> LocalText:
        """The same in a language that is known: to ask for the active one is slow where thousands are read."""
        for code in ORDER.get((language or "fr")[:2], LANGUAGES):
            if text := getattr(instance, self.columns[code], ""):
                return LocalText(text, code)
        return LocalText("", "")
