"""The territory and the modes, read once for each write of rows."""

from __future__ import annotations

from directory.models import Bassin, Commune, Mode, Service

PREFIXES: dict[str, str] = {Service.Area.BASSINS: "bassin:", Service.Area.COMMUNES: "commune:"}


class Codes:
    def __init__(self) -> None:
        self.needs_address = dict(Mode.objects.values_list("code", "needs_address"))
        self.touched: dict[str, list[str]] = {f"bassin:{b.code}": [] for b in Bassin.objects.all()}
        self.names: dict[int, tuple[str, str]] = {}
        rows = Commune.objects.order_by("code").values_list("pk", "code", "name_fr", "name_nl", "bassins__code")
        for pk, commune, name_fr, name_nl, bassin in rows:
            self.touched.setdefault(f"commune:{commune}", []).append(f"bassin:{bassin}")
            self.touched[f"bassin:{bassin}"].append(f"commune:{commune}")
            self.names[pk] = name_fr, name_nl
        self._areas: dict[tuple[str, ...], tuple[str, ...]] = {}

    def area(self, kind: str, named: list[str], seat: str | None) -> tuple[str, ...]:
        """The keys of the territory that an area touches: a bassin its communes and the reverse, the Region everything.

        An area that nobody stated is the bassin of the site; without one, the Region.
        """
        prefix = PREFIXES.get(kind, "none:")
        asked = tuple(sorted(key for key in named if key.startswith(prefix)))
        if not asked and kind != Service.Area.REGION and seat:
            asked = (f"bassin:{seat}",)
        if asked not in self._areas:
            self._areas[asked] = self._touched(asked) if asked else tuple(self.touched)
        return self._areas[asked]

    def _touched(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({*asked, *(other for key in asked for other in self.touched[key])}))
