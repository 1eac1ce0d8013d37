"""What `make` calls says clearly what is wrong before it does anything."""

import os
import socket
import subprocess
import sys

import pytest

from tests.test_style import ROOT


def tool(name, *arguments, **environment):
    return subprocess.run(
        [ROOT / "tooling" / name, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
    )


def test_a_taken_port_is_refused_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        refused = tool("port", str(port))

    assert refused.returncode == 1
    assert f"make run PORT={port + 1}" in refused.stderr
    assert tool("port", str(port)).returncode == 0


def test_a_python_is_found_by_name_or_said():
    assert "python" in tool("python").stdout

    nothing = tool("python", PATH="/usr/bin:/bin", PYTHON="no-such-python")
    assert nothing.returncode == 0 or "PYTHON=" in nothing.stderr


def test_the_chromium_somebody_names_is_taken_first(tmp_path):
    fake = tmp_path / "my-chromium"
    fake.write_text("#!/bin/sh\necho Chromium 1\n")
    fake.chmod(0o755)

    assert tool("chromium", CHROMIUM=str(fake)).stdout.strip() == str(fake)


def start_nodes(folder, port, nodes=1):
    """None of these comes as far as Elasticsearch itself."""
    command = [sys.executable, ROOT / "tooling" / "elasticsearch" / "cluster.py", "start", folder]
    return subprocess.run(
        [*command, "--port", str(port), "--nodes", str(nodes)], capture_output=True, text=True, check=False, timeout=20
    )


def needed(first):
    return [first + number + more for number in range(3) for more in (0, 100)]


def is_free(port):
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("further", [0, 1, 100, 102])
def test_a_port_that_a_node_needs_and_another_has_is_said_at_once(tmp_path, further):
    first = next(port for port in range(15_000, 30_000, 10) if all(map(is_free, needed(port))))
    taken = first + further
    with socket.create_server(("127.0.0.1", taken)):
        refused = start_nodes(tmp_path, first, nodes=3)

    assert refused.returncode == 1
    assert f"Port {taken} is taken" in refused.stderr
    assert "ES_PORT=" in refused.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("before", "now"), [(1, 3), (3, 1)])
def test_a_cluster_does_not_become_one_of_another_number_of_nodes(tmp_path, before, now):
    for number in range(before):
        (tmp_path / f"node-{number + 1}" / "data").mkdir(parents=True)

    refused = start_nodes(tmp_path, 9200, nodes=now)

    assert refused.returncode == 1
    assert f"holds a cluster of {before}, which cannot become one of {now}" in refused.stderr
    assert "make elasticsearch-stop" in refused.stderr
    assert f"delete {tmp_path}/node-*" in refused.stderr


def test_elasticsearch_is_started_by_a_python_that_is_there():
    command = ["make", "--dry-run", "--what-if=requirements/run.txt", "elasticsearch"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert said.index("tooling/environment run") < said.index("tooling/elasticsearch/start")
