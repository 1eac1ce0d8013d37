"""Many at once: real connections, none of them waiting for its turn in Python."""

from contextlib import suppress

import pytest

from cms.models import Delivery, Subscription
from cms.newsletter import issuing, jobs, subscribing
from directory.models import Letter
from tests.cms.reading_news import make_issue, make_news, readers, send
from tests.cms.test_events_race import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_address_typed_by_many_at_once_is_one_subscription_and_one_mail():
    wishes = [subscribing.Wish("ann@example.org", "fr") for _each in range(AT_ONCE)]

    at_once(subscribing.ask, wishes)

    assert (Subscription.objects.count(), Letter.objects.count()) == (1, 1)


def test_pressed_by_many_and_queued_by_many_workers_everybody_gets_one_letter():
    readers(30)
    issue = make_issue(make_news())

    def press(_number):
        with suppress(issuing.Overtaken):
            send(issue)

    at_once(press, range(AT_ONCE))
    assert Delivery.objects.count() == 30

    for _turn in range(2):  # those who look at the same readers leave them to whoever was first
        at_once(lambda _number: jobs.queue_some(), range(3))
    assert Letter.objects.count() == 30
    assert Letter.objects.values("to").distinct().count() == 30
