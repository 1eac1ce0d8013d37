"""The login door: in the reader's language and in our words, telling nobody who has an account."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse

from directory.models import User
from tests.cms.entering import code, type_code, with_app
from tests.directory.mailbox import held, letters, links
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-pass"
JE = re.compile(r"\b(je|jij|jou|jouw)\b", re.I)


@pytest.fixture
def lea():
    return User.objects.create_user("lea@maillage.example", PASSWORD)


def log_in(client, password=PASSWORD, address="/accounts/login/", language="fr"):
    return client.post(
        address, {"login": "lea@maillage.example", "password": password}, headers={"accept-language": language}
    )


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/accounts/login/?language=nl", "nl"),
        ("/accounts/login/?next=/en/directory/", "en"),
        ("/accounts/login/?next=/nl/&language=fr", "fr"),
        ("/accounts/login/?language=xx", "fr"),
    ],
)
def test_the_login_page_speaks_the_language_asked_for(client, address, language):
    page = client.get(address, headers={"accept-language": "fr"})
    assert f'<html lang="{language}"' in page.content.decode()


def test_the_switch_of_the_login_page_keeps_where_one_was_going(client):
    html = client.get("/accounts/login/?next=/fr/boussole/").content.decode()
    assert 'href="/accounts/login/?next=%2Ffr%2Fboussole%2F&amp;language=nl" lang="nl"' in html


def test_what_was_typed_at_the_login_page_is_nowhere_in_its_language_switch(client, lea):
    html = log_in(client, "a-wrong-password").content.decode()
    assert "a-wrong-password" not in html
    assert '<form method="post" action=' not in html.partition("<main")[0]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_wrong_password_is_said_in_our_words(client, lea, language):
    html = log_in(client, "a-wrong-password", language=language).content.decode()
    said = re.search(r'<div class="error-summary".*?</div>', html, re.S)[0]
    assert "password" not in said
    assert not JE.search(said)


def test_logging_in_says_so_and_goes_on_in_her_language(client, lea):
    User.objects.filter(pk=lea.pk).update(language="nl")
    with_app(lea)
    log_in(client, address="/accounts/login/?language=nl")
    assert type_code(client, code()).headers["Location"] == "/nl/"
    html = client.get("/nl/").content.decode()
    assert "lea@maillage.example" in html
    assert not JE.search(re.search(r'<div class="wide messages".*?</div>', html, re.S)[0])


def test_who_works_in_the_administration_arrives_there(client):
    call_command("set_up_groups")
    with_app(UserFactory(email="lea@maillage.example", password=PASSWORD, groups=["network coordinator"]))
    log_in(client)
    assert type_code(client, code()).headers["Location"] == "/admin/"


def test_a_member_finds_the_way_out_on_every_page_and_leaves_nothing_behind(client, lea):
    client.force_login(lea)
    html = client.get("/fr/").content.decode()
    assert f'action="{reverse("account_logout")}"' in html
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "lea@maillage.example" not in client.get("/fr/").content.decode()


def test_a_new_password_is_asked_by_a_mail_that_says_little(client, lea):
    client.post(reverse("account_reset_password"), {"email": "lea@maillage.example"})
    (sent,) = letters()
    assert sent.subject == "Maillage\xa0: votre mot de passe"
    (link,) = links(sent)
    assert client.get(link, follow=True).status_code == 200
    lea.refresh_from_db()
    assert lea.check_password(PASSWORD)  # opening the link changes nothing


def new_password(client):
    """The link that the mail brings."""
    client.post(reverse("account_reset_password"), {"email": "lea@maillage.example"})
    return links(letters()[0])[0]


def test_a_program_that_opens_the_link_twice_changes_nothing_and_the_link_serves_on(client, lea):
    link = new_password(client)
    Session.objects.all().delete()  # the form that was filled in above
    client.cookies.clear()
    before = held()
    for _time in range(2):
        assert client.get(link).status_code == 200

    assert (held(), Session.objects.count()) == (before, 0)
    chosen = {"password1": "another-long-pass", "password2": "another-long-pass"}
    assert client.post(link, chosen).headers["Location"] == reverse("account_reset_password_from_key_done")
    lea.refresh_from_db()
    assert lea.check_password("another-long-pass")


def test_the_link_to_a_new_password_serves_once_and_then_offers_another(client, lea):
    link = new_password(client)
    chosen = {"password1": "another-long-pass", "password2": "another-long-pass"}
    client.post(link, chosen)
    late = client.post(link, {"password1": "a-third-long-pass", "password2": "a-third-long-pass"})

    assert '<form class="panel' not in late.content.decode()
    assert reverse("account_reset_password") in late.content.decode()
    lea.refresh_from_db()
    assert lea.check_password("another-long-pass")


def test_a_password_that_is_too_weak_is_refused_where_it_was_typed(client, lea):
    link = new_password(client)
    page = client.post(link, {"password1": "lea", "password2": "lea"})

    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "strict-origin"
    lea.refresh_from_db()
    assert lea.check_password(PASSWORD)


def test_somebody_else_s_session_ends_where_a_new_password_is_chosen(client, lea):
    link = new_password(client)
    client.force_login(UserFactory())
    client.get(link)
    assert "_auth_user_id" in client.session
    client.post(link, {"password1": "another-long-pass", "password2": "another-long-pass"})

    assert "_auth_user_id" not in client.session


def test_nobody_learns_who_has_an_account(client, lea):
    known = client.post(reverse("account_reset_password"), {"email": "lea@maillage.example"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@maillage.example"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [message.to for message in letters()] == [["lea@maillage.example"]]


def test_after_many_tries_the_door_says_to_wait(client, lea):
    answers = [log_in(client, "a-wrong-password") for _ in range(12)]
    assert {answer.status_code for answer in answers} <= {200, 429}
    html = answers[-1].content.decode()
    assert answers[-1].status_code == 429 or "cinq minutes" in html
