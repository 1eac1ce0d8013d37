"""Three real nodes, one of which loses its power while people search."""

import socket
import subprocess
import sys
import time

import pytest

from search.engines import answer, cluster
from search.index import publishing
from search.models import Row, Waiting
from search.question import Question
from tests.factories import ServiceFactory
from tests.search.world import World
from tests.test_style import ROOT

# Three nodes of a cluster: which database stands behind makes no difference.
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]
TOOL = ROOT / "tooling" / "elasticsearch" / "cluster.py"
NODES = 3


def free_port():
    """The first of three; each node also takes the one a hundred further on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def tool(*arguments):
    return subprocess.run([sys.executable, TOOL, *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def nodes(elasticsearch, settings, monkeypatch, tmp_path):
    """The addresses, and a way to cut the power of one."""
    folder = tmp_path / "nodes"
    started = tool("start", str(folder), "--nodes", str(NODES), "--port", str(free_port()), "--heap", "256m")
    usual, settings.ELASTICSEARCH = settings.ELASTICSEARCH, {"hosts": started.split()}
    monkeypatch.setattr(cluster, "SLOW", 30.0)
    cluster.forget()
    yield lambda number: tool("kill", str(folder), "--node", str(number))
    tool("stop", str(folder))
    settings.ELASTICSEARCH = usual
    cluster.forget()


def until(happens, seconds=60):
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.2)


def test_a_node_that_loses_its_power_stops_no_search_and_loses_nothing(nodes):
    World(size=60)
    publishing.publish()
    cluster.writing().cluster.health(wait_for_status="green", timeout="60s")
    everything, seen = Row.objects.count(), []
    for number in range(150):  # some fifteen seconds, three times what the cluster rests after a failure
        if number == 30:
            nodes(2)
        seen.append(answer(Question()))
        time.sleep(0.1)
    assert {found.total for found in seen} == {everything}
    assert not all(found.stand_in for found in seen[30:]), "the two others answered too"

    service = ServiceFactory(name_fr="Cabinet Aurore")
    assert Waiting.objects.filter(pk=service.pk).exists()
    while publishing.follow():
        pass
    cluster.writing().indices.refresh(index=cluster.ALIAS)
    # A question that happens to try the dead node again is answered by the database: the next ones are not.
    until(lambda: not (found := answer(Question(words="aurore"))).stand_in and found.total == 1)
    assert publishing.drifted() == []
