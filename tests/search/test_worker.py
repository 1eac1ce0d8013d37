"""The worker goes on, whatever a cluster answers and whatever becomes of a job."""

import pytest
from django.core.management import CommandError, call_command

from cms.management.commands import worker
from search import jobs
from search.engines import cluster, from_cluster
from search.index import publishing
from search.jobs import Follower
from search.models import Waiting
from search.question import Question
from tests.factories import ServiceFactory
from tests.search.fronts import answering

pytestmark = pytest.mark.django_db
NONSENSE = [b"{}", b"[]", b"null", b'{"items":null}', b'{"items":[{}]}', b'{"items":[]}', b'{"items":[{"index":7}]}']


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_in_answer_to_a_write_is_told_later(pointing, caplog, body):
    with answering(body=body) as address:
        pointing(address)
        service = ServiceFactory()
        follower = Follower()

        assert not follower.often()
        assert follower.failures == 1

    assert list(Waiting.objects.values_list("pk", flat=True)) == [service.pk]
    assert "The cluster could not be told" in caplog.text


@pytest.mark.parametrize("body", [b"{}", b"[]", b"null", b'{"aggregations":[]}', b'{"hits":{"hits":[{"fields":{}}]}}'])
def test_nonsense_in_answer_to_a_comparison_is_one_sentence(pointing, caplog, body):
    with answering(body=body) as address:
        pointing(address)
        Follower().nightly()
        with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
            call_command("check_search")

    assert "The cluster could not be compared" in caplog.text


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_in_answer_to_a_rebuild_is_one_sentence(pointing, body):
    ServiceFactory()
    with answering(body=body) as address:
        pointing(address)
        with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
            call_command("rebuild_search")

    assert publishing.owed()


def test_an_index_that_is_lost_while_nobody_saves_is_made_again_within_a_minute(elasticsearch):
    ServiceFactory()
    follower = Follower()
    while follower.often():
        pass
    cluster.writing().indices.delete(index=list(cluster.writing().indices.get(index=f"{cluster.ALIAS}-*")))

    follower.often()
    assert not publishing.published(), "not asked each second"
    follower.look_at -= jobs.AGAIN
    follower.often()
    assert publishing.published()


def _remembered():
    """How many replies the cluster had at hand."""
    stats = cluster.writing().indices.stats(index=cluster.ALIAS, metric="request_cache")
    return stats["_all"]["total"]["request_cache"]["hit_count"]


def test_what_everybody_asks_first_was_counted_before_anybody_asks(elasticsearch):
    """By another process than the one that answers: how many of what, and whether anybody takes requests."""
    ServiceFactory()
    follower = Follower()
    while follower.often():
        pass
    cluster.writing().indices.refresh(index=cluster.ALIAS)
    follower.rehearse_at -= jobs.SETTLED
    follower.often()
    known = _remembered()

    assert from_cluster(Question()).total == 1
    assert _remembered() == known + 2

    follower.often()
    assert _remembered() == known + 2, "not asked each second"
    follower.nightly()
    cluster.writing().indices.clear_cache(index=cluster.ALIAS, request=True)
    follower.often()  # another day, other counts
    from_cluster(Question())
    assert _remembered() == known + 4


def test_a_job_that_fails_in_any_way_ends_no_worker_and_is_tried_again_later(monkeypatch, caplog):
    tried, now = [], [100.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])

    def fails():
        tried.append(now[0])
        if len(tried) < 4:
            raise RuntimeError("Refuge Aurore")
        return True

    job = worker.Kept(fails)
    for _second in range(8):
        job()
        now[0] += 1

    assert tried == [100.0, 101.0, 103.0, 107.0], "after a second, two, four"
    assert caplog.text.count("RuntimeError") == 1
    assert "Aurore" not in caplog.text
    assert job() is True


def test_the_worker_goes_on_with_the_next_job(monkeypatch):
    done = []

    class Broken:
        def often(self):
            raise KeyError("items")

        def nightly(self):
            done.append("night")

    class Well(Broken):
        def often(self):
            done.append("often")

    monkeypatch.setattr(worker, "PACKAGES", [Broken, Well])
    call_command("worker", "--once")

    assert done == ["often"]
