"""What search engines may know."""

import re
from xml.etree import ElementTree

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from directory.models import Category, Service
from tests.cms.meeting import make_meeting
from tests.cms.reading import LANGUAGES, address, page
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client, section):
    """Address → its alternates by language."""
    root = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)
    return {
        url.find("s:loc", NAMES).text.removeprefix("http://testserver"): {
            link.get("hreflang"): link.get("href").removeprefix("http://testserver")
            for link in url.findall("x:link", NAMES)
        }
        for url in root.findall("s:url", NAMES)
    }


def addresses(url_name, **arguments):
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = reverse(url_name, kwargs=arguments)
    return found


def test_the_index_names_every_part(client):
    index = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"/sitemap-(\w+)\.xml", index) == ["pages", "tools", "services"]


def test_every_page_is_there_in_three_languages_and_each_names_the_others(client):
    found = entries(client, "pages")
    expected = {language: address(page("pregnant", language)) for language in LANGUAGES}

    assert all(found[path] == expected for path in expected.values())


def test_a_page_not_published_in_a_language_is_not_named_there(client):
    page("programme", "nl").unpublish()

    assert set(entries(client, "pages")[address(page("programme", "fr"))]) == {"fr", "en"}
    assert "/nl/het-programma/" not in entries(client, "pages")


def test_search_compass_and_help_lines_are_there(client):
    found = entries(client, "tools")

    for name in ("search:page", "search:boussole", "directory:help_lines"):
        assert set(addresses(name).values()) <= set(found)


def test_a_listed_service_is_there_in_three_languages(client):
    service = ServiceFactory()
    expected = addresses("directory:service", code=service.code)

    found = entries(client, "services")
    assert all(found[path] == expected for path in expected.values())


def test_sensitive_and_demo_services_are_not_there(client):
    by_itself, by_category, demo = ServiceFactory(sensitive=True), ServiceFactory(), ServiceFactory()
    Service.objects.filter(pk=by_category.pk).update(category=Category.objects.filter(sensitive=True).first())
    Service.objects.filter(pk=demo.pk).update(is_demo=True)

    text = client.get("/sitemap-services.xml").content.decode()
    assert not any(service.code in text for service in (by_itself, by_category, demo))


def test_a_part_that_does_not_exist_is_not_found(client):
    assert client.get("/sitemap-secrets.xml").status_code == 404
    assert client.get("/sitemap-pages.xml?p=99").status_code == 404
    assert client.get("/sitemap-pages.xml?p=x").status_code == 404


def test_robots_may_read_what_is_public_and_find_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /admin/", "Disallow: /accounts/", "Disallow: /api/"} <= set(lines)
    assert "Disallow: /" not in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


@override_settings(PRIVATE_HOST="private.example", PUBLIC_HOST="public.example", ALLOWED_HOSTS=["private.example"])
def test_robots_may_read_nothing_at_the_private_door(client):
    lines = client.get("/robots.txt", headers={"host": "private.example"}).content.decode().splitlines()

    assert lines[:2] == ["User-agent: *", "Disallow: /"]


def test_what_the_demo_invented_is_not_named(client):
    real, invented = make_meeting(languages=("fr",)), make_meeting(languages=("fr",), is_demo=True)
    paths = entries(client, "pages")

    assert address(real.page("fr")) in paths
    assert address(invented.page("fr")) not in paths
