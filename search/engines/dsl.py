"""The conditions in Elasticsearch's language, without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything
from zlib import crc32

from search.question.conditions import All, Any, AtLeast, Condition, Has, Is, Not, Of, Open, Says, Within
from search.question.terms import Group, Phrase, Term

Query = dict[str, Anything]
DATED = ("prestation", "role", "state")
DAYS = 10_000_000  # more than any ordinal of a day: what is dated lies in ranges of its own, one stretch for each key
DAY, WEEKDAY = 1440, 10_000  # minutes: of a day, and between the beginnings of two weekdays' stretches
NOTHING: Query = {"match_none": {}}


def dated(key: str, day: int) -> int:
    """Where `key` holds on that day, among all keys and days."""
    return crc32(key.encode()) * DAYS + day


def every(parts: Iterable[Query], **more: Anything) -> Query:
    return {"bool": {"filter": list(parts), **more}}


def either(parts: Iterable[Query]) -> Query:
    found = _together(list(parts))
    if len(found) == 1:
        return found[0]
    return {"bool": {"should": found, "minimum_should_match": 1}} if found else NOTHING


def _together(parts: list[Query]) -> list[Query]:
    """Forms of words in one list: the cluster walks through one set of services instead of one for each synonym."""
    lists = [part["terms"]["tokens"] for part in parts if "tokens" in part.get("terms", ())]
    if len(lists) < 2:
        return parts
    others = [part for part in parts if "tokens" not in part.get("terms", ())]
    return [{"terms": {"tokens": [token for tokens in lists for token in tokens]}}, *others]


def neither(*parts: Query) -> Query:
    return {"bool": {"must_not": list(parts)}}


class Language:
    """Says the conditions of one question: its words, its point, its day."""

    def __init__(self, groups: tuple[Group, ...], point: tuple[float, float] | None, today: int) -> None:
        self.groups, self.point, self.today = groups, point, today

    def say(self, condition: Condition) -> Query:
        match condition:
            case All(parts):
                return every(map(self.say, parts))
            case Any(parts):
                return either(map(self.say, parts))
            case Not(part):
                return neither(self.say(part))
        return self._coded(condition) or self._compared(condition)

    def _coded(self, condition: Condition) -> Query | None:
        match condition:
            case Is(name):
                return {"term": {"is": name}}
            case Has(facet, codes) if facet in DATED:
                return {"terms": {"dated": [dated(f"{facet}:{code}", self.today) for code in codes]}}
            case Has(facet, codes):
                return {"terms": {facet: list(codes)}}
            case Of(organisations):
                return {"terms": {"organisation_id": list(organisations)}}
        return None

    def _compared(self, condition: Condition) -> Query:
        match condition:
            case Says(tier, number):
                return either(_phrase(phrase, tier) for phrase in self.groups[number])
            case AtLeast(column, value):
                return {"range": {column: {"gte": value}}}
            case Within(metres) if self.point:
                return {"geo_distance": {"distance": f"{metres}m", "point": self.here}}
            case Open(day, minute):
                return either([_open(day, minute), _open(day - 1, minute + DAY)])
        raise TypeError(condition)

    @property
    def here(self) -> dict[str, float]:
        lat, lon = self.point or (0, 0)
        return {"lat": lat, "lon": lon}

    @property
    def listed(self) -> Query:
        """Without those that have closed since they were written."""
        return every([self.say(Is("listed"))], must_not=[{"range": {"closes": {"lte": self.today}}}])


def _phrase(phrase: Phrase, tier: str) -> Query:
    return every(_term(term, tier) for term in phrase) if len(phrase) > 1 else _term(phrase[0], tier)


def _term(term: Term, tier: str) -> Query:
    parts: list[Query] = [{"terms": {"tokens": [tier + form for form in term.forms]}}] if term.forms else []
    if term.prefix:
        parts.append({"prefix": {"tokens": tier + term.prefix}})
    return either(parts)


def _open(day: int, minute: int) -> Query:
    """By what began on this day: its exceptional hours if it has any that day, else those of its weekday."""
    that_day = {"term": {"exceptions.days": day}}
    special = {"nested": {"path": "exceptions", "query": every([that_day, {"term": {"exceptions.minutes": minute}}])}}
    usual = {"term": {"hours": (day - 1) % 7 * WEEKDAY + minute}}
    excepted = {"nested": {"path": "exceptions", "query": that_day}}
    return either([special, every([usual], must_not=[excepted])])
