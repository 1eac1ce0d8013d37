"""Staff sees which mail waits, which did not leave and why in her words, and sends it again."""

from html import unescape

import pytest
from django.urls import reverse
from post_office.models import Log

from directory import notifications
from directory.models import DeadMailbox, Letter
from directory.models.letters import FAILED, KINDS, QUEUED, REQUEUED
from directory.permissions import NETWORK, TECHNICAL
from directory.wagtail_hooks.mail import WORDS
from tests.factories import UserFactory
from tests.test_style import ROOT

pytestmark = pytest.mark.django_db


def letter(to, status=QUEUED, word="", codes=""):
    made = notifications.ask("new_password", to=to, about="1", languages=("nl",))
    Letter.objects.filter(pk=made.pk).update(status=status)
    if word:
        Log.objects.create(email_id=made.pk, status=FAILED, exception_type=word, message=codes)
    return made


@pytest.fixture
def technician(client, groups):
    client.force_login(UserFactory(groups=[TECHNICAL]))
    return client


def page(client):
    return unescape(client.get(reverse("mails")).content.decode())


def test_she_reads_what_waits_what_failed_and_why(technician):
    letter("waits@cpas.example")
    letter("later@cpas.example", REQUEUED, "silent")
    letter("failed@cpas.example", FAILED, "refused", "550 5.1.1")
    notifications.mark_dead("gone@cpas.example", "5.1.1")
    html = page(technician)

    for said in ("waits@", "later@", "failed@", "gone@", "n’a pas répondu", "la refuse. (550 5.1.1)", "mot de passe"):
        assert said in html
    assert "(2)" in html
    assert reverse("mails") in technician.get("/admin/").content.decode()


def test_every_kind_has_its_words():
    assert [kind.name for kind in KINDS.values() if not kind.says] == []


def test_every_reason_has_its_words():
    for word in WORDS:
        assert str(WORDS[word]).endswith(".")
    source = "".join((ROOT / "directory" / f"{name}.py").read_text() for name in ("refusals", "sending", "bounces"))
    used = {word for word in WORDS if f'"{word}"' in source}
    assert used == set(WORDS)


def test_one_is_tried_again_or_all_of_them(technician):
    one, other = (letter(f"{n}@cpas.example", FAILED, "refused") for n in range(2))
    Letter.objects.update(number_of_retries=22)

    technician.post(reverse("mails"), {"action": "again", "number": one.pk})
    assert list(Letter.objects.failed()) == [other]
    technician.post(reverse("mails"), {"action": "again-all"})
    assert set(Letter.objects.values_list("status", "number_of_retries")) == {(QUEUED, 0)}


def test_a_mailbox_works_again(technician):
    notifications.mark_dead("desk@cpas.example")
    (mailbox,) = DeadMailbox.objects.all()
    answer = technician.post(reverse("mails"), {"action": "revive", "number": mailbox.pk}, follow=True)

    assert not notifications.is_dead("desk@cpas.example")
    assert "desk@cpas.example" in answer.content.decode()


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "١"])
@pytest.mark.parametrize("action", ["again", "revive", "burn", ""])
def test_nonsense_changes_nothing(technician, action, number):
    failed = letter("a@cpas.example", FAILED)
    answer = technician.post(reverse("mails"), {"action": action, "number": number})

    assert answer.status_code == 302
    assert list(Letter.objects.failed()) == [failed]


def test_who_only_reads_the_directory_neither_sees_nor_sends(client, groups):
    client.force_login(UserFactory(groups=[NETWORK]))
    failed = letter("a@cpas.example", FAILED)

    assert client.get(reverse("mails")).status_code == 302
    client.post(reverse("mails"), {"action": "again", "number": failed.pk})
    assert list(Letter.objects.failed()) == [failed]
    assert reverse("mails") not in client.get("/admin/").content.decode()
