"""A column with a list of choices holds one of them, whoever writes the row."""

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint

from directory.models import ContactPoint, HoursException, OpeningHours, Organisation, Service, Site
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
MODELS = (Organisation, Site, Service, ContactPoint, OpeningHours, HoursException)
COLUMNS = [
    (model, field)
    for model in MODELS
    for field in model._meta.concrete_fields
    if field.choices and isinstance(field, models.CharField)
]


def named(column):
    return f"{column[0].__name__}.{column[1].name}" if isinstance(column, tuple) else None


def held(model, field):
    """The values the database takes in this column."""
    lookups = (
        constraint.condition for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)
    )
    lists = [
        dict(each.children).get(f"{field.name}__in") for each in lookups if len(each.children) == 1 and _plain(each)
    ]
    return next((set(values) for values in lists if values is not None), None)


def _plain(condition):
    return isinstance(condition.children[0], tuple) and not condition.negated


@pytest.mark.parametrize("column", COLUMNS, ids=named)
def test_the_database_takes_what_the_list_offers_and_nothing_else(column):
    model, field = column
    offered = {value or "" for value, _label in field.choices} | ({""} if field.blank else set())

    assert held(model, field) == offered


@pytest.mark.parametrize(
    ("part", "field"), [("service", "area"), ("service", "interpreter"), ("organisation", "status")]
)
def test_another_value_is_refused_by_the_database_itself(part, field):
    service = ServiceFactory()
    record = service if part == "service" else service.organisation
    with pytest.raises(IntegrityError, match="is_a_choice"), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**{field: "zzz"})
