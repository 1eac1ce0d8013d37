"""Two hosts: the public one knows no session and no login, the private one does both."""

import pytest

from directory.models import User

pytestmark = pytest.mark.django_db
PUBLIC, PRIVATE = {"host": "maillage.example"}, {"host": "pro.maillage.example"}


@pytest.fixture(autouse=True)
def two_hosts(settings):
    settings.PUBLIC_HOST, settings.PRIVATE_HOST = PUBLIC["host"], PRIVATE["host"]
    settings.ALLOWED_HOSTS = [PUBLIC["host"], PRIVATE["host"]]


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/?next=/fr/", "/login/"])
def test_the_public_host_sends_to_the_login_page_of_the_private_one(client, path):
    response = client.get(path, headers=PUBLIC)
    assert response.headers["Location"] == f"http://{PRIVATE['host']}{path}"
    assert not response.cookies


def test_one_cannot_be_sent_anywhere_else(client):
    response = client.get("/accounts//elsewhere.example/", headers=PUBLIC)
    assert response.headers["Location"].startswith(f"http://{PRIVATE['host']}/")


def test_the_public_host_has_no_administration(client):
    assert client.get("/admin/", headers=PUBLIC, follow=True).status_code == 404


def test_a_session_means_nothing_to_the_public_host(client):
    client.force_login(User.objects.create_user("lea@maillage.example", "a-long-enough-pass"))
    public = client.get("/fr/lignes-d-aide/", headers=PUBLIC)
    assert "lea@maillage.example" not in public.content.decode()
    assert "Cache-Control" not in public.headers
    private = client.get("/fr/lignes-d-aide/", headers=PRIVATE)
    assert "lea@maillage.example" in private.content.decode()
    assert private.headers["Cache-Control"] == "private, no-store"
    assert private.headers["X-Robots-Tag"] == "noindex"
