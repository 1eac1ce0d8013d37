"""Whatever ELASTICSEARCH_URL, _API_KEY and _CA name: search answers, and the operator reads which one to look at."""

import http.server
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms import doctor, environment
from search.engines import answer, cluster
from search.question import Question
from tests.factories import ServiceFactory
from tests.search.fronts import LAST_YEAR, Authority, front
from tests.test_style import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aurore")]
HERE, KEY = "IP:127.0.0.1", "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw=="
WRONG = "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6d3Jvbmc="


@pytest.fixture
def authority(tmp_path):
    if not shutil.which("openssl"):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no openssl: apt install openssl")
    return Authority(tmp_path / "authority")


@pytest.fixture
def behind(elasticsearch, settings):
    """The address of the real server, which answers at once when asked as it should be."""
    return settings.ELASTICSEARCH["hosts"][0]


@pytest.fixture
def pointed(settings, monkeypatch):
    """The three variables, read as at the start."""
    names = ("ELASTICSEARCH_URL", "ELASTICSEARCH_API_KEY", "ELASTICSEARCH_CA")

    def point(*values):
        for name, value in zip(names, values, strict=False):
            monkeypatch.setenv(name, str(value))
        settings.ELASTICSEARCH = environment.cluster(*names)
        cluster.forget()

    yield point
    cluster.forget()


@pytest.fixture
def aurore():
    return ServiceFactory(name_fr="Cabinet Aurore")


def told(command):
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def diagnosis():
    return " ".join(f"{found.state} {found.says}" for found in doctor.search_cluster())


def assert_search_goes_on_and_says(client, sentence):
    found = answer(Question(words="aurore"))
    assert (found.total, found.stand_in) == (1, True)
    page = client.get(reverse("search:page"), {"q": "aurore"})
    assert (page.status_code, "Cabinet Aurore" in page.content.decode()) == (200, True)
    assert sentence in diagnosis()
    with pytest.raises(CommandError) as refused:
        told("rebuild_search")
    assert sentence in str(refused.value)


def test_a_cluster_behind_tls_and_a_key_answers(behind, pointed, authority):
    with front(behind, authority.signs(HERE), KEY) as address:
        pointed(address, KEY, authority.certificate)
        assert "1 services are in the cluster" in told("rebuild_search")
        found = answer(Question(words="aurore"))
        assert (found.total, found.stand_in) == (1, False)
        assert diagnosis() == "ok The cluster answers and has our index."


@pytest.mark.parametrize("wrong", [{"until": LAST_YEAR}, {"name": "DNS:search.example"}], ids=["expired", "name"])
def test_a_certificate_expired_or_of_another_name_is_not_believed(behind, pointed, authority, client, wrong):
    with front(behind, authority.signs(**{"name": HERE} | wrong)) as address:
        pointed(address, "", authority.certificate)
        assert_search_goes_on_and_says(client, "ELASTICSEARCH_CA")


def test_a_certificate_of_another_authority_is_not_believed(behind, pointed, authority, client):
    with front(behind, Authority(authority.folder / "another").signs(HERE)) as address:
        pointed(address, "", authority.certificate)
        assert_search_goes_on_and_says(client, "ELASTICSEARCH_CA")
        pointed(address, "", "")
        assert_search_goes_on_and_says(client, "ELASTICSEARCH_CA")


def test_a_key_that_is_wrong_or_missing_is_named(behind, pointed, authority, client):
    with front(behind, authority.signs(HERE), KEY) as address:
        pointed(address, WRONG, authority.certificate)
        assert_search_goes_on_and_says(client, "ELASTICSEARCH_API_KEY")
        assert WRONG not in diagnosis()
        pointed(address, "", authority.certificate)
        assert_search_goes_on_and_says(client, "ELASTICSEARCH_API_KEY")


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("key", ["aGlkZGVu€", "aGlk\nZGVu"], ids=["euro", "two lines"])
@pytest.mark.parametrize("command", ["doctor", "worker"])
def test_a_key_that_cannot_be_sent_is_named_and_not_shown(key, command):
    spoilt = {"ELASTICSEARCH_URL": "http://127.0.0.1:9", "ELASTICSEARCH_API_KEY": key, "SECRET_KEY": "x"}
    found = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env=os.environ | spoilt | {"DJANGO_SETTINGS_MODULE": "cms.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.returncode == 1
    assert found.stderr.count("\n") == 1
    assert found.stderr.startswith("ELASTICSEARCH_API_KEY holds")
    assert "ZGVu" not in found.stderr


def test_http_and_https_taken_for_each_other_are_named(behind, pointed, authority, client):
    pointed(behind.replace("http://", "https://"), "", authority.certificate)
    assert_search_goes_on_and_says(client, "ELASTICSEARCH_URL")
    with front(behind, authority.signs(HERE)) as address:
        pointed(address.replace("https://", "http://"), "", "")
        assert_search_goes_on_and_says(client, "ELASTICSEARCH_URL")


def test_another_web_server_is_no_cluster_without_an_index(pointed, client, tmp_path):
    """It answers 404 like a cluster that is empty."""
    files = partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path)
    files.func.log_message = lambda *_arguments: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), files) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pointed(f"http://127.0.0.1:{server.server_port}")
        assert_search_goes_on_and_says(client, "is no Elasticsearch")
        assert "run manage.py rebuild_search" not in diagnosis()
        server.shutdown()


def test_a_closed_port_is_named(pointed, client):
    pointed("http://127.0.0.1:9")
    assert_search_goes_on_and_says(client, "ELASTICSEARCH_URL, and whether it runs")
