"""Words as a question asks for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word: any of its forms, or anything that begins so."""

    forms: tuple[str, ...]
    prefix: str = ""


Phrase = tuple[Term, ...]  # all of them
Group = tuple[Phrase, ...]  # any of them


Codes = tuple[tuple[str, tuple[str, ...]], ...]  # by facet


@dataclass(frozen=True)
class Meant:
    """The codes that a group of words names: those who do just that, then all of them. `place`: it names a commune."""

    first: Codes = ()
    every: Codes = ()
    place: bool = False
