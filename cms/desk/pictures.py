"""A picture as it is kept: drawn anew, so that nothing of camera, place or hidden text stays, and not too large."""

from __future__ import annotations

import io
import warnings
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

SIDE = 3000  # pixels: more than any page shows, enough for print
# What is decoded at once, in pixels of 4 bytes: a telephone's 12 million. A JPEG is decoded at a fraction of its size.
DECODED, JPEG_SIDE = 13_000_000, 1800
SCREEN = {"RGB", "RGBA", "L", "LA", "P"}
SAVED: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 4},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80, "speed": 8},
}


def cleaned(file: UploadedFile[bytes], kind: str) -> UploadedFile[bytes]:
    """The same picture under the same name. Its size is judged before anything is decoded."""
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            drawn = _drawn(file, kind)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_large() from None
        except (OSError, SyntaxError, ValueError, MemoryError, EOFError, OverflowError):
            raise ValidationError(
                _("This image cannot be read, or it is no %(kind)s: save it again and try once more.") % {"kind": kind}
            ) from None
    return InMemoryUploadedFile(drawn, None, file.name, Image.MIME.get(kind, "image/*"), drawn.getbuffer().nbytes, None)


def _drawn(file: IO[bytes], kind: str) -> io.BytesIO:
    with Image.open(file, formats=[kind]) as image:
        if getattr(image, "is_animated", False):
            raise ValidationError(_("This image moves: choose one that stands still."))
        image.draft(None, (JPEG_SIDE, JPEG_SIDE))
        if image.width * image.height > DECODED:
            raise _too_large()
        image.thumbnail((SIDE, SIDE))
        upright = ImageOps.exif_transpose(image)
    profile = upright.info.get("icc_profile")
    if upright.mode not in SCREEN:
        upright, profile = upright.convert("RGB"), None  # the profile was a printer's
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    made = io.BytesIO()
    upright.save(made, kind, **SAVED[kind], **({"icc_profile": profile} if profile else {}))
    made.seek(0)
    return made


def _too_large() -> ValidationError:
    return ValidationError(_("This image has too many pixels: make it smaller, 3,000 on a side is enough."))
