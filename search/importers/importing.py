"""A file into a new set beside the current one, in small writes; then one row says the new set is current."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from search.geocoding.streets import street_key
from search.importers import sets
from search.importers.opening import USUAL, Refused, opened
from search.importers.reading import Entry, Tally, entries
from search.importers.territory import Territory, Where
from search.models import Street

REGION = "BE-BRU"
AT_ONCE = 2000  # addresses in one write: less than 250 ms of the lock, so that nobody who saves a card notices
NAME, KEYS = 150, 500


@dataclass
class Outcome:
    tally: Tally
    kept: int = 0
    elsewhere: int = 0  # outside the 19 communes
    nameless: int = 0  # without the name of a street
    streets: int = 0
    before: int = 0  # addresses in the set that was current
    to_check: int = 0
    regional: bool = False  # the file says that it is the Region's
    without: list[str] = field(default_factory=list)  # communes of which it holds no address


def import_file(
    path: Path,
    encoding: str = USUAL,
    *,
    accept_errors: bool = False,
    outcome: Outcome | None = None,
    tick: Callable[[int], object] | None = None,
) -> Outcome:
    """All or nothing: until the last line is read, and when anything is wrong, look-ups go on with the old set.

    `outcome` is filled as it goes, so that a refusal can be explained line by line.
    """
    found = outcome or Outcome(Tally())
    number, found.before = sets.begin()
    try:
        with opened(path, encoding) as file:
            streets = Streets(number, found)
            doors = streets.doors(entries(file, found.tally))
            while some := list(islice(doors, AT_ONCE)):
                sets.write(streets.taken(), some)
                found.kept += len(some)
                if tick:
                    tick(found.tally.lines)
            found.without = streets.absent()
        _check(found, accept_errors)
        sets.publish(number, found.kept)
    except BaseException:
        sets.discard(number)
        raise
    sets.discard_before(number)
    return found


def _check(found: Outcome, accept_errors: bool) -> None:
    """A file that ends too early looks whole otherwise, and some of the streets would be gone."""
    if not found.kept:
        raise Refused(_("The file holds no current address of the Region: nothing was imported."))
    if accept_errors:
        return
    if found.tally.last_bad:
        raise Refused(_("The file ends in the middle of a line: download it again, or import it with --accept-errors."))
    if found.tally.too_bad:
        counts = {"bad": len(found.tally.bad), "lines": found.tally.lines}
        raise Refused(
            _("%(bad)s of %(lines)s lines are bad, more than 5 %%: mend the file, or add --accept-errors.") % counts
        )
    if found.regional and found.without:
        raise Refused(
            _("The file holds no address of %(communes)s: download it again, or add --accept-errors if this is right.")
            % {"communes": ", ".join(found.without)}
        )
    if found.kept * 10 < found.before * 9:
        counts = {"now": found.kept, "before": found.before}
        raise Refused(
            _("The file holds %(now)s addresses, the one before held %(before)s: add --accept-errors if this is right.")
            % counts
        )


class Streets:
    """Doors of the entries; a street is written with its first door."""

    def __init__(self, number: int, outcome: Outcome) -> None:
        self.number, self.outcome, self.territory = number, outcome, Territory()
        self.known: dict[tuple[str, ...], int] = {}  # as the file writes it; 0 when it lies elsewhere
        self.ids: dict[tuple[Where, str, str], int] = {}
        self.unsure: set[int] = set()
        self.waiting: list[Street] = []

    def taken(self) -> list[Street]:
        """Those not written yet."""
        taken, self.waiting = self.waiting, []
        return taken

    def absent(self) -> list[str]:
        """Communes of which no address was seen, as a person calls them."""
        seen = {where.nis for where, _french, _dutch in self.ids}
        return sorted(str(row) for code, row in self.territory.communes.items() if code not in seen)

    def doors(self, read: Iterable[Entry]) -> Iterator[sets.Door]:
        for entry in read:
            street = self.known.get(entry.street)
            if street is None:
                street = self._street(entry)
            if street > 0:
                self.outcome.to_check += street in self.unsure
                yield (street, entry.number, entry.box, entry.lat, entry.lon)
            elif street:
                self.outcome.nameless += 1
            else:
                self.outcome.elsewhere += 1

    def _street(self, entry: Entry) -> int:
        nis, code, sector, french, dutch, german, *_communes, region = entry.street
        where = self.territory.of(nis, code, sector, (entry.lat, entry.lon))
        names = [" ".join(name.split())[:NAME] for name in (french, dutch, german)]
        found = self._written(where, names) if where and any(names) else (-1 if where else 0)
        self.outcome.regional |= found > 0 and region.strip().upper() == REGION
        if nis.strip() or code.strip() or sector.strip():  # else the point decided, and the next one may lie elsewhere
            self.known[entry.street] = found
        return found

    def _written(self, where: Where, names: list[str]) -> int:
        french, dutch = names[0] or names[1] or names[2], names[1] or names[0] or names[2]
        if (where, french, dutch) not in self.ids:
            parts = (part for name in names for part in name.split(" / "))  # some write both languages in one
            keys = dict.fromkeys(filter(None, map(street_key, parts)))
            street = Street(
                id=self.number * sets.MOST_STREETS + len(self.ids),
                set_number=self.number,
                keys=" ".join(keys)[:KEYS],
                name_fr=french,
                name_nl=dutch,
                postal_code=where.postal_code,
                nis=where.nis,
                commune_fr=where.commune_fr,
                commune_nl=where.commune_nl,
                bassin=where.bassin,
                to_check=where.to_check,
            )
            self.ids[where, french, dutch] = street.pk
            self.waiting.append(street)
            self.outcome.streets += 1
            if where.to_check:
                self.unsure.add(street.pk)
        return self.ids[where, french, dutch]
