"""The form that hands over a file to import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from directory.models import Source

LARGEST = 60 * 1024 * 1024  # longer files take minutes: the command imports them
REGIONAL, TABLE = "social-brussels", "template"
ENDINGS = (".json", ".csv", ".xlsx", ".txt")


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("JSON of the regional directory, or our table as XLSX or CSV"))
    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=[
            ("", _("as the end of its name says")),
            (REGIONAL, _("regional directory (JSON)")),
            (TABLE, _("our table (XLSX or CSV)")),
        ],
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), label=_("Source"), required=False, empty_label=_("the usual one of this format")
    )
    full = forms.BooleanField(
        label=_("The file is complete"),
        required=False,
        help_text=_("Cards of this source that it no longer has are marked “gone from source, to check”."),
    )

    def clean_file(self) -> Any:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than %(size)s: have a technician import it with the command import_directory."),
                params={"size": filesizeformat(LARGEST)},
            )
        if not str(file.name).lower().endswith(ENDINGS):
            raise forms.ValidationError(_("The file should end with .json, .csv or .xlsx."))
        return file

    def clean_format(self) -> str:
        """A file of JSON is the regional directory's, anything else is our table."""
        file = self.cleaned_data.get("file")
        told: str = self.cleaned_data["format"]
        return told or (REGIONAL if file is not None and str(file.name).lower().endswith(".json") else TABLE)
