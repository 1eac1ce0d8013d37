"""`make install` ends with somebody who can log in, terminal or not."""

import io

import pytest
from django.core.management import CommandError, call_command

from directory.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def make(monkeypatch, email="", password=""):
    monkeypatch.setenv("ADMIN_EMAIL", email)
    monkeypatch.setenv("ADMIN_PASSWORD", password)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    said = io.StringIO()
    call_command("first_administrator", stdout=said)
    return said.getvalue()


def test_the_environment_names_the_first_administrator(monkeypatch, client):
    make(monkeypatch, "First@Maillage.example", PASSWORD)

    administrator = User.objects.get(is_superuser=True)
    assert administrator.email == "first@maillage.example"
    assert client.login(email="first@maillage.example", password=PASSWORD)


def test_the_password_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    monkeypatch.setenv("ADMIN_EMAIL", "first@maillage.example")
    monkeypatch.setenv("ADMIN_PASSWORD_FILE", str(tmp_path / "password"))
    call_command("first_administrator", stdout=io.StringIO())

    assert User.objects.get(is_superuser=True).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("not an address", PASSWORD),
        ("first@maillage.example", "short"),
        ("first@maillage.example", "first@maillage.example"),
    ],
)
def test_a_bad_address_or_a_weak_password_is_refused(monkeypatch, email, password):
    with pytest.raises(CommandError):
        make(monkeypatch, email, password)

    assert not User.objects.filter(is_superuser=True).exists()


def test_without_terminal_nor_environment_it_says_what_to_set(monkeypatch):
    with pytest.raises(CommandError, match="ADMIN_EMAIL"):
        make(monkeypatch)


def test_there_is_only_one_first_administrator(monkeypatch):
    UserFactory(admin=True)

    assert "already" in make(monkeypatch, "second@maillage.example", PASSWORD)
    assert User.objects.filter(is_superuser=True).count() == 1


def test_a_demo_administrator_does_not_count(monkeypatch):
    User.objects.create_superuser("demo@maillage.example", PASSWORD, is_demo=True)
    make(monkeypatch, "first@maillage.example", PASSWORD)

    assert User.objects.filter(is_superuser=True, is_demo=False).exists()


def test_a_terminal_asks_until_the_answers_are_right(monkeypatch):
    emails = iter(["nonsense", "first@maillage.example"])
    passwords = iter(["short", PASSWORD, PASSWORD])
    monkeypatch.delenv("ADMIN_EMAIL", raising=False)
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda asked: next(emails))
    monkeypatch.setattr("cms.management.commands.first_administrator.getpass", lambda asked: next(passwords))
    call_command("first_administrator", stdout=io.StringIO(), stderr=io.StringIO())

    assert User.objects.get(is_superuser=True).email == "first@maillage.example"
