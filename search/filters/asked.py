"""A question as one request asked it: what addresses, forms, chips and the API write back of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict

from search.filters.fields import is_text
from search.filters.form import PARAMETERS, SWITCHES, QuestionForm, form_class
from search.question import FACETS, PlaceKind, Question, Sort

SHOWN = {"q", "place", "lat", "lon", "radius", "page"}  # fields of the first line

MOST = 2000  # characters kept of one value

Parameters = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Problem:
    """A value that was not understood, or that may mean several things."""

    parameter: str
    value: str
    message: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """`parameters` holds what was understood, in one spelling and one order, without the page."""

    parameters: Parameters
    question: Question
    page: int = 1
    problems: tuple[Problem, ...] = ()
    telling: bool = False  # something sensitive was written where a place was asked
    typed: tuple[tuple[str, str], ...] = ()  # where something is wrong: each value as it came
    sheet: tuple[str, ...] = ()  # codes of the services chosen so far, which go along

    def first(self, name: str) -> str:
        return self.parameters.get(name, ("",))[0]

    @property
    def place(self) -> str:
        """What was typed as a place, understood or not."""
        return self.first("place") or self.as_typed("place")

    @property
    def words(self) -> str:
        return self.question.words or self.as_typed("q")

    def as_typed(self, name: str) -> str:
        return next((value for one, value in self.typed if one == name), "")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What no field of the first line shows: where something is wrong, the filters are not there to hold it."""
        return [(name, value) for name, value in self.typed if name not in SHOWN and not self.wrong(name)]

    def wrong(self, name: str) -> bool:
        return any(problem.parameter == name for problem in self.problems)

    @property
    def nothing(self) -> str:
        """The change that takes everything away."""
        return "&".join(f"-{name}" for name in self.parameters)

    @cached_property
    def private(self) -> bool:
        """Never in an address: something sensitive, where somebody stands, or what we did not understand."""
        return bool(self.problems) or self.telling or self._somewhere or self.question.sensitive

    @property
    def _somewhere(self) -> bool:
        """Where somebody stands or lives, to the door."""
        return self.question.place is not None and self.question.place.kind == PlaceKind.POINT

    def query(self, change: str = "") -> str:
        """What follows the « ? » of its address, after a change."""
        asked = changed(self.parameters, change)
        return urlencode(asked | {"s": self.sheet} if self.sheet else asked, doseq=True)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Name and value of each input that asks it again."""
        return [(name, value) for name, values in self.parameters.items() for value in values]


def read(data: Mapping[str, Any]) -> Asked:
    """Parse once. `change` (from a button of a page that posts) is applied to the other parameters first."""
    if changes := _all(data, "change"):
        data = _changed_data(data, changes[-1])
    form = form_class()(data)
    form.is_valid()
    question, page = form.question(), form.cleaned_data.get("page") or 1
    problems = tuple(_problems(form))
    return Asked(_parameters(form), question, page, problems, _telling(form), _typed(data) if problems else ())


def _typed(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pairs = ((name, str(value)[:MOST]) for name in PARAMETERS for value in _all(data, name))
    return tuple((name, value) for name, value in pairs if value and is_text(value))


def _telling(form: QuestionForm) -> bool:
    """« refuge femmes battues 1000 » is understood as 1000, and tells more. « sans abri » is an answer of the list."""
    text, place = form.cleaned_data.get("place", ""), form.cleaned_data.get("where")
    kinds = PlaceKind.NO_ADDRESS, PlaceKind.POINT  # an address is private as it is, and analysed by nobody
    if not text or (place and (place.kind in kinds or text in {place.written, *place.codes})):
        return False
    return Question(words=text).sensitive


def changed(parameters: Parameters, change: str) -> Parameters:
    """« -theme=housing » takes away, « +theme=housing » adds, « radius=10 » sets, « -radius » drops; several with &.

    Any change begins again at page 1 unless it names one.
    """
    found = {name: values for name, values in parameters.items() if name != "page"}
    for part in filter(None, change.split("&")):
        name, _equals, value = part.lstrip("+-").partition("=")
        if name not in PARAMETERS:
            continue
        rest = tuple(other for other in found.pop(name, ()) if other != value)
        if part.startswith("+"):
            rest = (*rest, value)
        elif not part.startswith("-"):
            rest = (value,) if value else ()
        elif not value:
            rest = ()
        if rest:
            found[name] = rest
    return {name: found[name] for name in PARAMETERS if name in found}


def _changed_data(data: Mapping[str, Any], change: str) -> MultiValueDict[str, str]:
    parameters = {name: values for name in PARAMETERS if (values := tuple(v for v in _all(data, name) if v))}
    return MultiValueDict({name: list(values) for name, values in changed(parameters, change).items()})


def _all(data: Mapping[str, Any], name: str) -> list[str]:
    getlist = getattr(data, "getlist", None)
    return list(getlist(name)) if getlist else []


def _parameters(form: QuestionForm) -> Parameters:
    found: Parameters = {}
    for name in PARAMETERS:
        value = form.cleaned_data.get(name)
        if name == "page" or value in (None, "", (), False, Sort.RELEVANCE):
            continue
        found[name] = (form.cleaned_data["where"].written,) if name == "place" else _spelt(name, value)
    if "place" in found:  # what is written wins over where the telephone is
        found.pop("lat", None)
        found.pop("lon", None)
    return found


def _spelt(name: str, value: Any) -> tuple[str, ...]:
    if name in FACETS:
        return tuple(value)
    if name in SWITCHES:
        return ("1",)
    return (f"{value:g}" if name == "radius" else str(value),)


def _problems(form: QuestionForm) -> Iterable[Problem]:
    for name, errors in form.errors.as_data().items():
        for error in errors:
            params = error.params or {}
            yield Problem(
                name, str(params.get("value", "")), " ".join(error.messages), tuple(params.get("choices", ()))
            )
