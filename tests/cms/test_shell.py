"""The frame of every page: doors, languages, quick exit, colours that can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from directory.models import User

pytestmark = pytest.mark.django_db
CSS = Path(settings.BASE) / "cms" / "static" / "css"
# Text on ground, each pair at least 4.5:1 in both schemes.
PAIRS = [
    pair.split("/")
    for pair in [
        "ink/paper",
        "ink/card",
        "ink/sand",
        "ink-soft/paper",
        "ink-soft/sand",
        "accent/paper",
        "accent/card",
        "accent-deep/accent-wash",
        "on-accent/accent",
        "paper/today",
        "today/today-wash",
        "room/room-wash",
        "few/few-wash",
        "full/full-wash",
        "unknown/unknown-wash",
        "on-leave/ink",
        "foot-ink/foot",
        "foot-link/foot",
        "full/card",
        "ink/field",
        "ink/bassin-nord",
        "ink/bassin-sud",
    ]
]


@pytest.fixture
def pages():
    call_command("load_reference_data", verbosity=0)
    call_command("seed_pages", verbosity=0)


def schemes():
    light, dark = (CSS / "tokens.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", light))
    return {"light": found, "dark": found | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", dark))}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme, text, ground):
    colours = schemes()[scheme]
    high, low = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_a_public_page_sets_no_cookie_and_varies_on_none(client, pages):
    for language in ("fr", "nl", "en"):
        response = client.get(f"/{language}/")
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_the_policy_of_a_public_page_allows_nothing_inline(client, pages):
    policy = client.get("/fr/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_root_leads_to_the_language_the_browser_asks_for(client):
    response = client.get("/", headers={"accept-language": "nl-BE,nl;q=0.9"})
    assert response.headers["Location"] == "/nl/"
    assert "Accept-Language" in response.headers["Vary"]


def test_the_language_switch_keeps_the_page_and_its_question(client, pages):
    page = client.get(
        "/fr/lignes-d-aide/?a=1"
        if _address("directory:help_lines") == "/fr/lignes-d-aide/"
        else f"{_address('directory:help_lines')}?a=1"
    )
    with translation.override("nl"):
        dutch = reverse("directory:help_lines")
    assert f'href="{dutch}?a=1" lang="nl"' in page.content.decode()


def _address(name, language="fr"):
    with translation.override(language):
        return reverse(name)


def test_the_quick_exit_stands_on_every_page_and_tells_nobody(client, pages):
    html = client.get("/fr/").content.decode()
    links = re.findall(r"<a [^>]*data-exit>", html)
    assert len(links) == 3  # the first thing on the page, in the header, at the thumb
    assert re.search(r"<a [^>]*>", html)[0] == links[0]
    assert all(f'href="{settings.QUICK_EXIT_ADDRESS}" rel="noreferrer nofollow"' in link for link in links)


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/"])
def test_private_pages_lead_to_the_one_login_door(client, path):
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["/login/", "/admin/login/"])
def test_other_login_doors_lead_to_the_one(client, path):
    assert client.get(path).headers["Location"].startswith("/accounts/login/")


def test_one_logs_in_with_an_address_and_a_password(client, pages):
    User.objects.create_user("lea@maillage.example", "a-long-enough-pass", is_staff=True)
    response = client.post(
        reverse("account_login"), {"login": "lea@maillage.example", "password": "a-long-enough-pass"}
    )
    assert response.status_code == 302
    assert client.get("/fr/").headers["Cache-Control"] == "private, no-store"


def test_nobody_can_sign_up(client):
    assert client.get("/accounts/signup/", follow=True).status_code == 404


def test_a_form_from_another_site_is_refused_on_public_pages(pages):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    address = _address("search:page")
    assert strict.post(address, {"q": "x"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert strict.post(address, {"q": "x"}, headers={"origin": "https://evil.example"}).status_code == 403
