"""Fields of a question: light, because every search reads some twenty-five of them, and exact about what is wrong."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
LONGEST = 200


class ReadOnly(forms.Field):
    """Holds nothing of a request: the form need not copy it each time."""

    widget: type[forms.Widget] = forms.TextInput

    def __deepcopy__(self, memo: Any) -> Self:
        return self


class WordsField(ReadOnly):
    """What somebody typed, on one line."""

    def clean(self, value: Any) -> str:
        text = " ".join(str(value or "").replace("\0", " ").split())
        if len(text) > LONGEST:
            raise ValidationError(
                _("Write at most %(count)s characters.") % {"count": LONGEST}, params={"value": text[:40]}
            )
        if not is_text(text):
            raise ValidationError(_("These characters cannot be read."), params={"value": ""})
        return text


class CodesField(ReadOnly):
    """Any number of codes; whether they exist is asked of the list once for the whole form."""

    widget = forms.SelectMultiple

    def clean(self, value: Iterable[Any] | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(code) for code in value or () if code != ""))


class YesField(ReadOnly):
    def clean(self, value: Any) -> bool:
        text = str(value if value is not None else "").lower()
        if text not in YES | NO:
            raise ValidationError(
                _("“%(value)s” is neither yes nor no: write 1 or 0."), params={"value": printable(text)}
            )
        return text in YES


class NumberField(ReadOnly):
    """A number between two limits, comma or point; whole when `whole`."""

    def __init__(self, *, low: float, high: float, whole: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.low, self.high, self.whole = low, high, whole

    def clean(self, value: Any) -> float | int | None:
        text = str(value if value is not None else "").strip().replace(",", ".")
        if not text:
            return None
        try:
            number = int(text) if self.whole else float(text)
        except ValueError:
            number = math.nan
        if not self.low <= number <= self.high or not text.isascii() or "_" in text:
            message = _("“%(value)s” is not a number from %(low)s to %(high)s.")
            params = {"value": printable(str(value).strip()), "low": written(self.low), "high": written(self.high)}
            raise ValidationError(message, params=params)
        return number


class OneOfField(ReadOnly):
    """One of a few fixed words."""

    def __init__(self, *, words: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = words

    def clean(self, value: Any) -> str:
        text = str(value or "")
        if text and text not in self.words:
            message = _("“%(value)s” is not one of: %(words)s.")
            raise ValidationError(message, params={"value": printable(text), "words": ", ".join(self.words)})
        return text


def written(number: float) -> str:
    """As the reader writes it: 0,1 or 0.1."""
    return number_format(number, 0 if number == int(number) else 1)


def printable(value: str) -> str:
    """What was sent, short and harmless enough for a message."""
    return "".join(letter for letter in value[:60] if letter.isprintable()) if is_text(value) else "?"


def is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
