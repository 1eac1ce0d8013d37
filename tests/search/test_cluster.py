"""A cluster is told of every write, made anew without an empty answer, compared, and done without when it fails."""

import json
import os
import subprocess
import sys
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from elastic_transport import Transport

from cms import doctor
from directory import actions
from search.engines import answer, choosing, cluster, from_cluster
from search.engines.breaker import FAILURES
from search.index import publishing
from search.index.lease import Lease
from search.jobs import Follower
from search.management.away import LATER
from search.models import Row, State, Waiting
from search.question import Question
from search.views.further import RESERVE
from tests.factories import ServiceFactory
from tests.search.fronts import answering
from tests.search.world import World

pytestmark = pytest.mark.django_db


def told(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def total(**asked):
    cluster.writing().indices.refresh(index=cluster.ALIAS)
    return from_cluster(Question(**asked)).total


# Following -----------------------------------------------------------------------------------------------------------


def test_what_is_saved_waits_until_the_cluster_was_told(elasticsearch):
    publishing.publish()
    service = ServiceFactory(name_fr="Cabinet Aurore")
    assert list(Waiting.objects.values_list("pk", flat=True)) == [service.pk]

    told("worker", "--once")

    assert not Waiting.objects.exists()
    assert total(words="aurore") == 1
    actions.save(service, {"name_fr": "Cabinet Zénith"}, by=None, via="admin")
    told("worker", "--once")
    assert (total(words="aurore"), total(words="zenith")) == (0, 1)


def test_a_cluster_that_holds_nothing_is_filled_by_the_worker(elasticsearch):
    Waiting.objects.all().delete()
    ServiceFactory(name_fr="Cabinet Aurore")
    told("worker", "--once")
    assert total(words="aurore") == 1


def test_who_is_listed_no_more_leaves_the_cluster(elasticsearch):
    service = ServiceFactory()
    publishing.publish()
    actions.save(service.organisation, {"status": "suspended"}, by=None, via="admin")
    told("worker", "--once")
    assert total() == 0


def test_who_is_written_again_while_the_cluster_is_told_waits_on(elasticsearch, monkeypatch):
    publishing.publish()
    service, write = ServiceFactory(), publishing._write

    def slow(changes, **where):
        write(changes, **where)
        Waiting.objects.filter(pk=service.pk).update(token=1)

    monkeypatch.setattr(publishing, "_write", slow)
    publishing.follow()
    assert Waiting.objects.filter(pk=service.pk).exists()


def test_without_a_cluster_nobody_waits():
    ServiceFactory()
    assert not Waiting.objects.exists()
    assert "cluster" not in told("check_search")


def test_a_cluster_is_asked_nothing_while_nobody_waits(elasticsearch, settings, monkeypatch):
    publishing.publish()
    asked, send, follower = [], Transport.perform_request, Follower()
    monkeypatch.setattr(Transport, "perform_request", lambda *given, **more: asked.append(1) or send(*given, **more))

    def requests():
        asked.clear()
        follower.often()
        return len(asked)

    assert requests() == 1, "at the start: is our index there?"
    assert requests() == 1, "and what everybody asks first"
    assert requests() == 0
    ServiceFactory()
    assert requests() == 2
    assert requests() == 0

    there = settings.ELASTICSEARCH
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    cluster.forget()
    ServiceFactory()
    assert requests() == 1
    Waiting.objects.all().delete()
    assert requests() == 0, "not again at once"
    settings.ELASTICSEARCH, follower.until = there, 0
    cluster.forget()
    assert requests() == 1, "after a failure: is our index still there?"


WITHOUT = """
import sys, tempfile, pathlib, django
django.setup()
from django.test import Client
from django.urls import reverse
from tests import database
from tests.copying import copies
copies().open_copy(database.reference(), pathlib.Path(tempfile.mkdtemp(dir=sys.argv[1])))
print(Client().get(reverse("search:page"), {"q": "logement"}).status_code)
from search import jobs
jobs.Follower().often()
print([name for name in ("elasticsearch", "elastic_transport") if name in sys.modules])
"""


@pytest.mark.only_on("sqlite")
def test_without_a_cluster_nothing_of_its_library_is_loaded(tmp_path):
    known = {name: value for name, value in os.environ.items() if not name.startswith("ELASTICSEARCH")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WITHOUT, tmp_path],
        env=known | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split("\n")[:2] == ["200", "[]"], done.stderr


def test_a_save_does_not_wait_for_a_cluster_that_is_away(elasticsearch, settings):
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    cluster.forget()
    service = ServiceFactory()
    assert Waiting.objects.filter(pk=service.pk).exists()
    told("worker", "--once")
    assert Waiting.objects.filter(pk=service.pk).exists()


# Made anew -----------------------------------------------------------------------------------------------------------


def test_a_new_index_takes_the_place_of_the_old_one_which_is_removed(elasticsearch):
    ServiceFactory()
    first, second = publishing.publish(), publishing.publish()
    assert (first, second) == (1, 1)
    assert len(cluster.writing().indices.get(index=f"{cluster.ALIAS}-*")) == 1
    assert "1 services are in the cluster" in told("rebuild_search")


def test_what_is_saved_during_a_rebuild_is_told_afterwards(elasticsearch, monkeypatch):
    fill = publishing._fill

    def filled_then_saved(name, tick):
        count = fill(name, tick)
        ServiceFactory(name_fr="Cabinet Aurore")
        assert publishing.follow() == 0
        return count

    monkeypatch.setattr(publishing, "_fill", filled_then_saved)
    publishing.publish()
    told("worker", "--once")
    assert total(words="aurore") == 1


def test_a_rebuild_that_fails_leaves_the_old_index_and_no_other(elasticsearch, monkeypatch):
    ServiceFactory()
    publishing.publish()

    def refused(_name):
        raise cluster.Unwell("full")

    monkeypatch.setattr(publishing, "_serve", refused)
    with pytest.raises(CommandError):
        told("rebuild_search")
    assert total() == 1
    assert len(cluster.writing().indices.get(index=f"{cluster.ALIAS}-*")) == 1
    assert State.objects.get().publishing_until is None


def test_a_rebuild_without_its_cluster_is_taken_up_by_the_worker(elasticsearch, settings):
    service, there = ServiceFactory(name_fr="Cabinet Aurore"), settings.ELASTICSEARCH
    publishing.publish()
    actions.save(service, {"name_fr": "Cabinet Zénith"}, by=None, via="admin")
    Waiting.objects.all().delete()
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    cluster.forget()
    for command in ("rebuild_search", "check_search"):
        with pytest.raises(CommandError, match=r"the worker makes .* anew; .*manage.py rebuild_search") as refused:
            told(command)
        assert refused.value.returncode == LATER
    assert [found.state for found in doctor.search_cluster()] == ["look"]

    settings.ELASTICSEARCH = there
    cluster.forget()
    told("worker", "--once")
    assert (total(words="aurore"), total(words="zenith")) == (0, 1)
    assert "0 services whose document differs" in told("check_search")


def test_two_rebuilds_at_once_are_refused(elasticsearch):
    with Lease("another"), pytest.raises(CommandError, match="Another rebuild"):
        told("rebuild_search")


def test_searches_find_everything_during_rebuilds(elasticsearch, monkeypatch):
    World(size=40)
    publishing.publish()
    monkeypatch.setattr(publishing, "LINGERS", 0.5)
    expected, seen, done = Row.objects.count(), [], threading.Event()
    body = {"query": {"match_all": {}}, "track_total_hits": True, "size": 0}

    def search():
        while not done.is_set():
            seen.append(cluster.asking().search(index=cluster.ALIAS, **body)["hits"]["total"]["value"])

    searching = threading.Thread(target=search)
    searching.start()
    try:
        for _time in range(3):
            publishing.publish()
    finally:
        done.set()
        searching.join()
    assert set(seen) == {expected}


# Compared ------------------------------------------------------------------------------------------------------------


def test_three_hundred_drifts_are_found_and_repaired(elasticsearch):
    World(size=320)
    publishing.publish()
    told("worker", "--once")
    ids = sorted(Row.objects.values_list("pk", flat=True))[:300]
    gone, changed, stray = ids[:100], ids[100:200], range(500_000, 500_100)
    client = cluster.writing()
    drift = [{"delete": {"_id": pk}} for pk in gone]
    for pk in [*changed, *stray]:
        drift += [{"index": {"_id": pk}}, {"id": pk, "content": "spoilt", "is": ["listed"]}]
    client.bulk(index=cluster.ALIAS, operations=drift, refresh=True)

    assert publishing.drifted() == [*gone, *changed, *stray]
    with pytest.raises(CommandError):
        told("check_search")
    assert "300 services whose document differs" in told("check_search", "--repair")
    assert "0 services whose document differs" in told("check_search")
    assert total() == Row.objects.count()


def test_a_row_that_is_missing_is_found_and_written_again():
    service = ServiceFactory()
    Row.objects.all().delete()
    with pytest.raises(CommandError):
        told("check_search")
    assert f"1 services whose row differs: {service.pk}" in told("check_search", "--repair")
    assert "0 services whose row differs" in told("check_search")


# Never down ----------------------------------------------------------------------------------------------------------


ASKED = 3  # parts of a question without a facet
HALF = json.dumps(
    {"took": 1, "responses": [{"timed_out": False, "_shards": {"failed": 1}, "hits": {}}] * ASKED}
).encode()
UNPLACED = HALF.replace(
    b'"failed": 1}, "hits": {}', b'"failed": 0}, "hits": {"total": {"value": 1}, "hits": [{"sort": []}]}'
)
FAILING = {
    "another web server": {"body": b"<h1>It works</h1>", "kind": "text/html", "product": False},
    "an error": {"status": 500, "body": b'{"error":"no"}'},
    "a wrong key": {"status": 401, "body": b'{"error":"security_exception"}'},
    "no index": {"status": 404, "body": b'{"error":{"type":"index_not_found_exception"},"status":404}'},
    "rubbish": {"body": b"\x00\xff not json"},
    "another JSON": {"body": b"[1,2]"},
    "too few replies": {"body": b'{"responses":[]}'},
    "half an index": {"body": HALF},
    "replies without hits": {"body": HALF.replace(b": 1}", b": 0}")},
    "hits without a place": {"body": UNPLACED},
}


@pytest.mark.parametrize("how", FAILING)
def test_a_cluster_that_fails_is_replaced_by_the_database(pointing, client, how):
    ServiceFactory(name_fr="Cabinet Aurore")
    with answering(**FAILING[how]) as address:
        pointing(address)
        found = answer(Question(words="aurore"))
        assert (found.total, found.stand_in) == (1, True)
        page = client.get(reverse("search:page"), {"theme": "housing"})
        assert page.status_code == 200
        assert "depuis sa réserve" in page.content.decode()


def test_what_the_reserve_answers_says_so_to_people_and_programs(pointing, client):
    woman = {"where": "place", "place": "1080", "stage": "pregnant_4_6"}

    def told():
        compass = client.post(reverse("search:boussole"), woman).content.decode()
        return "depuis sa réserve" in compass, RESERVE in client.get(reverse("search_api:api")).headers

    assert told() == (False, False)
    pointing("http://127.0.0.1:9")
    assert told() == (True, True)


def test_a_closed_port_is_replaced_by_the_database(pointing):
    ServiceFactory()
    pointing("http://127.0.0.1:9")
    found = answer(Question())
    assert (found.total, found.stand_in) == (1, True)


def test_a_cluster_that_hangs_is_given_up_in_time_and_then_left_alone(pointing, monkeypatch):
    ServiceFactory()
    monkeypatch.setattr(cluster, "BUDGET", 0.2)
    with answering(wait=1.0) as address:
        pointing(address)
        for _time in range(FAILURES):
            assert answer(Question()).stand_in
        asked = []
        monkeypatch.setattr(choosing, "from_cluster", lambda *_: asked.append(1))
        assert answer(Question()).stand_in
        assert asked == []


def test_an_answer_that_comes_slowly_is_given_but_counts_as_a_failure(elasticsearch, monkeypatch):
    ServiceFactory()
    publishing.publish()
    monkeypatch.setattr(cluster, "SLOW", 0.0)
    answers = [answer(Question()) for _time in range(FAILURES + 1)]
    assert [found.stand_in for found in answers] == [False] * FAILURES + [True]


def test_what_was_asked_is_not_written_in_the_log(pointing, client, caplog):
    echo = b'{"error":{"type":"parsing_exception","reason":"violence conjugale"},"status":400}'
    with answering(status=400, body=echo) as address:
        pointing(address)
        client.post(reverse("search:page"), {"q": "violence conjugale"})
    assert "did not answer (BadRequestError 400)" in caplog.text
    assert "conjugale" not in caplog.text


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("another web server", "no Elasticsearch"),
        ("a wrong key", "ELASTICSEARCH_API_KEY"),
        ("an error", "answered 500"),
    ],
)
def test_an_operator_is_told_which_variable_to_look_at(pointing, how, says):
    with answering(**FAILING[how]) as address:
        pointing(address)
        with pytest.raises(CommandError, match=says):
            told("rebuild_search")


def test_a_closed_port_is_explained_once_and_in_one_sentence(pointing, client, caplog):
    """Without the library's pages of traces before it, and errors within errors in it."""
    pointing("http://127.0.0.1:9")
    with pytest.raises(CommandError) as refusal:
        told("rebuild_search")
    says = "The cluster cannot be reached: [Errno 111] Connection refused. Look at ELASTICSEARCH_URL, and whether it "
    assert str(refusal.value).startswith(says)
    client.get(reverse("search:page"), {"q": "aurore"})
    assert [record.getMessage() for record in caplog.records] == ["The cluster did not answer (ConnectionError)."]
