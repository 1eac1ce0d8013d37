"""What is alive on a bassin's page: who is there, who screens, what is coming, what is new."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from cms import asking
from directory.models import Bassin, Organisation, Partnership
from directory.programme import SCREENING
from directory.text import LocalText, best
from search.filters import vocabulary

SCREENERS = 6
PARTNERSHIPS = 30
ROLES = ("accompaniment", "coordination", "outreach")

# What the published figures are worth, in the words of their source; what Brusano writes there is printed as it is.
WORTH = {
    "exact": "",
    "about": _("about %(number)s"),
    "over": _("more than %(number)s"),
    "just under": _("just under %(number)s"),
}
SINCE = {
    "2022 or later": _("2022 or later"),
    "computed: 602 services at 3.0 per 1,000": _("worked out from 602 services, 3.0 for 1,000 inhabitants"),
}


@dataclass(frozen=True)
class Count:
    """A number of services that leads to them."""

    label: str
    number: int
    href: str


@dataclass(frozen=True)
class BassinToday:
    bassin: Bassin
    screeners: asking.Found
    counts: list[Count]
    partnerships: list[Partnership] = field(default_factory=list)

    @property
    def communes(self) -> list[LocalText]:
        return sorted(commune.name for commune in self.bassin.communes.all())

    @property
    def quarters(self) -> LocalText:
        found = best({"fr": self.bassin.quarters_fr, "nl": self.bassin.quarters_nl})
        return LocalText(", ".join(dict.fromkeys(name.strip() for name in found.split(";"))), found.lang)

    @property
    def hours(self) -> LocalText:
        return best({"fr": self.bassin.helpdesk_hours_fr, "nl": self.bassin.helpdesk_hours_nl})

    @property
    def site(self) -> LocalText:
        return best({"fr": self.bassin.site_fr, "nl": self.bassin.site_nl})

    @property
    def population(self) -> str:
        """With what its source says of it: « more than 300,000 (2022 or later) ». Empty while nobody published it."""
        if not self.bassin.population:
            return ""
        number = number_format(self.bassin.population, force_grouping=True)
        worth, *rest = [part.strip() for part in self.bassin.population_note.split(";")] or [""]
        if worth not in WORTH:
            worth, rest = "", [worth, *rest]
        told = str(WORTH[worth]) % {"number": number} if WORTH.get(worth) else number
        since = ", ".join(str(SINCE.get(part, part)) for part in rest if part)
        return f"{told} ({since})" if since else told


def today(bassin: Bassin) -> BassinToday:
    """A handful of questions to the directory, however large it is."""
    total, facets = asking.counts(bassin.code)
    screeners = asking.answer({"bassin": bassin.code, "prestation": SCREENING}, SCREENERS)
    counts = [_count(bassin, _("services in the directory"), total)]
    if number := facets.get("prestation", {}).get(SCREENING, 0):
        counts.append(_count(bassin, _("do the screening"), number, prestation=SCREENING))
    found, labels = facets.get("role", {}), vocabulary()["role"]
    counts += [_count(bassin, labels[role].label, found[role], role=role) for role in ROLES if found.get(role)]
    return BassinToday(bassin, screeners, counts, _partnerships(bassin))


def _partnerships(bassin: Bassin) -> list[Partnership]:
    """In force today, between organisations everybody may see, one of which is in the bassin; listed ones only."""
    seen = Organisation.objects.listed()
    there = seen.filter(sites__bassin=bassin)
    valid = cast("QuerySet[Partnership]", Partnership.objects.valid_on(timezone.localdate()))
    found = valid.filter(Q(one__in=there) | Q(other__in=there), listed=True, one__in=seen, other__in=seen)
    return list(found.select_related("one", "other")[:PARTNERSHIPS])


def _count(bassin: Bassin, label: Any, number: int, **chosen: str) -> Count:
    query = "&".join(f"{name}={code}" for name, code in {"bassin": bassin.code, **chosen}.items())
    return Count(str(label), number, f"{reverse('search:page')}?{query}")
