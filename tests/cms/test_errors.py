"""Error pages: in the reader's language, saying what to do next, never depending on what may be broken."""

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import translation

from cms import errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages():
    call_command("load_reference_data", verbosity=0)
    call_command("seed_pages", verbosity=0)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Cette page n’existe pas"), ("nl", "Deze pagina bestaat niet"), ("en", "This page does not exist")],
)
def test_a_missing_page_says_so_in_the_readers_language(client, language, words):
    response = client.get(f"/{language}/nowhere-at-all/")
    assert response.status_code == 404
    html = response.content.decode()
    assert words in html
    assert f'<html lang="{language}">' in html
    assert "nowhere-at-all" not in html  # an address may say too much


@pytest.mark.parametrize(
    ("handler", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.too_many, 429)]
)
def test_each_error_has_a_page_of_its_own(handler, status):
    request = RequestFactory().get("/fr/")
    with translation.override("fr"):
        response = handler(request)
    assert response.status_code == status
    assert "<h1>" in response.content.decode()


def test_a_refused_form_explains_itself():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "a@b.example", "password": "x"})
    assert response.status_code == 403
    assert response.templates[0].name == "error.html"


def test_the_page_of_last_resort_speaks_three_languages_and_needs_nothing(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("cms.doors.settings", None)  # the context processor and the doors' settings are broken
    response = Client(raise_request_exception=False).get("/fr/")
    html = response.content.decode()
    assert response.status_code == 500
    assert all(f'lang="{language}"' in html for language in ("fr", "nl", "en"))
    assert "http" not in html  # no style, script or picture from anywhere


def test_an_error_page_that_fails_becomes_the_last_one(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(errors, "render", broken)
    response = errors.not_found(RequestFactory().get("/fr/"))
    assert response.status_code == 404
    assert "Une erreur" in response.content.decode()
