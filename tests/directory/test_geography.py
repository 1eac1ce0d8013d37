"""bassin_of: override, then sector, then postal code."""

import pytest

from directory.geography import bassin_of
from directory.models import Bassin, PostalCode, Sector

NORD, SUD, OUEST = (Bassin(pk=n, code=code) for n, code in enumerate(["nord", "sud", "centre-ouest"], start=1))
SURE = Sector(code="21015A00-", bassin=NORD)
INFERRED = Sector(code="21004C5MN", bassin=SUD, to_check=True)
WHOLE = PostalCode(code="1080", bassin=OUEST)
SPLIT = PostalCode(code="1000", bassin=OUEST, to_check=True)


@pytest.mark.parametrize(
    ("override", "sector", "postal_code", "expected"),
    [
        (None, None, None, (None, False)),
        (None, None, WHOLE, (OUEST, False)),
        (None, None, SPLIT, (OUEST, True)),
        (None, SURE, SPLIT, (NORD, False)),
        (None, INFERRED, WHOLE, (SUD, True)),
        (NORD, INFERRED, SPLIT, (NORD, False)),
        (NORD, None, None, (NORD, False)),
    ],
)
def test_the_surest_key_decides_and_unsure_ones_are_to_check(override, sector, postal_code, expected):
    assert bassin_of(override, sector, postal_code) == expected
