"""What editors upload: each file of the corpus with its verdict, in their words, in bounded memory and time."""

import io
import subprocess
import sys
import textwrap

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from PIL import Image

from cms.desk.uploads import admitted, admitted_picture
from cms.models import File, Picture
from directory.permissions import EDITOR
from tests.cms.pictures import document, image_bytes, upload
from tests.cms.upload_corpus import CORPUS, NOT_IT, PDF, SVG, TAKEN, gps_jpeg, vast_png
from tests.factories import UserFactory

PEAK = 300  # MB


@pytest.fixture
def editor(client, db):
    client.force_login(UserFactory(groups=[EDITOR]))
    return client


@pytest.mark.parametrize(("name", "make", "verdict"), CORPUS, ids=[name[:40] for name, _make, _verdict in CORPUS])
def test_each_file_has_its_verdict(name, make, verdict):
    with translation.override("en"):
        try:
            admitted(upload(name, make()))
            said = TAKEN
        except ValidationError as refusal:
            [said] = refusal.messages

    assert verdict in said


@pytest.mark.parametrize("name", ["photo.jpg", "photo.webp", "photo.png", "photo.avif"])
def test_nothing_of_where_and_by_what_a_picture_was_taken_stays(name):
    where = Image.open(io.BytesIO(gps_jpeg())).getexif()
    kind = {"jpg": "JPEG"}.get(name[-3:], name.split(".")[1].upper())
    content = image_bytes(kind, exif=where.tobytes(), xmp=b"<x>SecretPlace</x>")
    assert b"SecretCamera" in content

    kept = admitted_picture(upload(name, content)).read()

    assert b"SecretCamera" not in kept
    assert b"SecretPlace" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_a_picture_held_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = image_bytes(size=(60, 40), exif=exif.tobytes())

    assert Image.open(admitted_picture(upload("photo.jpg", sideways))).size == (40, 60)


def test_a_picture_that_hides_a_program_is_drawn_without_it():
    kept = admitted_picture(upload("both.png", image_bytes("PNG") + b"<script>alert(1)</script>")).read()

    assert b"<script>" not in kept


def test_a_large_photograph_is_made_smaller():
    kept = admitted_picture(upload("photo.jpg", image_bytes(size=(7000, 5000))))

    assert max(Image.open(kept).size) <= 3000


def test_an_editor_reads_in_her_language_why_a_file_is_refused(editor):
    form = {"title": "Image", "collection": 1, "tags": ""}
    answer = editor.post(reverse("wagtailimages:add"), form | {"file": upload("dessin.png", SVG)})

    assert "cette image ne peut pas être lue" in answer.content.decode().lower()
    assert not Picture.objects.exists()


@pytest.mark.parametrize("address", ["wagtailimages:add_multiple", "wagtaildocs:add_multiple"])
def test_several_files_at_once_pass_the_same_gate(editor, address):
    files = {"files[]": upload("dessin.svg", SVG)}
    answer = editor.post(reverse(address), {"title": "x"} | files, headers={"x-requested-with": "XMLHttpRequest"})

    assert answer.json()["success"] is False
    assert not Picture.objects.exists()
    assert not File.objects.exists()


def test_a_document_added_with_others_is_asked_for_its_language(editor):
    files = {"files[]": upload("note.pdf", PDF)}
    ajax = {"x-requested-with": "XMLHttpRequest"}
    answer = editor.post(reverse("wagtaildocs:add_multiple"), {"title": "Note"} | files, headers=ajax).json()
    number = answer["uploaded_file_id"]
    prefix = f"uploaded-document-{number}"
    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[number])
    sent = {f"{prefix}-title": "Note", f"{prefix}-language": "nl", f"{prefix}-tags": "", f"{prefix}-collection": 1}

    assert editor.post(address, sent, headers=ajax).json()["success"] is True
    assert File.objects.get().language == "nl"


def test_a_picture_replaced_by_another_passes_the_same_gate(editor):
    form = {"title": "Image", "collection": 1, "tags": "", "credit": "", "description": ""}
    editor.post(reverse("wagtailimages:add"), form | {"file": upload("photo.jpg", gps_jpeg())})
    [picture] = Picture.objects.all()

    editor.post(reverse("wagtailimages:edit", args=[picture.pk]), form | {"file": upload("photo.jpg", vast_png())})

    kept = Picture.objects.get()
    assert kept.width == 600
    assert b"SecretCamera" not in kept.file.open().read()


@pytest.mark.parametrize("name", ["note.pdf", "note.docx", "note.png"])
@pytest.mark.django_db
def test_a_document_is_saved_and_never_shown_by_the_browser(client, name):
    answer = client.get(document(name=name).url)

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_heaviest_files_are_judged_in_bounded_memory_and_time():
    measured = textwrap.dedent("""
        import time, django
        django.setup()
        from django.core.exceptions import ValidationError
        from tests.cms.pictures import image_bytes, upload
        from tests.cms import upload_corpus as corpus
        from cms.desk.uploads import HEAVIEST, admitted
        heavy = [
            ("a.png", corpus.vast_png), ("a.docx", corpus.bomb), ("b.docx", corpus.lying_bomb),
            ("b.png", corpus.wordy_png),
            ("a.pdf", lambda: corpus.PDF[:-6] + b"/Q " * (HEAVIEST // 3 - 99) + b"%%EOF"),
            ("c.png", lambda: image_bytes("PNG", (3600, 3600), "RGBA")),
            ("d.jpg", lambda: image_bytes(size=(9000, 8000), mode="L", color=9)),
        ]
        slowest = 0
        for name, make in heavy:
            content = make()
            began = time.process_time()
            try: admitted(upload(name, content))
            except ValidationError: pass
            slowest = max(slowest, time.process_time() - began)
        status = open("/proc/self/status").read()  # what getrusage says begins with this process's parent
        print(int(status.partition("VmHWM:")[2].split()[0]) // 1024, slowest)
    """)
    done = subprocess.run([sys.executable, "-c", measured], capture_output=True, text=True, check=True)
    peak, slowest = done.stdout.split()

    assert int(peak) < PEAK
    assert float(slowest) < 5


def test_what_is_refused_says_so_whatever_the_file_claims_to_be():
    with translation.override("en"), pytest.raises(ValidationError, match=NOT_IT):
        admitted(upload("note.pdf", b"<html>", kind="application/pdf"))
