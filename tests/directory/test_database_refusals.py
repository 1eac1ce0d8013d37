"""What the database refuses is told by the rule that it breaks: PostgreSQL's own words repeat the row."""

import logging
import sys
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from cms.logs import Formatter
from directory import actions
from directory.actions import turns
from directory.actions.turns import one_writer
from directory.actions.writing import why_refused
from directory.models import Organisation, Service
from tests.factories import OrganisationFactory, ServiceFactory

SECRET = "Foyer de la rue Reyers 70"


@pytest.fixture
def refusal(db):
    """The error of a row that contradicts itself."""
    service = ServiceFactory(name_fr=SECRET)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Service.objects.filter(pk=service.pk).update(rhythm_months=7)
    return refused.value


def test_the_rule_is_told_and_nothing_of_the_row(refusal):
    assert "rhythm" in why_refused(refusal)
    assert SECRET not in why_refused(refusal)
    assert "DETAIL" not in why_refused(refusal)
    assert "_" not in why_refused(refusal)


def test_so_it_is_when_a_person_saves(db):
    with pytest.raises(ValidationError) as refused:
        actions.save(ServiceFactory(name_fr=SECRET), {"room": "full"}, by=None, via="admin")
    assert "full says until when" in str(refused.value)
    assert SECRET not in str(refused.value)


def test_a_value_that_must_be_there_is_told_by_its_column(db):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Organisation.objects.filter(pk=OrganisationFactory().pk).update(code=None)
    assert why_refused(refused.value).endswith("code")


def test_other_refusals_are_told_without_the_value():
    told = why_refused(DatabaseError(f"invalid input: {SECRET}"))
    assert "nature" in told
    assert SECRET not in told
    assert SECRET not in why_refused(DatabaseError(f"invalid input: {SECRET}"))


def test_the_log_keeps_the_rule_and_nothing_of_the_row(refusal):
    try:
        raise RuntimeError("while saving") from refusal
    except RuntimeError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Error", (), sys.exc_info())
    said = Formatter("{message}", style="{").format(record)
    assert "while saving" in said
    assert "rhythm" in said
    assert SECRET not in said


@pytest.mark.django_db(transaction=True)
def test_a_second_writer_waits_for_the_first():
    """What it read would be out of date, and a Change could become visible after one that has a higher number."""
    service, done = ServiceFactory(), []
    began = threading.Event()

    def write():
        try:
            began.set()
            actions.save(Service.objects.get(pk=service.pk), {"name_fr": "Second"}, by=None, via="admin")
            done.append("second")
        finally:
            connection.close()

    with one_writer():
        other = threading.Thread(target=write)
        other.start()
        began.wait()
        other.join(0.5)
        actions.save(service, {"name_fr": "Premier"}, by=None, via="admin")
        done.append("first")
    other.join(30)

    assert done == ["first", "second"]
    assert Service.objects.get(pk=service.pk).name_fr == "Second"


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_a_writer_that_never_ends_is_not_waited_for_without_end(monkeypatch):
    monkeypatch.setattr(turns, "TURN", turns.TURN.replace("20s", "50ms"))
    service, refused = ServiceFactory(), []

    def write():
        try:
            actions.save(service, {"name_fr": "Second"}, by=None, via="admin")
        except OperationalError as error:
            refused.append(error)
        finally:
            connection.close()

    with one_writer():
        other = threading.Thread(target=write)
        other.start()
        other.join(30)
    assert "lock timeout" in str(refused[0])
