"""People one may call or write to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from directory.identifiers import phone_or_short


class PhoneBlock(blocks.CharBlock):
    """A number as one types it; kept as E.164, or as the short number it is."""

    def clean(self, value: Any) -> str:
        cleaned = str(super().clean(value) or "")
        return phone_or_short(cleaned)[1] if cleaned else ""


class PersonBlock(blocks.StructBlock):
    """A member of a team. Her face is not needed, her number is."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Role"), max_length=160, required=False)
    phone = PhoneBlock(label=_("Phone"), max_length=30, required=False)
    mail = blocks.EmailBlock(label=_("E-mail"), required=False)
    photo = ImageChooserBlock(label=_("Photo"), required=False)

    class Meta:
        icon = "user"
        label = _("Person")


class TeamBlock(blocks.StreamBlock):
    """The people of a bassin's team."""

    person = PersonBlock()
