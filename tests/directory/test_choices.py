"""A column with a list of choices holds one of them, and a fact stands once, whoever writes the row."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
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


@pytest.mark.parametrize("until", [None, "2026-03-01"])
@pytest.mark.parametrize("kind", ["prestations", "roles"])
def test_the_same_fact_of_the_same_days_stands_once(kind, until):
    first = stated(ServiceFactory(screening=True), kind, until)
    with pytest.raises(IntegrityError), transaction.atomic():
        again(first)

    again(first, starts_on=date(2026, 1, 2))
    again(first, ends_on=date(2026, 3, 2))
    assert type(first).objects.filter(service=first.service).count() == 3


def test_facts_that_stood_twice_before_the_rule_are_kept_once():
    first = stated(ServiceFactory(screening=True), "roles", None)
    rule = next(c for c in type(first)._meta.constraints if isinstance(c, models.UniqueConstraint))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {rule.name}")
    again(first)

    import_module("directory.migrations.0006_facts_once").keep_the_first(apps, None)

    assert type(first).objects.get(service=first.service).pk == first.pk


def stated(service, kind, until):
    fact = getattr(service, kind).get()
    fact.starts_on, fact.ends_on = date(2026, 1, 1), until
    fact.save()
    return fact


def again(fact, **days):
    values = {f.attname: getattr(fact, f.attname) for f in fact._meta.concrete_fields if not f.primary_key}
    return type(fact).objects.create(**values | days)
