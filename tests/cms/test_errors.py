"""Error pages: in the reader's language, saying what to do next, never depending on what may be broken."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import translation

from cms import errors

pytestmark = pytest.mark.django_db
HANDLERS = {400: errors.bad_request, 403: errors.forbidden, 404: errors.not_found, 429: errors.too_many}
LANGUAGES = ("fr", "nl", "en")


def page_of(status, language="fr"):
    request = RequestFactory().get(f"/{language}/")
    request.LANGUAGE_CODE = language
    with translation.override(language):
        return HANDLERS[status](request)


def heading(response):
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Cette page n’existe pas"), ("nl", "Deze pagina bestaat niet"), ("en", "This page does not exist")],
)
def test_a_missing_page_says_so_in_the_readers_language(client, language, words):
    response = client.get(f"/{language}/nowhere-at-all/?theme=violence")
    assert response.status_code == 404
    html = response.content.decode()
    assert words in html
    assert f'<html lang="{language}">' in html
    assert "nowhere-at-all" not in html  # an address may say too much
    assert "violence" not in html.partition("<footer")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", HANDLERS)
def test_each_error_has_a_page_of_its_own_in_each_language(status, language):
    response = page_of(status, language)
    assert response.status_code == status
    others = [heading(page_of(status, other)) for other in LANGUAGES if other != language]
    assert heading(response) not in others
    assert heading(response) not in [heading(page_of(other, language)) for other in HANDLERS if other != status]


@pytest.mark.parametrize("status", HANDLERS)
def test_each_error_page_leads_on(status):
    html = page_of(status).content.decode()
    main = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    assert '"/fr/annuaire/"' in main
    assert 'href="/fr/"' in main
    assert 'href="/fr/lignes-d-aide/"' in main


def test_a_missing_page_offers_to_search_without_a_token_or_a_cookie(client):
    response = client.get("/fr/nowhere-at-all/")
    form = re.search(r"<main.*?(<form.*?</form>)", response.content.decode(), re.DOTALL)[1]
    assert 'method="post"' in form
    assert 'name="q"' in form
    assert "csrf" not in form
    assert not response.cookies


def test_an_error_before_the_language_is_known_takes_it_from_the_address(client):
    response = client.get("/nl/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert '<html lang="nl"' in response.content.decode()


def test_a_refused_form_explains_itself():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "a@b.example", "password": "x"})
    assert response.status_code == 403
    assert "Ce formulaire" in heading(response)


def test_a_form_from_another_site_is_refused_without_a_word_on_cookies(client):
    response = client.post("/fr/annuaire/", {"q": "x"}, headers={"sec-fetch-site": "cross-site"})
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]

    assert response.status_code == 403
    assert "autre site" in heading(response)
    assert "cookie" not in main


def test_a_page_for_members_says_to_log_in_only_to_who_is_not():
    main = page_of(403).content.decode().partition("<main")[2]

    assert "cookie" not in main.partition("</main>")[0]
    assert "connectez-vous" in main


@pytest.mark.parametrize(("path", "status"), [("/api/v1/nope", 404), ("/api/", 404), ("/api/v2/search", 404)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_programs_get_their_errors_in_json(client, path, status, language):
    response = client.get(path, headers={"accept-language": language})

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    assert "/api/v1/" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("error", "status"), [(Http404, 404), (PermissionDenied, 403), (BadRequest, 400), (RuntimeError, 500)]
)
def test_what_a_view_raises_becomes_a_page(monkeypatch, error, status):
    def broken(*args, **kwargs):
        raise error("secret words")

    monkeypatch.setattr("cms.serving._fresh", broken)
    response = Client(raise_request_exception=False).get("/fr/")
    assert response.status_code == status
    assert "secret words" not in response.content.decode()


def test_the_page_of_last_resort_speaks_three_languages_and_needs_nothing(monkeypatch):
    monkeypatch.setattr("cms.doors.settings", None)  # the context processor and the doors' settings are broken
    response = Client(raise_request_exception=False).get("/fr/")
    html = response.content.decode()
    assert response.status_code == 500
    assert all(f'lang="{language}"' in html for language in LANGUAGES)
    assert not re.search(
        r"http|src=|url\(|<link|<script|\{[{%]", html
    )  # nothing from anywhere, nothing left to fill in


def test_the_page_of_last_resort_may_use_its_own_style_and_nothing_else():
    response = errors.server_error(RequestFactory().get("/"))
    style = re.search(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = response.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("status", HANDLERS)
def test_an_error_page_that_fails_becomes_the_last_one(monkeypatch, status):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("cms.doors.site", broken)
    monkeypatch.setattr(errors, "render", broken)
    response = page_of(status)
    assert response.status_code == status
    assert "Une erreur" in response.content.decode()
