"""One rebuild at a time fills an index; one that was taken for dead spoils nothing, and what waits is never lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.utils import timezone

from directory import actions
from search.engines import cluster, from_cluster
from search.index import lease as leases
from search.index import publishing
from search.index.lease import Busy, Lease, Lost
from search.jobs import Follower
from search.models import State, Waiting
from search.question import Question
from tests.factories import ServiceFactory
from tests.search.fronts import busy

pytestmark = pytest.mark.django_db


def indexes():
    return sorted(cluster.writing().indices.get(index=f"{cluster.ALIAS}-*", features="aliases"))


def found(words):
    cluster.writing().indices.refresh(index=cluster.ALIAS)
    return from_cluster(Question(words=words)).total


def lapse():
    State.objects.update(publishing_until=timezone.now() - timedelta(seconds=1))


def during(monkeypatch, step, happens):
    """Once, in the middle of a rebuild."""
    usual = getattr(publishing, step)

    def step_and_more(*given):
        monkeypatch.setattr(publishing, step, usual)
        done = usual(*given)
        happens()
        return done

    monkeypatch.setattr(publishing, step, step_and_more)


def test_whoever_waits_for_the_cluster_says_that_it_is_alive(monkeypatch):
    monkeypatch.setattr(leases, "EACH", 0.01)
    with Lease("new") as lease:
        soon = timezone.now() + timedelta(seconds=5)
        State.objects.update(publishing_until=soon)
        assert lease.ask(lambda: time.sleep(0.1) or "done") == "done"
        assert State.objects.get().publishing_until > soon


def test_a_lease_that_ran_out_never_comes_back(monkeypatch):
    monkeypatch.setattr(leases, "EACH", 0.01)
    with Lease("old") as old:
        lapse()
        for late in (old.renew, old.settle, lambda: old.ask(lambda: time.sleep(0.1))):
            with pytest.raises(Lost):
                late()
        with Lease("new"), pytest.raises(Lost):
            old.renew()
    assert publishing.owed()


def test_one_that_was_taken_for_dead_ends_no_lease_but_its_own():
    old = Lease("old").__enter__()
    lapse()
    with Lease("new"):
        old.__exit__(None, None, None)
        with pytest.raises(Busy):
            Lease("third").__enter__()


def test_a_long_request_keeps_the_lease_through_all_steps(elasticsearch, monkeypatch):
    """Each request takes longer than a lease lasts."""
    ServiceFactory()
    submit = ThreadPoolExecutor.submit
    monkeypatch.setattr(leases, "EACH", 0.05)
    monkeypatch.setattr(leases, "ALIVE", timedelta(seconds=0.5))
    monkeypatch.setattr(
        ThreadPoolExecutor,
        "submit",
        lambda self, *how, **more: submit(self, lambda: time.sleep(1) or how[0](*how[1:], **more)),
    )
    assert publishing.publish() == 1
    assert len(indexes()) == 1


@pytest.mark.parametrize("step", ["_fill", "_serve"])
def test_of_two_rebuilds_the_one_that_was_taken_for_dead_gives_way(elasticsearch, monkeypatch, step):
    service = ServiceFactory(name_fr="Cabinet Aurore")
    publishing.publish()

    def another():
        lapse()
        actions.save(service, {"name_fr": "Cabinet Zénith"}, by=None, via="admin")
        assert publishing.follow() == 0, "told to the old index it would be lost"
        publishing.publish()

    during(monkeypatch, step, another)
    with pytest.raises((Lost, *cluster.FAULTS)):
        publishing.publish()

    assert len(indexes()) == 1
    assert (found("aurore"), found("zenith")) == (0, 1)
    assert not publishing.owed()
    assert publishing.follow() == 1


def test_the_first_to_finish_leaves_the_index_of_the_next(elasticsearch, monkeypatch):
    """Its lease has ended while it waits for the last questions to the old index."""
    ServiceFactory(name_fr="Cabinet Aurore")
    publishing.publish()
    cluster.writing().indices.create(index=f"{cluster.ALIAS}-next-old")

    def next_begins(_seconds):
        cluster.writing().indices.create(index=f"{cluster.ALIAS}-next")

    monkeypatch.setattr(publishing.time, "sleep", next_begins)
    publishing.publish()

    there = indexes()
    assert len(there) == 2
    assert f"{cluster.ALIAS}-next" in there
    assert f"{cluster.ALIAS}-next-old" not in there, "what a killed rebuild left is swept away"


def test_nothing_is_written_to_an_index_that_is_gone(elasticsearch):
    with pytest.raises(cluster.Unwell):
        publishing._write([{"_id": 1, "_source": {"id": 1}}], index=f"{cluster.ALIAS}-x-filling", require_alias=True)
    assert indexes() == []


def test_what_waits_while_an_index_is_owed_is_told_after_it_is_there(elasticsearch):
    publishing.publish()
    with Lease("killed"):
        service = ServiceFactory(name_fr="Cabinet Aurore")
        lapse()
        assert publishing.follow() == 0
        assert Waiting.objects.filter(pk=service.pk).exists()
        follower = Follower()
        while follower.often():
            pass
    assert not Waiting.objects.exists()
    assert found("aurore") == 1


def test_a_rebuild_may_begin_before_anything_was_ever_written(elasticsearch):
    State.objects.all().delete()
    assert publishing.publish() == 0


def test_a_field_that_the_mapping_does_not_know_is_refused(elasticsearch):
    publishing.publish()
    with pytest.raises(cluster.Unwell, match="refused"):
        publishing._write(
            [{"_id": 1, "_source": {"id": 1, "nickname": "Aurore"}}], index=cluster.ALIAS, require_alias=True
        )
    assert found("") == 0


def test_a_cluster_with_too_much_to_do_gets_everything_in_the_end(elasticsearch, settings, monkeypatch):
    services = [ServiceFactory().pk for _each in range(5)]
    behind = settings.ELASTICSEARCH["hosts"][0]
    monkeypatch.setitem(publishing.BULK, "initial_backoff", 0.05)
    with busy(behind, times=6) as (address, left):
        settings.ELASTICSEARCH = {"hosts": [address]}
        cluster.forget()
        assert publishing.publish() == 5
        assert left == [0]

        left[0], late = 6, ServiceFactory().pk
        while publishing.follow():
            pass
        assert left == [0]
        assert publishing.drifted() == []
        settings.ELASTICSEARCH = {"hosts": [behind]}
        cluster.forget()
    assert found("") == len([*services, late])
