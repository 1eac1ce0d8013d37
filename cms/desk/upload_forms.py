"""Wagtail's forms of pictures and documents, which take nothing before it is judged."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.desk.uploads import admitted, admitted_picture


class PictureField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        """Wagtail decodes the whole picture to know its size: ours is judged and made small first."""
        return super().to_python(admitted_picture(data) if isinstance(data, UploadedFile) else data)


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)


class FileForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return admitted(file) if isinstance(file, UploadedFile) else file
