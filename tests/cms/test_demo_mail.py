"""The mails of a demonstration are read on its own machine, by nobody else, and never on a real site."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.relays import Relay
from directory import notifications, outbox
from directory.jobs import Sender
from directory.models import Letter
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    """`make run`, where somebody asked for a new password in both languages."""
    settings.MAIL_FOLDER, settings.SITE_ADDRESS = tmp_path / "mail", "http://localhost:8000"
    ServiceFactory(is_demo=True)
    person = UserFactory(email="lea@maillage.example")
    notifications.ask("new_password", to=person.email, about=str(person.pk), languages=("fr", "nl"))
    send()
    return person


def send():
    sender = Sender()
    while sender.often():
        pass


def asked(client, host="localhost", **more):
    return client.get(reverse("demo_mail"), headers={"host": host} | more.pop("headers", {}), **more)


def test_whoever_runs_it_reads_them_and_follows_their_links(client, demo):
    page = asked(client)
    html = page.content.decode()

    assert page.status_code == 200
    assert page["Cache-Control"].count("no-store")
    assert '<span lang="nl">Maillage: uw wachtwoord</span>' in html
    assert '<div lang="fr" class="prose">' in html
    assert 'href="http://localhost:8000/accounts/password/reset/key/' in html
    assert "lea@maillage.example" in html


def test_its_files_are_its_account_s_alone(demo, settings):
    (file,) = settings.MAIL_FOLDER.iterdir()

    assert (file.stat().st_mode & 0o777, settings.MAIL_FOLDER.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_mail_that_is_sent_again_is_one_mail(demo, settings):
    Letter.objects.update(status=2, scheduled_time=timezone.now())
    send()

    assert len(list(settings.MAIL_FOLDER.iterdir())) == 1
    outbox.tidy(timezone.now() + timezone.timedelta(days=1))
    assert outbox.newest(10) == []


@pytest.mark.parametrize(
    "more",
    [
        {"host": "testserver"},
        {"headers": {"x-forwarded-for": "10.0.0.1"}},
        {"headers": {"forwarded": "for=10.0.0.1"}},
        {"headers": {"via": "1.1 proxy"}},
        {"REMOTE_ADDR": "10.0.0.1"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_from_elsewhere_there_is_no_such_page(client, demo, more):
    assert asked(client, **more).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_ADDRESS", "https://maillage.example"),
        ("BEHIND_PROXY", True),
        ("RELAY", Relay("mx.example", 587)),
    ],
)
def test_on_a_site_that_others_reach_there_is_no_such_page(client, demo, settings, name, value):
    setattr(settings, name, value)

    assert asked(client).status_code == 404


def test_without_a_demonstration_there_is_no_such_page(client, settings, tmp_path):
    settings.MAIL_FOLDER, settings.SITE_ADDRESS = tmp_path, "http://localhost:8000"
    ServiceFactory()

    assert asked(client).status_code == 404


def test_nothing_of_a_mail_is_read_as_markup(client, demo, settings):
    text = '<script>alert(1)</script> https://x.example/"onclick="x javascript:alert(1)'
    content = f"To: a@b.example\r\nSubject: <img src=x>\r\nMessage-ID: <1@x>\r\n\r\n{text}\r\n"
    (settings.MAIL_FOLDER / "odd.eml").write_text(content)
    (settings.MAIL_FOLDER / "broken.eml").write_bytes(b"\xff\xfe: \r\nContent-Type: multipart/mixed\r\n\r\n")
    html = asked(client).content.decode()

    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert 'onclick="x' not in html
    assert 'href="javascript' not in html
