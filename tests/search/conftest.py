"""A real Elasticsearch for the tests that ask one: `make test` starts it and says where in TEST_ELASTICSEARCH.

And a server that answers as a Nominatim does.
"""

import os
from ipaddress import ip_network

import pytest

from search.engines import choosing, cluster, from_cluster, from_database
from search.geocoding import gazetteer, nominatim
from search.index import publishing
from tests.search.map_server import serving


@pytest.fixture
def elasticsearch(settings, monkeypatch, worker_id):
    """A cluster with an index of this test's own, empty until something is published."""
    address = os.environ.get("TEST_ELASTICSEARCH", "")
    if not address:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Elasticsearch: run make test")
    settings.ELASTICSEARCH = {"hosts": address.split(",")}
    monkeypatch.setattr(cluster, "ALIAS", f"test-{worker_id}")
    monkeypatch.setattr(cluster, "BUDGET", 30.0)  # a busy machine is no failure here
    monkeypatch.setattr(publishing, "LINGERS", 0)
    monkeypatch.setattr(choosing, "breaker", choosing.Breaker())
    cluster.forget()
    yield cluster
    settings.ELASTICSEARCH = {"hosts": address.split(",")}
    cluster.forget()
    for index in cluster.writing().indices.get(index=f"{cluster.ALIAS}-*", features="aliases"):
        cluster.writing().indices.delete(index=index)
    cluster.forget()


@pytest.fixture(params=["database", "cluster"])
def ask(request):
    """The same question put to each engine, over what was written before."""
    if request.param == "database":
        return from_database
    request.getfixturevalue("elasticsearch")
    published = []

    def asked(question, **how):
        if not published:
            published.append(publishing.publish())
        return from_cluster(question, **how)

    return asked


@pytest.fixture(params=["database", "cluster"])
def ask_engine(request, monkeypatch):
    """Pages and JSON are answered by this engine, from the moment it is called, and by no other."""
    if request.param == "database":
        return lambda: None
    request.getfixturevalue("elasticsearch")
    monkeypatch.setattr(cluster, "SLOW", 30.0)
    monkeypatch.setattr(choosing, "from_database", _no_stand_in)
    return publishing.publish


def _no_stand_in(*_asked, **_how):
    pytest.fail("the database stood in for the cluster")


@pytest.fixture
def server(settings):
    with serving() as mine:
        settings.NOMINATIM = {"url": mine.url, "internal": (ip_network("127.0.0.1/32"),)}
        gazetteer.forget()
        nominatim.forget()
        yield mine
        nominatim.forget()
        gazetteer.forget()


@pytest.fixture
def at_once(monkeypatch):
    """Where it is not about whose turn it is."""
    monkeypatch.setattr(nominatim, "BETWEEN", 0.0)


@pytest.fixture
def pointing(settings, monkeypatch):
    """Search asks what is said here instead of a cluster."""
    monkeypatch.setattr(choosing, "breaker", choosing.Breaker())

    def point(address):
        settings.ELASTICSEARCH = {"hosts": [address]}
        cluster.forget()

    yield point
    cluster.forget()
