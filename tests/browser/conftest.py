"""Journeys in a real Chromium, over the demo network, on a Wednesday morning.

`page` is a desktop, `phone` a phone of 360 pixels, `plain_page` has no JavaScript. This process serves the site: a test
may freeze another moment, or make records and commit them when it asks for `writes`.
"""

import os
import shutil

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests import database
from tests.browser.barriers import without_barrier
from tests.browser.watch import Watch

# Playwright runs an event loop in the tests' own thread, where Django would refuse to read the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not chromium:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium: set CHROMIUM, or run make test")
    return browser_type_launch_args | {"executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker):
    """The address of the site, served until the last browser test is done."""
    with django_db_blocker.unblock(), time_machine.travel(database.MOMENT, tick=True):
        database.use(database.site())
        server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://localhost:{server.port}"
        server.terminate()
        database.use(database.reference())


@pytest.fixture
def writes(site):
    """What the test commits is undone after it."""
    yield
    database.use(database.site())


@pytest.fixture(scope="session")
def base_url():
    """The address is `site`'s; the plugin's own fixture of this name is written in a way that pytest warns of."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "fr-BE", "timezone_id": "Europe/Brussels"}


@pytest.fixture
def watch(site):
    """What every page of this test asked, kept or complained of."""
    watch = Watch(site)
    yield watch
    assert watch.complaints == []


@pytest.fixture
def new_context(new_context, site, watch):
    def opened(**options):
        context = new_context(**{"viewport": DESKTOP, "base_url": site} | options)
        context.set_default_timeout(10_000)
        watch.follow(context)
        return context

    return opened


@pytest.fixture
def phone(new_context):
    return new_context(**PHONE).new_page()


@pytest.fixture
def plain_page(new_context):
    """A reader without JavaScript."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def key_reader(new_context, phone, assert_accessible, assert_silent):
    """Keys alone, 360 pixels, no JavaScript."""
    from tests.browser.keyboard import Reader

    return Reader(new_context(**PHONE, java_script_enabled=False).new_page(), phone, assert_accessible, assert_silent)


@pytest.fixture
def assert_silent(watch):
    return watch.assert_silent


@pytest.fixture(scope="session")
def assert_accessible():
    return without_barrier
