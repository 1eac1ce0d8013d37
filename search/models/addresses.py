"""The address file of the Region, loaded beside the old one: a set has a number, and one row says which is answered
from. `search.importers` alone writes it; these are public addresses, nobody's in particular."""

from __future__ import annotations

from django.db import models


class AddressState(models.Model):
    """One row. `current` is the set that look-ups read (0: none); `last` the highest number given to one."""

    current = models.IntegerField(default=0)
    last = models.IntegerField(default=0)
    addresses = models.IntegerField(default=0)  # in the current set


class Street(models.Model):
    """A street of one set, as far as it lies in one postal code, commune and bassin."""

    id = models.BigIntegerField(primary_key=True)  # set and place in it: known before it is written
    set_number = models.IntegerField(db_index=True)
    keys = models.CharField(max_length=500)  # its names without accents, spaces and small words; a space between two
    name_fr = models.CharField(max_length=150)
    name_nl = models.CharField(max_length=150)
    postal_code = models.CharField(max_length=4)
    nis = models.CharField(max_length=5)
    commune_fr = models.CharField(max_length=80)
    commune_nl = models.CharField(max_length=80)
    bassin = models.CharField(max_length=20)
    to_check = models.BooleanField()


class Address(models.Model):
    """A door or a box. Number and box are folded: « 16a », « 2eet »; the set is that of its street."""

    street_id = models.BigIntegerField()
    number = models.CharField(max_length=20)
    box = models.CharField(max_length=20)
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["street_id", "number"], name="address_door")]
