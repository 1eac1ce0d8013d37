"""Each database constraint of the edited models as a sentence on a field: the rule itself lives in the database alone.

A test compares this table with the models' constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.actions.shape import Values

ENDS_FIRST = _("The end is before the beginning.")
TWICE = _("This row already stands above, with the same days.")
NAMELESS = _("Give a name in at least one language.")
BAD_HOURS = _("These hours are not a range: “until” comes after “from”, within one day.")

# Constraint → the field that carries the message, and the message.
SENTENCES: dict[str, tuple[str, Any]] = {
    "organisation_has_a_name": ("name_fr", NAMELESS),
    "enterprise_number_has_ten_digits": ("enterprise_number", _("An enterprise number has 10 digits.")),
    "service_has_a_name": ("name_fr", NAMELESS),
    "confidential_site_keeps_its_bassin_only": (
        "bassin_override",
        _("Choose the bassin of a confidential site by hand: nothing else is kept of where it is."),
    ),
    "site_point_is_whole": ("lat", _("A point has a latitude and a longitude.")),
    "site_point_is_in_belgium": (
        "lat",
        _("This point is not in Belgium: in Brussels latitude is near 50.85 and longitude near 4.35."),
    ),
    "full_says_until_when": ("room_until", _("Say until which day it is full.")),
    "room_says_its_day": ("room_said_on", _("Say on which day this was said.")),
    "requests_need_a_verified_mailbox": (
        "accepts_requests",
        _("On-line requests need a verified mailbox: a code mailed there, then a call."),
    ),
    "verified_mailbox_exists": ("mailbox", _("Which mailbox was verified?")),
    "rhythm_is_1_3_6_or_12": ("rhythm_months", _("Choose one of the rhythms.")),
    "service_not_its_own_successor": ("successor", _("A service cannot take over from itself.")),
    "phone_is_e164": ("value", _("This is not a telephone number.")),
    "short_number_is_digits": ("value", _("A short number has 3 to 6 digits.")),
    "web_is_http": ("value", _("A web address begins with https://.")),
    "mail_has_an_at": ("value", _("This is not an e-mail address.")),
    "weekday_is_0_to_6": ("weekday", _("Choose a day of the week.")),
    "hours_are_a_range": ("closes", BAD_HOURS),
    "exception_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "exception_is_closed_or_a_range": (
        "kind",
        _("Either closed (no kind, no hours), or a kind with both its hours."),
    ),
    "notice_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "notice_says_something": ("text_fr", _("Write the notice in at least one language.")),
    "bibconvention_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "inamiaccreditation_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "billingregistration_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "accreditation_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "serviceprestation_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "servicerole_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "service_states_a_prestation_once": ("prestation", TWICE),
    "service_states_a_role_once": ("role", TWICE),
    "prestation_rule_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "scenario_rule_ends_after_it_starts": ("ends_on", ENDS_FIRST),
    "helpline_has_a_number": ("phone", _("Give a telephone number or a short number.")),
}
# What no form can break: owners, codes and figures that are never typed.
BEYOND_FORMS = {
    "contact_of_one_owner",
    "hours_of_one_owner",
    "organisation_not_merged_into_itself",
    "organisation_code_is_eight_characters",
    "site_code_is_eight_characters",
    "service_code_is_eight_characters",
    "answer_share_is_a_percentage",
    # A list offers nothing else, and says so itself.
    "service_area_is_a_choice",
    "service_room_is_a_choice",
    "interpreter_is_a_choice",
    "mailbox_language_is_a_choice",
    "organisation_kind_is_a_choice",
    "organisation_status_is_a_choice",
    "mail_language_is_a_choice",
    "step_free_is_a_choice",
    "contact_kind_is_a_choice",
    "hours_kind_is_a_choice",
    "exception_kind_is_a_choice",
}


def broken_rules(row: models.Model) -> list[tuple[str, Any]]:
    """The fields and sentences of the constraints this row would break if it were saved."""
    found = []
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and constraint.name in SENTENCES:
            try:
                constraint.validate(type(row), row)
            except ValidationError:
                found.append(SENTENCES[constraint.name])
    return found


def repeated(model: type[models.Model], rows: Iterable[Values]) -> Iterator[tuple[int, str, Any]]:
    """Which of one owner's rows repeat an earlier one, by the model's unique constraints: place, field, sentence."""
    rules = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and c.name in SENTENCES]
    seen: set[tuple[Any, ...]] = set()
    for place, row in enumerate(rows):
        for rule in rules:
            key = rule.name, *(row.get(name) or None for name in _names(rule))
            if key in seen:
                yield place, *SENTENCES[rule.name]
            seen.add(key)


def _names(rule: models.UniqueConstraint) -> list[str]:
    """The fields it compares, those inside a function included."""
    parts = [part for whole in rule.expressions for part in (whole, *getattr(whole, "source_expressions", ()))]
    return [*rule.fields, *(cast("Any", part).name for part in parts if isinstance(part, models.F))]
