"""The cluster that ELASTICSEARCH_URL names, where it names one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings

ALIAS = "maillage-services"
BUDGET = 1.0  # seconds: what comes later is not waited for
SLOW = 0.3  # seconds: what comes later is an answer, and counts as a failure


class Unwell(Exception):
    """The cluster answered, but not what was asked: a part failed, it makes no sense, or it came too late."""


class Misasked(Unwell):
    """It says that the question makes no sense, which is no illness of its own."""

    status_code = 400


def configured() -> bool:
    return bool(settings.ELASTICSEARCH["hosts"])


if TYPE_CHECKING:
    from search.engines.client import *  # noqa: F403  its `__all__`
else:

    def __getattr__(name: str) -> Any:
        """The rest at its first use: a process that has no cluster does without the library and its memory."""
        if name.startswith("_"):  # what Python itself looks for in a module
            raise AttributeError(name)
        return getattr(import_module("search.engines.client"), name)
