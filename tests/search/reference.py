"""The same answers without an index: slowly, service by service, straight from the directory's rows."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from directory.freshness import room_state
from directory.hours import open_at
from directory.models import Commune, Language, Service, Stage
from directory.programme import valid_on
from search.models import PlaceKind, Row
from search.question import FACETS, lists, naming
from search.question.conditions import day_of, shuffled, weights
from search.question.points import BANDS, EARTH, indexed
from search.text import fold, forms, surface

NAMES = ("name", "organisation__name")
TEXTS = ("description", "conditions", "entry", "neutral_name", "organisation__description", "site__name")


@dataclass
class Card:
    service: Service
    codes: dict
    point: tuple | None
    words: dict

    @property
    def pk(self):
        return self.service.pk


class Reference:
    def __init__(self):
        self.communes = {c.code: {b.code for b in c.bassins.all()} for c in Commune.objects.prefetch_related("bassins")}
        self.also = {row.code: row.also.split(";") if row.also else [] for row in Language.objects.all()}
        self.nothing = set(Stage.objects.filter(on_services=False).values_list("code", flat=True))
        self.lists, self.turns = lists.current(), dict(Row.objects.values_list("pk", "shuffle"))
        rows = Service.objects.listed().for_page().prefetch_related("site__hours").order_by("pk")
        self.cards = [self.card(service) for service in rows]

    def card(self, s):
        bassins, communes = self.area(s)
        codes = {"category": {s.category.code}, "bassin": bassins, "commune": communes}
        for facet, name in {"theme": "themes", "stage": "stages", "language": "languages", "audience": "audiences",
                            "mode": "modes", "access": "access"}.items():  # fmt: skip
            codes[facet] = {row.code for row in getattr(s, name).all()}
        return Card(s, codes, self.point(s), {"name": self.said(s, NAMES), "text": self.said(s, NAMES + TEXTS, True)})

    def area(self, s):
        named = {
            "bassins": {b.code for b in s.area_bassins.all()},
            "communes": {c.code for c in s.area_communes.all()},
        }.get(s.area, set())
        if s.area == "communes" and s.site and s.site.confidential:
            return {s.site.bassin.code}, {c for c, bassins in self.communes.items() if s.site.bassin.code in bassins}
        if s.area == "unstated" and s.site and s.site.bassin:
            named = {s.site.bassin.code}
        if not named:
            return set().union(*self.communes.values()), set(self.communes)
        if s.area == "communes":
            return {b for c in named for b in self.communes[c]}, named
        return named, {c for c, bassins in self.communes.items() if bassins & named}

    @staticmethod
    def point(s):
        site = s.site
        if site is None:
            return None
        if site.confidential:
            return indexed((site.bassin.lat, site.bassin.lon))
        source = site if site.lat is not None else site.postal_code
        return indexed((source.lat, source.lon)) if source else None

    def said(self, s, names, place=False):
        found = set()
        for name in names:
            if name == "site__name" and s.site and s.site.confidential:
                continue
            owner, _, column = name.rpartition("__")
            row = getattr(s, owner) if owner else s
            for code in ("fr", "nl", "en"):
                text = getattr(row, f"{column}_{code}", "") if row else ""
                found |= {form for words in surface(text) for word in words for form in forms(word, code)}
        if place and s.site and s.site.postal_code:
            commune = s.site.postal_code.commune
            found.add(s.site.postal_code.code)
            for code in ("fr", "nl"):
                words = (word for words in surface(getattr(commune, f"name_{code}")) for word in words)
                found |= {form for word in words for form in forms(word, code)}
        return found

    # What a question asks

    def dated(self, card, q, facet):
        day = day_of(q.today)
        rows = card.service.prestations.all() if facet == "prestation" else card.service.roles.all()
        found = {getattr(row, facet).code for row in rows if valid_on(row, day)}
        if facet == "prestation" and not any(valid_on(c, day) for c in card.service.organisation.conventions.all()):
            found.discard("screening")
        return found

    def has(self, card, q, facet):
        return self.dated(card, q, facet) if facet in ("prestation", "role") else card.codes[facet]

    def chosen(self, q):
        found = {facet: set(getattr(q, facet)) for facet in FACETS}
        found["language"] |= {other for code in q.language for other in self.also.get(code, [])}
        found["stage"] -= self.nothing
        return {facet: codes for facet, codes in found.items() if codes}

    def says(self, card, q, where):
        """Every group of words, each by one of its phrases or by a code that it means."""
        return all(self.met(card, q, *group, where) for group in zip(q.text.groups, q.text.meant, strict=True))

    def experts(self, q):
        return {code for theme in q.theme for code in self.lists.specialised[theme]}

    @staticmethod
    def places(q):
        return [pair for pair in zip(q.text.groups, q.text.meant, strict=True) if pair[1].place]

    def met(self, card, q, group, meant, where):
        name, text = (
            any(all(_has(card.words[at], term) for term in phrase) for phrase in group) for at in ("name", "text")
        )
        first, every = (any(set(codes) & self.has(card, q, f) for f, codes in of) for of in (meant.first, meant.every))
        if where == "there":
            return text
        if meant.place and where != "name":
            return text or every
        if where == "text":
            labelled = self.lists.saying(group, naming.LABELLED).items()
            return text or every or any(set(codes) & self.has(card, q, facet) for facet, codes in labelled)
        if where in ("name", "named"):
            return name or (every and where == "named")
        return first if where == "first" and meant.first else every if meant.every else name

    @staticmethod
    def room(card, q):
        return room_state(card.service, day_of(q.today)).has_room

    @staticmethod
    def full(card, q):
        return room_state(card.service, day_of(q.today)).state == "full"

    def reached(self, card, q):
        if not q.radius or q.place.point is None:
            return True
        needs = [mode.needs_address for mode in card.service.modes.all()] or [card.point is not None]
        if any(needs) and card.point and distance(card.point, q.point) <= q.radius * 1000:
            return True
        place, known = q.place, q.place.communes or q.place.bassins
        return bool(
            not all(needs)
            and known
            and (not place.communes or card.codes["commune"] & set(place.communes))
            and (not place.bassins or card.codes["bassin"] & set(place.bassins))
        )

    def lives(self, card, q):
        if q.place is None:
            return True
        if q.place.kind == PlaceKind.OUTSIDE:
            return card.service.takes_non_residents
        known = set(q.place.communes) if q.place.kind in ("commune", "postal", "neighbourhood") else set()
        return not card.service.residents_only or not known or bool(known & card.codes["commune"])

    def others(self, card, q, opening=True):
        s, today = card.service, day_of(q.today)
        recent = s.confirmed_on and (today - s.confirmed_on).days <= (q.confirmed_within or 0)
        return (
            (not q.text.groups or self.says(card, q, "text"))
            and self.lives(card, q)
            and self.reached(card, q)
            and (not q.open_now or self.open(s, q, opening))
            and (not q.has_room or self.room(card, q))
            and (not q.without_full or not self.full(card, q))
            and (not q.accepts_requests or s.accepts_requests)
            and (not q.confirmed_within or bool(recent))
            and (not q.partners_only or s.organisation_id in q.partners)
        )

    @staticmethod
    def open(s, q, opening):
        hours = list(s.hours.all()) or (list(s.site.hours.all()) if s.site else [])
        state = open_at(hours, list(s.exceptions.all()), q.now)
        return bool(state.open) if opening else not state.known

    def missed(self, card, q):
        """The facets chosen of which it has none of the codes; who states no stage may help at any."""
        return [
            facet
            for facet, codes in self.chosen(q).items()
            if not codes & (has := self.has(card, q, facet)) and not (facet == "stage" and q.any_stage and not has)
        ]

    def meets(self, card, q):
        return not self.missed(card, q)

    # The answer

    def hits(self, q):
        cards = [card for card in self.cards if self.others(card, q) and self.meets(card, q)]
        return [card.pk for card in sorted(cards, key=lambda card: self.place(card, q))]

    def unknown_hours(self, q):
        return sum(self.others(card, q, opening=False) and self.meets(card, q) for card in self.cards)

    def facets(self, q):
        others, found = [card for card in self.cards if self.others(card, q)], {facet: {} for facet in FACETS}
        missed = {card.pk: self.missed(card, q) for card in others}
        for facet in FACETS:
            for card in (card for card in others if missed[card.pk] in ([], [facet])):
                has = self.has(card, q, facet)
                if facet == "language":
                    has = has | {code for code, others in self.also.items() if has & set(others)}
                for code in has:
                    found[facet][code] = found[facet].get(code, 0) + 1
        return found

    def place(self, card, q):
        turn = shuffled(self.turns[card.pk], q.today), card.pk
        s = card.service
        if q.sort == "distance" and q.point:
            return (round(distance(card.point, q.point), 3) if card.point else 1e9, *turn)
        if q.sort == "name":
            order = {"fr": "fr nl en", "nl": "nl fr en", "en": "en fr nl"}[q.reader].split()
            return (fold(next(filter(None, (getattr(s, f"name_{code}") for code in order)))), *turn)
        if q.sort == "confirmed":
            return (-(s.confirmed_on.toordinal() if s.confirmed_on else 0), *turn)
        return (-self.rank(card, q), *turn)

    def rank(self, card, q):
        """As one integer, from the steps reached."""
        asked, s, today = self.chosen(q), card.service, day_of(q.today)
        given = asked.get("prestation", set()) | asked.get("role", set())
        far = distance(card.point, q.point) if q.point and card.point else 1e9
        age = (today - s.confirmed_on).days if s.confirmed_on else 9999
        answers = (s.answer_share, s.answer_days) if None not in (s.answer_share, s.answer_days) else (0, 0)
        ladders = {
            "stage": [bool(asked["stage"] & card.codes["stage"])] if q.any_stage and "stage" in asked else [],
            "words": [self.says(card, q, tier) for tier in ("first", "kind", "named")] if q.text.groups else [],
            "need": [bool(experts & card.codes["category"])] if (experts := self.experts(q)) else [],
            "full": [not self.full(card, q)],
            "there": [all(self.met(card, q, *pair, "there") for pair in places)] if (places := self.places(q)) else [],
            "programme": [bool(given & self.dated(card, q, "prestation"))] if given else [],
            "distance": [far <= band for band in BANDS] if q.point else [],
            "partners": [s.organisation_id in q.partners] if q.partners else [],
            "room": [self.room(card, q)],
            "confirmed": [age <= days for days in (30, 180, 365)],
            "answers": [answers[0] >= 80 and answers[1] <= 3, answers[0] >= 50],
        }
        steps = [ladder for ladder in ladders.values() if ladder]
        return sum(weight * sum(ladder) for weight, ladder in weights(steps))


def _has(words, term):
    return any(form in words for form in term.forms) or (
        bool(term.prefix) and any(word.startswith(term.prefix) for word in words)
    )


def distance(one, other):
    (a, b), (c, d) = (map(radians, point) for point in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
