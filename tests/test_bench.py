"""What the benchmarks count is what they say they count."""

import json
import socket
import threading
import time

import pytest

from bench import __main__ as bench
from bench import growth, outage, stand_ins
from search.engines import answer, choosing, cluster
from search.question import Question


@pytest.fixture
def watched(tmp_path, monkeypatch):
    monkeypatch.setattr(choosing, "from_database", choosing.from_database)
    monkeypatch.setattr(choosing, "breaker", choosing.Breaker())
    stand_ins.watch(tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_answers_of_the_database_in_place_of_the_cluster_are_counted(watched, settings):
    settings.ELASTICSEARCH = {"hosts": []}
    answer(Question())
    assert stand_ins.seen(watched) == 0

    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:1"]}
    cluster.forget()
    answers = [answer(Question()) for _time in range(5)]
    cluster.forget()

    assert all(found.stand_in for found in answers)
    assert stand_ins.seen(watched) == len(answers)


def test_the_figures_of_a_size_stand_beside_those_of_the_size_before(tmp_path, capsys):
    folders = {size: tmp_path / str(size) for size in (1_000_000, 100_000)}
    for size, milliseconds in ((100_000, 4.0), (1_000_000, 10.0)):
        folders[size].mkdir()
        growth.remember(folders[size], {"engine: a word": milliseconds, f"only {size}": 1.0})

    growth.compare(folders)

    said = capsys.readouterr().out
    assert "1,000,000 beside 100,000" in said
    assert "2.5 ×" in said
    assert "≤ 2 MISSED" in said
    assert "only" not in said


def test_figures_of_a_run_before_are_not_compared(tmp_path, capsys):
    growth.remember(tmp_path, {"engine: a word": 1.0})
    growth.forget(tmp_path)
    growth.compare({1: tmp_path, 2: tmp_path})

    assert "left no figures" in capsys.readouterr().out


def test_a_part_that_fails_is_said_after_the_others(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    monkeypatch.setattr(bench, "run", lambda part, size, *_more, var: asked.append(size) or size != "5")
    monkeypatch.setattr("sys.argv", ["bench", "cluster", "--sizes", "5,6"])

    with pytest.raises(SystemExit, match="did not end well"):
        bench.main()
    assert asked == ["5", "6"]


REPLIES = {"took": 3, "responses": [{"hits": {"hits": [1]}, "_shards": {"failed": 0}}, {"_shards": {"failed": 0}}]}


@pytest.fixture
def gate(monkeypatch):
    opened = outage.Gate("http://127.0.0.1:1")
    monkeypatch.setattr(opened, "passed_on", lambda *_asked: (200, json.dumps(REPLIES).encode()))
    yield opened
    opened.close()


def replies(gate, way):
    gate.way = way
    status, found = gate.answer("POST", "/maillage-services/_msearch?typed_keys=true", {}, b"")
    assert status == 200
    return json.loads(found)["responses"]


def test_half_an_index_answers_each_question_and_says_that_a_part_failed(gate):
    assert [reply["_shards"]["failed"] for reply in replies(gate, "half an index")] == [1, 1]
    assert replies(gate, "half an index")[0]["hits"] == {"hits": [1]}


def test_empty_replies_are_as_many_as_the_questions(gate):
    assert replies(gate, "empty replies") == [{}, {}]
    assert replies(gate, "") == REPLIES["responses"]


@pytest.fixture
def short():
    """A site whose answers end before they are whole."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    client, _who = server.accept()
                except OSError:
                    return
                client.recv(9000)
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")
                client.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        server.shutdown(socket.SHUT_RDWR)


def test_an_answer_that_ends_too_early_is_none(short):
    seen = outage.Seen()
    seen.ask(short)

    assert seen.times == [None]
    assert len(seen.failed) == 1


def test_a_site_that_does_not_answer_is_not_back(monkeypatch, short):
    monkeypatch.setattr(outage, "WATCHED", 0.2)
    monkeypatch.setattr(outage, "PATIENCE", 0.5)
    begun = time.perf_counter()

    back = outage.until_back([short])

    assert 0 < back <= time.perf_counter() - begun
