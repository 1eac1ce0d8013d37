"""Pictures and documents made in memory, for tests of uploads and of the pages that show them."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.models import File, Picture


def image_bytes(kind="JPEG", size=(600, 400), mode="RGB", color="teal", **options):
    made = BytesIO()
    Image.new(mode, size, color).save(made, kind, **options)
    return made.getvalue()


def picture(title="Une photo", **values):
    return Picture.objects.create(title=title, file=ContentFile(image_bytes(), "photo.jpg"), **values)


def document(title="Une note", name="note.pdf", content=b"%PDF-1.7\n%%EOF\n", language="fr", **values):
    return File.objects.create(title=title, file=ContentFile(content, name), language=language, **values)


def upload(name, content, kind="application/octet-stream"):
    return SimpleUploadedFile(name, content, kind)
