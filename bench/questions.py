"""Questions drawn for one size of network: narrow ones (15 to 30 hits), and what a person would ask of a page."""

from __future__ import annotations

import random
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from bench.network import codes
from directory.models import Commune, Service
from search.engines import answer
from search.question import Question

NARROW = 120


def narrow(size: int) -> list[str]:
    """Query strings with commune, need and two other facets, 15 to 30 hits each."""
    rng, found = random.Random(size), []
    communes = list(Commune.objects.values_list("code", flat=True))
    values = codes()
    for _try in range(60_000):
        chosen = {"commune": rng.choice(communes)}
        for facet in ("theme", *rng.sample(["language", "audience", "stage", "access"], 2)):
            draw = int(rng.expovariate(6 / len(values[facet])))
            chosen[facet] = values[facet][min(draw, len(values[facet]) - 1)]
        total = answer(Question(**{facet: (code,) for facet, code in chosen.items()}), counts=False).total
        if 15 <= total <= 30:
            found.append(urlencode(chosen))
        if len(found) == NARROW:
            break
    return found


def pages(size: int) -> list[str]:
    """Query strings of whole pages with facet counts: a word, a need, a place within reach."""
    rng, values = random.Random(size), codes()
    communes = list(Commune.objects.values_list("code", flat=True))
    found = []
    for number in range(60):
        query: dict[str, object] = {"theme": values["theme"][number % 6]}
        if number % 3 == 0:
            query["commune"] = rng.choice(communes)
        if number % 3 == 1:
            query |= {"place": rng.choice(["1080", "1030", "1190", "1050"]), "radius": 5}
        if number % 3 == 2:
            query["language"] = values["language"][number % 5]
        found.append(urlencode(query))
    return found


def services(count: int = 400) -> list[str]:
    return list(Service.objects.listed().order_by("pk").values_list("code", flat=True)[:count])


def search_path(language: str = "fr") -> str:
    with translation.override(language):
        return reverse("search:page")
