"""Which file feeds which model, in the order of their foreign keys."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from django.db import models

from directory.importers.reference import lists, rules, territory
from directory.importers.reference.files import DATA, BrokenData, Files, Line, Row, yes
from directory.importers.reference.writing import Table
from directory.models import (
    Access,
    Audience,
    Authority,
    Bassin,
    Category,
    CategoryMapping,
    Commune,
    HelpLine,
    Indicator,
    Language,
    Mode,
    Neighbourhood,
    PostalCode,
    Prestation,
    PrestationRule,
    Programme,
    Role,
    Scenario,
    ScenarioRule,
    Sector,
    Stage,
    Theme,
    ThemeGroup,
)


def tables(folder: Path = DATA) -> list[Table]:
    """Every table in the order of its foreign keys. Reads and checks every file first."""
    files = Files(folder)
    found = []
    for model, key, file, row in READERS:
        try:
            rows = [row(line, files) for line in files.lines(file)]
            found.append(Table(model, key, rows))
        except (KeyError, ValueError, UnicodeDecodeError, csv.Error) as problem:
            raise BrokenData(f"{file}: {problem!r}") from problem
    found.insert(_position(found, Theme), Table(Indicator, ("code",), rules.indicators(files)))
    found.append(Table(ScenarioRule, ("scenario", "prestation", "starts_on"), rules.scenario_rules(files)))
    return found


def sources(folder: Path = DATA) -> list[Row]:
    lines = Files(folder).lines("sources.csv")
    return [line | {"may_republish": yes(line["may_republish"])} for line in lines]


def _position(found: list[Table], model: type[models.Model]) -> int:
    return next(place for place, table in enumerate(found) if table.model is model)


Reader = Callable[[Line, Files], Row]
READERS: list[tuple[type[models.Model], tuple[str, ...], str, Reader]] = [
    (Bassin, ("code",), "territory/bassins.csv", territory.bassin),
    (Commune, ("code",), "territory/communes.csv", territory.commune),
    (PostalCode, ("code", "commune"), "territory/postal_codes.csv", territory.postal_code),
    (Sector, ("code",), "territory/sectors.csv", territory.sector),
    (Neighbourhood, ("name_fr", "commune"), "territory/neighbourhoods.csv", territory.neighbourhood),
    (ThemeGroup, ("code",), "codes/theme_groups.csv", lists.code),
    (Theme, ("code",), "codes/themes.csv", lists.theme),
    (Stage, ("code",), "programme/stages.csv", lists.stage),
    (Audience, ("code",), "codes/audiences.csv", lists.code),
    (Mode, ("code",), "codes/modes.csv", lists.mode),
    (Access, ("code",), "codes/access.csv", lists.access),
    (Language, ("code",), "codes/languages.csv", lists.language),
    (Role, ("code",), "codes/roles.csv", lists.role),
    (Category, ("code",), "actors/actor_categories.csv", lists.category),
    (Authority, ("code",), "actors/accreditation_authorities.csv", lists.authority),
    (HelpLine, ("number",), "actors/help_lines.csv", lists.help_line),
    (Programme, ("code",), "programme/programmes.csv", lists.code),
    (Prestation, ("code",), "programme/prestations.csv", rules.prestation),
    (PrestationRule, ("prestation", "starts_on"), "programme/prestations.csv", rules.prestation_rule),
    (Scenario, ("code",), "programme/scenarios.csv", lists.code),
    (CategoryMapping, ("source", "match_on", "value"), "regional/social_brussels_mapping.csv", rules.mapping),
]
