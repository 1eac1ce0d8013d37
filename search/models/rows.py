"""The search row of each listed service, over narrow tables: a rebuildable copy that `search.index` alone writes.

What can be chosen by code, and every yes or no, is a bitmap over the ids of the services (`Bits`): filters are bitwise
operations, counts are population counts. What is compared stands in `Row`. Nothing here was computed from « today ».
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

NEVER, ALWAYS = 0, 9_999_999  # days as ordinals


class State(models.Model):
    """One row. `token` is drawn anew at each write: a process that knows it knows what `Bits` held (a counter would
    come back to the same number after a rollback)."""

    token = models.BigIntegerField(default=0)
    written_at = models.DateTimeField(db_default=Now())
    publishing_until = models.DateTimeField(null=True)  # a new index is being filled; said again as long as it is
    publishing_name = models.CharField(max_length=80, default="")  # which one, or which was the last
    index_owed = models.BooleanField(default=False)  # one was begun and did not take its place yet


class Row(models.Model):
    """What hits are ordered and filtered by. A confidential site stands at the centre of its bassin, here too."""

    service_id = models.IntegerField(
        primary_key=True
    )  # not a big one: SQLite then keeps no second key beside the row's
    organisation_id = models.BigIntegerField()
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    z = models.FloatField(null=True)
    approximate = models.BooleanField()
    confirmed_on = models.IntegerField()
    room_said_on = models.IntegerField()
    answers = models.SmallIntegerField()
    shuffle = models.IntegerField()
    name_fr = models.CharField(
        max_length=80
    )  # folded, for sorting: what a French page shows, a Dutch one, an English one
    name_nl = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["lat", "lon", "x", "y", "z"], name="row_place")]


class Bits(models.Model):
    """For one value (« theme:housing », « is:listed ») and 8,192 services, one bit a service: does it hold?"""

    SPAN = 8192

    pk = models.CompositePrimaryKey("chunk", "key")
    chunk = models.IntegerField()
    key = models.CharField(max_length=80)
    bits = models.BinaryField()


class Span(models.Model):
    """Days (ordinals, both included) on which a service has a prestation or role; screening needs a convention too."""

    pk = models.CompositePrimaryKey("service_id", "key", "starts", "ends")
    service_id = models.BigIntegerField()
    key = models.CharField(max_length=80)
    starts = models.IntegerField()
    ends = models.IntegerField()


class Hours(models.Model):
    """A weekly range, in minutes since midnight of its weekday; `closes` may pass midnight."""

    pk = models.CompositePrimaryKey("service_id", "weekday", "opens", "closes", "kind")
    service_id = models.BigIntegerField()
    weekday = models.SmallIntegerField()
    opens = models.IntegerField()
    closes = models.IntegerField()
    kind = models.CharField(max_length=11)

    class Meta:
        indexes = [models.Index(fields=["weekday", "opens", "closes", "service_id"], name="hours_open")]


class Exceptional(models.Model):
    """Days on which no weekly range begins; `opens` is empty when the service is closed."""

    service_id = models.BigIntegerField(db_index=True)
    starts_on = models.IntegerField()
    ends_on = models.IntegerField()
    opens = models.IntegerField(null=True)
    closes = models.IntegerField(null=True)
    kind = models.CharField(max_length=11)

    class Meta:
        indexes = [models.Index(fields=["ends_on", "starts_on", "service_id"], name="exceptional_days")]


class Tokens(models.Model):
    """What is searched in. SQLite's FTS5 table `search_found` holds the same and needs the old text to forget it."""

    service_id = models.IntegerField(primary_key=True)
    tokens = models.TextField()


class Word(models.Model):
    """A word that some card uses: folded, as people write it, and backwards (for errors in the first half)."""

    word = models.CharField(max_length=40, primary_key=True)
    shown = models.CharField(max_length=40)
    mirrored = models.CharField(max_length=40, db_index=True)


class Waiting(models.Model):
    """A service whose row was written since the cluster was last told. `token` is that of the last write."""

    service_id = models.IntegerField(primary_key=True)
    token = models.BigIntegerField()
    since = models.DateTimeField(default=timezone.now)  # the first write
