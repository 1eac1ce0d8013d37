"""What is open to all is one list; everything else asks who you are, and no form of ours can be sent from elsewhere."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, resolve, reverse

from cms.doors import PUBLIC, PrivateUnlessListedMiddleware
from tests.factories import UserFactory

EXAMPLES = {"int": 1, "uuid": "00000000-0000-4000-8000-000000000000", "slug": "abcd2345", "path": "abcd2345"}
# Asked by machines anywhere: it changes nothing, knows nobody, and answers what its GET answers.
FOR_MACHINES = {"search_api:api"}
ELSEWHERE = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}


def walk(resolver, namespaces=(), taken=()):
    """Every route: its name, the view behind it, the arguments it takes."""
    for pattern in resolver.url_patterns:
        arguments = (*taken, *arguments_of(pattern.pattern))
        if isinstance(pattern, URLPattern):
            name = pattern.name or pattern.lookup_str
            yield ":".join((*namespaces, name)), pattern.callback, dict(arguments)
        else:
            below = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, below, arguments)


def arguments_of(pattern):
    names = pattern.regex.groupindex
    for name in names:
        converter = type(pattern.converters.get(name)).__name__.removesuffix("Converter").lower()
        yield name, EXAMPLES.get(converter, "1" if name.endswith("id") else "abcd2345")


def routes():
    return list(walk(get_resolver()))


def example(name, arguments):
    """An address of the route; none when it cannot be written or another route answers there."""
    try:
        address = reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return None
    return address if resolve(address).view_name == name else ""


def addresses():
    for name, _view, arguments in routes():
        if address := example(name, arguments):
            yield name, address


def opened(rf):
    middleware = PrivateUnlessListedMiddleware(lambda request: None)
    for name, view, arguments in routes():
        request = rf.get("/")
        request.user, request.private_door = AnonymousUser(), False
        request.resolver_match = type("Match", (), {"view_name": name})
        if example(name, arguments) != "" and middleware.process_view(request, view, (), {}) is None:
            yield name


def stopped(answer):
    """At one of the addresses that ask who you are (the administration's own sends on to the one door), or before."""
    doors = (reverse("account_login"), reverse("admin_login"))
    return answer.status_code in {403, 404, 405} or answer.get("Location", "").startswith(doors)


def test_the_urlconf_is_walked():
    assert len(routes()) > 50


def test_exactly_the_public_list_is_open_to_anybody(rf):
    assert sorted(set(opened(rf))) == sorted(PUBLIC)


@pytest.mark.django_db
def test_everything_else_sends_a_stranger_to_the_login_page_or_does_not_exist(client):
    wrong = {}
    for name, address in addresses():
        if name not in PUBLIC:
            answer = client.get(address)
            if not stopped(answer):
                wrong[name] = (address, answer.status_code, answer.get("Location"))
    assert wrong == {}


@pytest.mark.django_db
def test_every_other_login_page_sends_to_the_one_door(client):
    answer = client.get(reverse("admin_login"), {"next": "/admin/"})

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert "admin" in answer["Location"]


@pytest.mark.only_on("sqlite")  # what it says does not depend on the database, and takes long
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_no_address_takes_a_form_sent_from_another_site(who):
    client = Client(enforce_csrf_checks=True)
    if who == "administrator":
        client.force_login(UserFactory(admin=True))
    wrong = {}
    for name, address in addresses():
        answer = client.post(address, {"q": "x"}, headers=ELSEWHERE)
        if name not in FOR_MACHINES and not stopped(answer):
            wrong[name] = (address, answer.status_code, answer.get("Location"))
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/choose-page/?locale=a%00", "/admin/workflows/tasks/add/a/%00/"])
def test_a_sign_that_no_database_keeps_is_nothing_that_breaks(admin_client, address):
    assert admin_client.get(address).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/fr/", "/admin/", "/login/"])
def test_in_the_cookie_of_a_session_it_is_a_bad_request(client, address):
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcd2345\x00"
    assert client.get(address).status_code == 400
