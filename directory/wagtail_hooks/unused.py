"""What the log of the administration says of an account that closed by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from directory.actions.unused import LOGGED


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(LOGGED, _("Closed unused"), _("Closed by itself: nobody had logged in for a year"))
