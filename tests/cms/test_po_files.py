"""A translation that comes as a PO file: a good one is taken over, a broken one is refused with a sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.desk import po_files
from directory.permissions import EDITOR, NETWORK
from tests.cms.test_translating import begun
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
UUID = "X-WagtailLocalize-TranslationID"


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(groups=[EDITOR]))
    return client


def send(client, translation, content):
    """Where the editor stands, and what she reads."""
    back = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    file = {"file": SimpleUploadedFile("page.po", content)} if content is not None else {}
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    answer = client.post(address, {"next": back, **file}, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]] if answer.redirect_chain[-1][0] == back else []


def as_po(translation):
    """What she would download, every text translated."""
    po = translation.export_po()
    for entry in po:
        entry.msgstr = f"NL {entry.msgid}"
    return str(po).encode()


def test_a_good_file_fills_the_translation(editor):
    _draft, translation = begun()
    (said,) = send(editor, translation, as_po(translation))

    assert StringTranslation.objects.filter(data="NL Brève.").exists()
    assert "UTF-8" not in said


def broken(good):
    """Each of them made the page fall over, or told nothing."""
    return {
        "nothing": None,
        "empty": b"",
        "no words": b"\xff\xfe\x00\x01",
        "cut": good[: len(good) // 2] + b'\nmsgid "',
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(1, 200)),
        "the name of a file": b"/etc/passwd",
        "no header": b'msgid "a"\nmsgstr "b"\n',
        "of another page": good.replace(UUID.encode() + b": ", UUID.encode() + b": 0"),
        "another alphabet": good.replace(b"charset=utf-8", b"charset=rot13"),
        "not its alphabet": good + '\nmsgid "é"\nmsgstr "è"\n'.encode("latin-1"),
        "a strange plural": good + b'\nmsgid "a"\nmsgid_plural "b"\nmsgstr[x] "c"\n',
        "nested quotes": good + b'\nmsgid "a" "b"\nmsgstr "c\n',
        "no character": good + b'\nmsgid "a"\nmsgstr "\x00"\n',
        "too large": good + b"# " + b"x" * po_files.LARGEST,
    }


@pytest.mark.parametrize("kind", broken(b""))
def test_a_broken_file_is_refused_with_a_sentence_and_changes_nothing(editor, kind):
    _draft, translation = begun()
    good = as_po(translation)
    assert b"charset=utf-8" in good
    (said,) = send(editor, translation, broken(good)[kind])

    assert "PO" in said
    assert not StringTranslation.objects.exists()


def test_who_may_not_edit_the_page_sends_no_file(client):
    _draft, translation = begun()
    client.force_login(UserFactory(groups=[NETWORK]))
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])

    assert client.post(address, {"file": SimpleUploadedFile("page.po", as_po(translation))}).status_code in {302, 403}
    assert not StringTranslation.objects.exists()
