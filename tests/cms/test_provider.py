"""An operator's own login page: off unless it is named whole, and then a second button that makes no account."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from cms import environment
from cms.doors import OF_A_PROVIDER, PUBLIC
from tests import database

NAMES = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
WHOLE = dict(zip(NAMES, ("https://id.example.org/", "us", "a-secret", "CPAS"), strict=True))
LOOK = """
import django; django.setup()
from cms import doors, settings
from cms.accounts.door import Adapter
from cms.accounts.provider import Provided
from django.urls import reverse
assert doors.OF_A_PROVIDER <= doors.PUBLIC
assert "https://id.example.org" in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
assert "cms.accounts.provider.SecondStep" in Adapter().get_login_stages()
assert Provided().is_open_for_signup(None, None) is False
print(reverse("openid_connect_callback", args=["operator"]))
"""


@pytest.fixture
def said(monkeypatch):
    def say(**values):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return environment.identity_provider(*NAMES)

    return say


def test_without_an_issuer_there_is_none(said):
    assert said() == {}
    assert settings.OIDC == {}
    assert not OF_A_PROVIDER & PUBLIC


def test_a_provider_is_read_whole(said):
    found = said(**WHOLE)
    assert (found["server_url"], found["name"]) == ("https://id.example.org", "CPAS")
    assert said(**WHOLE | {"OIDC_NAME": ""})["name"] == "id.example.org"


@pytest.mark.parametrize(
    "wrong", [{"OIDC_CLIENT_SECRET": ""}, {"OIDC_CLIENT_ID": " "}, {"OIDC_ISSUER": "http://id.example.org"}]
)
def test_half_a_provider_is_refused_with_a_sentence(said, wrong):
    with pytest.raises(ImproperlyConfigured) as refusal:
        said(**WHOLE | wrong)
    assert "a-secret" not in str(refusal.value)


def test_with_a_provider_the_site_starts_and_nobody_signs_up_there(tmp_path):
    surroundings = os.environ | WHOLE | {"DJANGO_SETTINGS_MODULE": "cms.settings", "MAILLAGE_VAR": str(tmp_path)}
    root = Path(settings.BASE)
    ran = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=root, env=surroundings, capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip() == "/accounts/oidc/operator/login/callback/", ran.stderr


@pytest.fixture
def free_port():
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return one.getsockname()[1]


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db
def test_people_come_in_through_a_real_provider_or_read_why_not(tmp_path, free_port):
    """Log in, come back, show the second factor: with a provider, its pages and its signed tokens."""
    shutil.copy(Path(settings.VAR) / f"{database.reference()}.sqlite3", tmp_path / "maillage.sqlite3")
    (tmp_path / "static").mkdir()
    where = {"OIDC_ISSUER": f"http://localhost:{free_port}", "MAILLAGE_VAR": str(tmp_path), "PYTHONPATH": "."}
    surroundings = os.environ | WHOLE | where | {"DJANGO_SETTINGS_MODULE": "cms.settings"}
    command = [sys.executable, "tests/cms/oidc_journey.py", str(free_port)]
    ran = subprocess.run(command, cwd=settings.BASE, env=surroundings, capture_output=True, text=True, check=False)
    assert ran.stdout, ran.stderr

    no_account, not_let_in = (["/accounts/login/", said, False] for said in ("no account", "not let in"))
    assert json.loads(ran.stdout) == {
        "the address typed": "/accounts/login/",
        "lea": ["/accounts/second-step/", "", False],
        "new": ["/accounts/second-factor/", "", False],
        "second step": True,
        "its own factor": ["/en/", "", True],
        "closed": no_account,
        "stranger": no_account,
        "mia": no_account,  # the provider did not check her address
        "refused there": not_let_in,
        "another issuer": not_let_in,
        "away": not_let_in,
    }


@pytest.mark.django_db
def test_without_a_provider_the_login_page_has_one_way_in(client):
    assert "oidc" not in client.get(reverse("account_login")).content.decode()


def test_keys_of_factors_are_long_and_the_newest_comes_first(monkeypatch, tmp_path):
    usual = tmp_path / "factor.key"
    monkeypatch.delenv("FACTOR_KEY", raising=False)
    assert environment.keys("FACTOR_KEY", usual) == ()
    usual.write_text("n" * 40 + "\n" + "o" * 40 + "\n")
    assert environment.keys("FACTOR_KEY", usual) == ("n" * 40, "o" * 40)
    monkeypatch.setenv("FACTOR_KEY", "short")
    with pytest.raises(ImproperlyConfigured):
        environment.keys("FACTOR_KEY", usual)
