"""The frame of every page: doors, languages, quick exit, menu, footer."""

import re

import pytest
from csp.constants import HEADER
from csp.decorators import csp_update
from csp.utils import build_policy
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import translation

from cms.policy import PolicyMiddleware
from directory.models import HelpLine, Organisation, Service, User

pytestmark = pytest.mark.django_db
# Public pages that need nothing but the reference data and the pages of the seed.
NAMES = ("home", "search:page", "search:boussole", "search:ranking", "directory:help_lines")
LANGUAGES = ("fr", "nl", "en")


def address(name, language="fr"):
    with translation.override(language):
        return reverse(name)


def html_of(client, path, **more):
    return client.get(path, **more).content.decode()


def part(html, start, end):
    return re.search(f"{start}.*?{end}", html, re.DOTALL)[0]


def frame(name, request=None, **context):
    return Template("{% load shell %}{% frame name %}").render(Context({"name": name, "request": request} | context))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_public_page_sets_no_cookie_and_varies_on_none(client, name, language):
    response = client.get(address(name, language))
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("name", NAMES)
def test_a_public_page_holds_no_style_or_script_of_its_own(client, name):
    response = client.get(address(name))
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    html = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in script or "json" in script for script in scripts)


@pytest.mark.parametrize("name", NAMES)
def test_everything_a_page_loads_comes_from_here(client, name):
    html = html_of(client, address(name))
    loaded = re.findall(r'<(?:script|img|link rel="(?:stylesheet|icon|preload)")[^>]*(?:src|href)="([^"]*)"', html)
    assert len(loaded) > 5
    assert all(path.startswith("/static/") for path in loaded)


def test_the_root_leads_to_the_language_the_browser_asks_for(client):
    response = client.get("/", headers={"accept-language": "nl-BE,nl;q=0.9"})
    assert response.headers["Location"] == "/nl/"
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("name", NAMES)
def test_the_language_switch_keeps_the_page(client, name):
    switch = part(html_of(client, address(name)), '<nav class="tongues"', "</nav>")
    assert '<span aria-current="true" lang="fr">FR</span>' in switch
    assert re.findall(r'(?:href|formaction)="([^"]*)"', switch) == [address(name, "nl"), address(name, "en")]


def test_the_language_switch_keeps_the_question(client):
    html = html_of(client, f"{address('search:page')}?commune=21012&role=screening")
    assert f'href="{address("search:page", "nl")}?commune=21012&amp;role=screening" lang="nl"' in html


def test_a_posted_question_goes_to_the_other_language_by_post(rf):
    request = rf.post(address("search:page"), {"theme": ["housing", "violence"], "csrfmiddlewaretoken": "x"})
    request.resolver_match = resolve(request.path)
    html = Template("{% load shell %}{% language_links %}").render(Context({"request": request}))
    form = part(html, f'<form method="post" action="{address("search:page", "nl")}"', "</form>")
    assert 'name="theme" value="housing"' in form
    assert 'name="theme" value="violence"' in form
    assert "csrfmiddlewaretoken" not in form
    assert "href" not in html


def test_a_sensitive_question_that_came_by_address_leaves_it_there(rf):
    request = rf.get(address("search:page"), {"theme": "violence"})
    request.resolver_match, request.sensitive = resolve(request.path), True
    tags = "{% load shell %}{% language_links %}{% alternates %}"
    html = Template(tags).render(Context({"request": request}))
    assert 'name="theme" value="violence"' in html
    assert "?" not in html
    assert "hreflang" not in html


def test_what_a_question_holds_cannot_break_the_page(client):
    html = html_of(client, f'{address("search:page")}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&"><b x=')
    assert "<script>alert" not in html
    assert "<b x=" not in html


@pytest.mark.parametrize("name", NAMES)
def test_the_quick_exit_comes_first_and_tells_nobody(client, name):
    html = html_of(client, address(name))
    links = re.findall(r"<a [^>]*data-exit>", html)
    assert len(links) == 3  # before everything, in the header, at the thumb
    assert re.search(r"<a [^>]*>", html)[0] == links[0]
    assert all(f'href="{settings.QUICK_EXIT_ADDRESS}" rel="noreferrer nofollow"' in link for link in links)
    assert html.index('href="#main"') < html.index("<header")


def test_the_menu_marks_the_page_itself_once_and_only_there(client):
    html = html_of(client, address("directory:help_lines"))
    here = f'<a href="{address("directory:help_lines")}" aria-current="page">'
    assert part(html, '<nav class="nav"', "</nav>").count(here) == 1
    assert "aria-current" not in part(html_of(client, address("search:ranking")), '<nav class="nav"', "</nav>")


