"""The right to fill a new index: one rebuild has it at a time, and says again and again that it is alive."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from types import TracebackType
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from search.models import State

ALIVE = timedelta(minutes=2)  # a rebuild that has not said so for so long was killed
EACH = 10.0  # seconds: how often one that waits for the cluster says so
T = TypeVar("T")


class Busy(Exception):
    """Another rebuild is under way."""


class Lost(Busy):
    """We were taken for dead, and another rebuild began."""


class Lease:
    """Carries the name of the index that is being filled; one that ran out never comes back.

    Requests are waited for in threads and the lease is renewed here, on the connection that everything else uses.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def filling(self) -> str:
        """An alias to write through: what is written under a name that is gone would make an index of any shape."""
        return f"{self.name}-filling"

    def __enter__(self) -> Lease:
        State.objects.get_or_create(pk=1)
        now = timezone.now()
        free = State.objects.filter(pk=1).exclude(publishing_until__gt=now)
        if not free.update(publishing_until=now + ALIVE, publishing_name=self.name, index_owed=True):
            raise Busy
        return self

    def __exit__(self, _kind: type[BaseException] | None, _it: BaseException | None, _at: TracebackType | None) -> None:
        State.objects.filter(pk=1, publishing_name=self.name).update(publishing_until=None)

    def renew(self) -> None:
        if not self._ours().update(publishing_until=timezone.now() + ALIVE):
            raise Lost

    def settle(self) -> None:
        """The index has taken its place: none is owed any more."""
        if not self._ours().update(index_owed=False):
            raise Lost

    def ask(self, request: Callable[..., T], **how: Any) -> T:
        with ThreadPoolExecutor(1) as thread:
            return self.wait_for(thread.submit(request, **how))

    def wait_for(self, asked: Future[T]) -> T:
        while not wait([asked], timeout=EACH).done:
            self.renew()
        return asked.result()

    def _ours(self) -> QuerySet[State]:
        return State.objects.filter(pk=1, publishing_name=self.name, publishing_until__gt=timezone.now())
