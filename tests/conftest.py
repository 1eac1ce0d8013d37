"""What every test stands on: a copied database, no network, an empty cache, the language of the default page."""

import ipaddress
import socket
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation

from cms import catalogues, limits, memory
from cms.accounts import sessions
from directory.models import OpenSession
from directory.views.service import BODIES
from tests import database
from tests.copying import copies


def pytest_sessionstart(session):
    catalogues.compile_all()


def pytest_collection_modifyitems(config, items):
    """Browser tests last: they hold the database for themselves. Of the others, those that say something here."""
    folder = Path(__file__).parent / "browser"
    for item in items:
        if folder in item.path.parents:
            item.add_marker("browser")
    config.hook.pytest_deselected(items=[item for item in items if not _says_something(item)])
    items[:] = filter(_says_something, items)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _says_something(item):
    """On PostgreSQL, tests without a database would say again what they said on SQLite, and so would the cluster."""
    if connection.vendor != "sqlite" and "cluster" in item.name.partition("[")[2].rstrip("]").split("-"):
        return False
    only = item.get_closest_marker("only_on")
    uses = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
    return connection.vendor == only.args[0] if only else bool(uses) or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        template, mine = database.reference(), copies()
        mine.open_copy(template, tmp_path_factory.mktemp("database"))
        # Django would empty every table after a test that commits, and with them the reference data.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database.use(template))
        yield
        mine.open_again()


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Only this machine may be reached: a test that calls out fails, it does not wait."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def local_connect(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_local(address[0]):
            raise RuntimeError(f"a test called {address[0]}")
        return connect(self, address)

    def local_resolve(host, *rest, **more):
        if not _is_local(host):
            raise RuntimeError(f"a test looked up {host}")
        return resolve(host, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local_connect)
        patch.setattr(socket, "getaddrinfo", local_resolve)
        yield


def _is_local(host):
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def with_second_factor():
    """`client.force_login` and `admin_client` stand for somebody who showed both factors."""
    login = Client._login

    def both_shown(client, user, backend=None):
        login(client, user, backend)
        row = OpenSession.objects.create(user=user, factor="totp", roles=sorted(sessions.roles_of(user)))
        session = client.session
        session[sessions.KEY] = str(row.pk)
        session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "_login", both_shown)
        yield


@pytest.fixture(autouse=True)
def fresh():
    """No test inherits another's rate limits, cached rows, kept pages or language."""
    cache.clear()
    limits.forget()
    memory.forget()
    BODIES.clear()
    translation.activate("fr")
    yield
    translation.activate("fr")
