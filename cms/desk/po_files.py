"""A translation as a PO file, from a translator's tool: read here first, for wagtail-localize trusts what it gets."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation
from wagtail_localize.views.edit_translation import upload_pofile, user_can_edit_instance

polib: Any = edit_translation.polib  # the very parser that it is read with afterwards
LARGEST = 2_000_000  # bytes: the longest page has some 50,000
CHARSET = re.compile(rb'"?Content-Type:.+? charset=([\w\-:.]+)')  # as the parser looks for it
OF = "X-WagtailLocalize-TranslationID"


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = get_object_or_404(Translation, id=translation_id)
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    if reason := _why_not(request.FILES.get("file"), translation):
        messages.error(request, reason)
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    return cast("HttpResponse", upload_pofile(request, translation_id))


def _why_not(file: UploadedFile[bytes] | None, translation: Translation) -> str:
    """Empty: it can be taken over."""
    if file is None:
        return _("Choose a PO file first.")
    if (file.size or 0) > LARGEST:
        return _("This file is too large: a PO file of a page has less than 2 MB.")
    content = file.read()
    file.seek(0)
    found = _parsed(content)
    if found is None:
        return _("This file cannot be read: save it anew as PO file, in UTF-8, with your translation program.")
    if found.metadata.get(OF) != str(translation.uuid):
        return _("This PO file is not of this page and language: download it here, then translate that one.")
    return ""


def _parsed(content: bytes) -> Any:
    """None: it is none, or of another alphabet. By way of a file: the library would open what a text names."""
    said = CHARSET.search(content)
    if b"\x00" in content or (said and said[1].lower() != b"utf-8"):
        return None
    with tempfile.NamedTemporaryFile(suffix=".po", delete=False) as file:
        file.write(content)
    try:
        return polib.pofile(file.name, encoding="utf-8")
    # What it finds wrong is an OSError; what it does not expect ends in any of the others.
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return None
    finally:
        with suppress(OSError):
            os.unlink(file.name)
