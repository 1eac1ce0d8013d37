"""When a cluster has failed several times it is left alone for a while; then one question at a time tries it again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES, PAUSE = 3, 5.0  # in a row; seconds


class Breaker:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failures, self._until, self._trying = 0, 0.0, False

    def closed(self) -> bool:
        """May it be asked? Once the pause is over, yes to one caller, who must then say how it went."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._trying or self._clock() < self._until:
                return False
            self._trying = True
            return True

    def nothing_learnt(self) -> None:
        """What was asked, or who asked it, was at fault: somebody else may try."""
        with self._lock:
            self._trying = False

    def well(self) -> None:
        with self._lock:
            self._failures, self._trying = 0, False

    def badly(self) -> None:
        with self._lock:
            self._failures += 1
            self._until, self._trying = self._clock() + PAUSE, False

    @property
    def resting(self) -> bool:
        return self._failures >= FAILURES