def test_the_frame_is_made_once_and_then_costs_no_query():
    request = RequestFactory().get(address("search:page"))
    for name in ("head", "brand", "menu", "demo", "footer"):
        frame(name, request)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for name in ("head", "brand", "menu", "demo", "footer"):
            frame(name, request)
    assert len(asked) == 0


def test_each_language_and_each_side_of_the_door_has_a_frame_of_its_own():
    french = frame("menu")
    with translation.override("nl"):
        assert frame("menu") != french
    login = reverse("account_login")
    assert login in french
    assert login not in frame("menu", member=User(email="lea@maillage.example"))


@pytest.mark.parametrize(("language", "listens", "does_not"), [("fr", "107", "106"), ("nl", "106", "107")])
def test_the_footer_names_the_lines_that_answer_in_the_language_of_the_page(language, listens, does_not):
    HelpLine.objects.exclude(number__in=["112", "106", "107"]).update(answers_today=False)
    with translation.override(language):
        footer = frame("footer")
    assert 'href="tel:112"' in footer
    assert f'href="tel:{listens}"' in footer
    assert f'href="tel:{does_not}"' not in footer


def test_a_demonstration_is_said_on_every_page(client):
    assert "demo-banner" not in frame("demo")
    organisation = Organisation.objects.create(name_fr="Exemple", is_demo=True, status="verified")
    Service.objects.create(organisation=organisation, name_fr="Exemple", category_id=1, is_demo=True)
    from cms.memory import forget

    forget()
    assert "demo-banner" in html_of(client, address("directory:help_lines"))


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/"])
def test_private_pages_lead_to_the_one_login_door(client, path):
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["/login/", "/admin/login/"])
def test_other_login_doors_lead_to_the_one(client, path):
    assert client.get(path).headers["Location"].startswith("/accounts/login/")


def test_one_logs_in_with_an_address_and_a_password(client):
    User.objects.create_user("lea@maillage.example", "a-long-enough-pass", is_staff=True)
    response = client.post(
        reverse("account_login"), {"login": "lea@maillage.example", "password": "a-long-enough-pass"}
    )
    assert response.status_code == 302
    assert client.get("/fr/").headers["Cache-Control"] == "private, no-store"


def test_nobody_can_sign_up(client):
    assert client.get("/accounts/signup/", follow=True).status_code == 404


def test_a_form_from_another_site_is_refused_on_public_pages():
    strict = Client(enforce_csrf_checks=True)
    path = address("search:page")
    assert strict.post(path, {"q": "x"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert strict.post(path, {"q": "x"}, headers={"origin": "https://evil.example"}).status_code == 403


def test_of_the_uploaded_files_only_pictures_are_served(client):
    assert client.get("/media/documents/secret.pdf", follow=True).status_code == 404
    assert client.get("/media/images/../documents/secret.pdf", follow=True).status_code in {400, 404}


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "L’annuaire pour les logiciels"), ("nl", "De gids voor software"), ("en", "The directory for programs")],
)
def test_the_footer_leads_to_the_description_of_the_api_in_the_readers_language(client, language, title):
    footer = client.get(f"/{language}/").content.decode().partition("<footer")[2]
    link = re.search(r'href="(/../\w+/(?:software|logiciels)/)"', footer)[1]

    assert f"<h1>{title}</h1>" in client.get(link, headers={"accept-language": "fr"}).content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "les lignes d’aide sont, eux, réels"), ("nl", "wel echt"), ("en", "are real")]
)
def test_the_banner_of_the_demo_does_not_keep_anybody_from_calling_a_help_line(client, language, words):
    from tests.factories import ServiceFactory

    Service.objects.filter(pk=ServiceFactory().pk).update(is_demo=True)
    banner = client.get(f"/{language}/lignes-d-aide/" if language == "fr" else f"/{language}/").content.decode()

    assert words in banner.partition('class="demo-banner"')[2].partition("</aside>")[0]


def test_a_page_that_asks_for_more_than_the_usual_policy_gets_it_alone(rf):
    """What is said usually is put into words once."""

    def policy(path, view):
        return PolicyMiddleware(view)(rf.get(path)).headers.get(HEADER)

    def plain(_request):
        return HttpResponse()

    more = csp_update({"img-src": ["https://tiles.example"]})(plain)
    assert policy("/fr/", plain) == build_policy()
    assert policy("/fr/", more) == build_policy(update={"img-src": ["https://tiles.example"]})
    assert policy("/fr/", plain) == build_policy()
    assert policy("/admin/", plain) is None
