"""The sheet's own words, in twelve languages (`languages/<code>.toml`), each marked as proof-read or not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "languages"
# In the order in which they are offered.
LANGUAGES = ("fr", "nl", "en", "ar", "tr", "es", "pt", "ro", "pl", "uk", "it", "de")


@dataclass(frozen=True)
class Phrases:
    """One language. `days` begin on Monday."""

    code: str
    name: str
    direction: str
    proof_read: bool
    title: str
    days: tuple[str, ...]
    phone: str
    place: str
    hours: str
    closed: str
    around: str
    walk_in: str
    telephone: str
    appointment: str
    languages: str
    interpreter: str
    free: str
    free_for_you: str
    insurance: str
    no_papers: str
    women_only: str
    home_visit: str
    by_phone: str
    online: str
    address_by_phone: str
    service: str
    call_first: str
    made_on: str
    on_your_phone: str
    map: str
    paper: str
    save: str
    gone: str
    leave: str
    demo: str

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"


@cache
def phrases(code: str) -> Phrases:
    """KeyError where there is no such language."""
    if code not in LANGUAGES:
        raise KeyError(code)
    values = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return Phrases(**(values | {"code": code, "days": tuple(values["days"])}))


def offered(*, demo: bool) -> list[Phrases]:
    """Words that nobody has proof-read are shown in a demonstration only."""
    found = (phrases(code) for code in LANGUAGES)
    return [each for each in found if demo or each.proof_read]
