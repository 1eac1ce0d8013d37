"""Every public page, in three languages, on a desk and on a phone, by day and by night: no barrier, no trace."""

import pytest

from directory import actions
from tests.browser.asking import COMPASS
from tests.browser.barriers import readable_in_the_dark
from tests.browser.places import CLOSED, ENTRANCES, ERRORS, NAMES, go, listed

pytestmark = pytest.mark.browser
LANGUAGES = tuple(COMPASS)
LONGEST = "nl"  # its words are the widest: on a phone axe reads it alone, for the time it takes
PHONE = {"width": 360, "height": 740}
WIDER = """() => [...document.querySelectorAll('body *')]
    .filter(e => document.documentElement.scrollWidth > 360 && e.getBoundingClientRect().right > 361)
    .map(e => e.outerHTML.slice(0, 120))"""


def read_on_a_phone(page, assert_accessible):
    """Unrolled in its whole length: what the bar at the thumb covers is one scroll away, and no smaller for that."""
    page.evaluate("() => document.fonts.ready.then(() => true)")
    for _time in range(2):  # what is as high as the window grows with it
        page.set_viewport_size(PHONE | {"height": page.evaluate("document.documentElement.scrollHeight")})
    if page.locator(".leaflet-container").count():
        page.wait_for_timeout(300)  # the map fits itself anew once the window has been still for a moment
    assert_accessible(page)


def assert_narrow(page):
    page.set_viewport_size(PHONE)
    assert page.evaluate(WIDER) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_page_has_a_barrier_or_leaves_a_trace(page, name, language, assert_accessible, assert_silent):
    go(page, name, language)

    assert page.locator("html").get_attribute("lang") == ("fr" if name == "500" else language)
    assert_accessible(page)
    if name not in ENTRANCES:
        assert_silent(page)
    assert_narrow(page)
    if language == LONGEST:
        read_on_a_phone(page, assert_accessible)
        readable_in_the_dark(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_closed_service_has_no_barrier(page, writes, language, assert_accessible):
    service = listed().filter(sensitive=False).first()
    actions.save(service, CLOSED, by=None, via="admin")
    page.goto({"fr": "/fr/fiche/", "nl": "/nl/fiche/", "en": "/en/fiche/"}[language] + service.code)

    assert page.locator(".notice.warning").first.is_visible()
    assert_accessible(page)
    assert_narrow(page)
    read_on_a_phone(page, assert_accessible)


def test_every_error_page_has_its_own_words(page):
    said = set()
    for name in ERRORS:
        go(page, name, "fr")
        said.add(page.locator("h1").inner_text())

    assert len(said) == len(ERRORS)
