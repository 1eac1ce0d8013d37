"""The watchers of the browser tests see what they are there to see."""

import pytest

pytestmark = pytest.mark.browser


def bare(page, body, **headers):
    page.route("**/bare", lambda route: route.fulfill(body=body, content_type="text/html", headers=headers))
    page.goto("/bare")


def test_a_stored_value_and_a_cookie_are_seen(page, assert_silent):
    bare(page, "<!doctype html><title>Bare</title>")
    assert_silent(page)

    page.evaluate("sessionStorage.setItem('seen', 'yes')")
    with pytest.raises(AssertionError):
        assert_silent(page)
    page.evaluate("sessionStorage.clear(); document.cookie = 'seen=yes'")
    with pytest.raises(AssertionError):
        assert_silent(page)


def test_a_call_to_another_origin_is_seen(page, watch, assert_silent):
    page.route("https://elsewhere.example/**", lambda route: route.fulfill(body=""))
    bare(page, "<!doctype html><title>Bare</title><img alt='' src='https://elsewhere.example/pixel.png'>")

    with pytest.raises(AssertionError):
        assert_silent(page)


def test_a_barrier_is_seen(page, assert_accessible):
    bare(page, "<!doctype html><html lang='fr'><title>Bare</title><main><h1>Bare</h1></main></html>")
    assert_accessible(page)

    bare(page, "<!doctype html><html lang='fr'><title>Bare</title><main><h1>Bare</h1><img src='#'></main></html>")
    with pytest.raises(AssertionError):
        assert_accessible(page)


def test_a_refused_script_is_seen(page, watch):
    bare(page, "<script>1</script>", **{"Content-Security-Policy": "script-src 'self'"})

    assert watch.complaints
    watch.complaints.clear()


def test_the_page_without_javascript_runs_none(plain_page):
    bare(plain_page, "<!doctype html><title>Off</title><script>document.title = 'On'</script>")

    assert plain_page.title() == "Off"


def test_the_phone_is_narrow(phone):
    bare(phone, "<!doctype html><meta name='viewport' content='width=device-width'><title>Bare</title>")

    assert phone.evaluate("innerWidth") == 360
