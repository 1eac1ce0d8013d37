"""Which records may be one and the same? By number, telephone, address and name, without comparing all with all. Pure.

Only records that share something are compared: a number, a telephone, an address, a rare word of the name, or all its
letters but for vowels and doubled ones. What many share (a switchboard, « maison ») brings nobody together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import combining, normalize

from rapidfuzz import fuzz

MOST = 40  # records that share one thing: beyond, it tells nothing
# Names of which so much is the same, of a hundred: alone, beside telephone or address, and what they share beside both.
ALONE, BESIDE, BOTH = 93, 75, 80
SERVICES = 85
# Legal forms, and what stands between words.
# fmt: off
SHARED = frozenset({
    "asbl", "vzw", "aisbl", "ivzw", "sa", "nv", "srl", "bv", "sprl", "bvba", "scrl", "cv", "fondation", "stichting",
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour",
    "bij", "den", "der", "het", "in", "of", "t", "te", "ten", "ter", "van", "voor", "and", "for", "the",
})
# fmt: on
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a record. Names as `plain` gives them, each language in its place."""

    key: str
    names: tuple[str, ...]
    number: str = ""
    phones: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    owner: str = ""  # of a service: its organisation
    kind: str = ""  # only records of one kind are compared


@dataclass(frozen=True, slots=True)
class Found:
    one: str
    other: str
    why: tuple[str, ...]
    score: int


def plain(text: str) -> str:
    """Words in small letters, without accents, signs, legal forms and what stands between."""
    bare = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    words = re.findall(r"[a-z0-9]+", bare.replace("œ", "oe"))
    return " ".join([word for word in words if word not in SHARED] or words)


def skeleton(name: str) -> str:
    """Its words in order of the alphabet, without vowels and doubled letters: most slips of the pen leave it."""
    bare = re.sub(r"[aeiouy]", "", " ".join(sorted(name.split())))
    return re.sub(r"(.)\1+", r"\1", bare.replace(" ", ""))


@dataclass
class Blocks:
    """Who shares what."""

    members: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, keys: Iterable[str]) -> None:
        for key in set(keys):
            self.members[key].append(number)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each pair once, in the order of the first."""
        near: dict[int, set[int]] = defaultdict(set)
        for block in self.members.values():
            if 1 < len(block) <= MOST:
                for place, one in enumerate(block):
                    near[one].update(block[place + 1 :])
        for one in sorted(near):
            for other in near[one]:
                yield one, other


def organisations(sketches: Sequence[Sketch]) -> Iterator[Found]:
    blocks = Blocks()
    for place, one in enumerate(sketches):
        words = {word for name in one.names for word in name.split() if len(word) > 2}
        bones = {skeleton(name) for name in one.names if name}
        blocks.add(place, _keys(one, words, {bone for bone in bones if len(bone) > 3}))
    for first, second in blocks.pairs():
        if found := _organisations(sketches[first], sketches[second]):
            yield found


def services(sketches: Sequence[Sketch]) -> Iterator[Found]:
    """Of one kind of actor, given in the same place: branches of a service that share a name are not the same."""
    blocks = Blocks()
    for place, one in enumerate(sketches):
        bones = {f"{one.owner} {skeleton(name)}" for name in one.names if name}
        blocks.add(place, (f"{one.kind} {key}" for key in (*_keys(one, bones=bones), f"owner {one.owner}")))
    for first, second in blocks.pairs():
        if found := _services(sketches[first], sketches[second]):
            yield found


def _keys(one: Sketch, words: Iterable[str] = (), bones: Iterable[str] = ()) -> Iterator[str]:
    if one.number:
        yield f"number {one.number}"
    yield from (f"phone {value}" for value in one.phones)
    yield from (f"place {value}" for value in one.places)
    yield from (f"word {value}" for value in words)
    yield from (f"bones {value}" for value in bones)


def _organisations(one: Sketch, other: Sketch) -> Found | None:
    number = bool(one.number) and one.number == other.number
    distinct = bool(one.number and other.number) and not number
    phone, place = not one.phones.isdisjoint(other.phones), not one.places.isdisjoint(other.places)
    alike = _alike(one, other, BESIDE)
    if not number:
        if distinct and not (phone or place):
            return None
        part = phone and place and not distinct and _part(one, other) >= BOTH
        alone = distinct or not (phone or place)
        if not part and (alike < BESIDE or (alone and _everywhere(one, other) < ALONE)):
            return None
    shared = {"number": number, "name": alike > 0, "phone": phone, "address": place}
    return _found(one, other, shared, alike)


def _services(one: Sketch, other: Sketch) -> Found | None:
    elsewhere = bool(one.places and other.places) and one.places.isdisjoint(other.places)
    if elsewhere or (alike := _alike(one, other, SERVICES)) < SERVICES:
        return None
    shared = {
        "name": True,
        "phone": not one.phones.isdisjoint(other.phones),
        "address": not one.places.isdisjoint(other.places),
        "organisation": one.owner == other.owner,
    }
    return _found(one, other, shared, alike)


def _found(one: Sketch, other: Sketch, shared: dict[str, bool], alike: float) -> Found:
    weights = {"number": 45, "phone": 25, "address": 15, "organisation": 15}
    why = tuple(name for name, is_so in shared.items() if is_so)
    score = round(alike * 0.45) + sum(weights.get(name, 0) for name in why)
    first, second = sorted((one.key, other.key))
    return Found(first, second, why, min(score, 100))


def _alike(one: Sketch, other: Sketch, enough: float) -> float:
    """Of a hundred, the best of their names in any language, whatever the order of its words; 0 below `enough`."""
    best = 0.0
    for mine in filter(None, one.names):
        for theirs in filter(None, other.names):
            for ratio in (fuzz.token_sort_ratio, fuzz.ratio):
                best = max(best, ratio(mine, theirs, score_cutoff=max(enough, best)))
    return best


def _everywhere(one: Sketch, other: Sketch) -> float:
    """The same in the language in which they differ most, of those that both have; else the best."""
    both = [(mine, theirs) for mine, theirs in zip(one.names, other.names, strict=False) if mine and theirs]
    ratios = [max(fuzz.token_sort_ratio(*pair), fuzz.ratio(*pair)) for pair in both if _own(*pair) >= BESIDE]
    return min(ratios) if ratios and len(ratios) == len(both) else 0.0 if both else _alike(one, other, ALONE)


def _own(mine: str, theirs: str) -> float:
    """How alike the words are that the two do not share: « de la Plume » and « de la Voile » share all that is long."""
    ours, others = set(mine.split()), set(theirs.split())
    rest = [" ".join(sorted(words)) for words in (ours - others, others - ours)]
    return fuzz.ratio(*rest) if any(rest) else 100.0


def _part(one: Sketch, other: Sketch) -> float:
    """How much of the shorter name is in the longer."""
    pairs = ((mine, theirs) for mine in one.names for theirs in other.names if mine and theirs)
    return max((fuzz.token_set_ratio(mine, theirs) for mine, theirs in pairs), default=0.0)
