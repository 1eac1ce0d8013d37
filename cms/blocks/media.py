"""Blocks that show or lead to something made elsewhere: pictures, quotes, documents, videos."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.harmless import AddressBlock


class PictureBlock(blocks.StructBlock):
    """A picture is never without the words that stand for it."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What it shows"),
        help_text=_("Read out to whoever does not see it. In the language of the page."),
        max_length=200,
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        template = "blocks/figure.html"
        label = _("Picture")


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Quotation"), max_length=600)
    who = blocks.CharBlock(label=_("Who says it"), max_length=120, required=False)
    role = blocks.CharBlock(label=_("Role"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        template = "blocks/quote.html"
        label = _("Quotation")


class DocumentBlock(blocks.StructBlock):
    """A place for a document, which may be kept before the document is there: the page then says so."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    note = blocks.CharBlock(label=_("Note"), max_length=250, required=False)
    file = DocumentChooserBlock(
        label=_("Document"), help_text=_("Without one, the page says that it is to be completed."), required=False
    )


class VideoValue(blocks.StructValue):
    @property
    def host(self) -> str:
        """Where the reader will find herself: no player of others ever runs on our pages."""
        return (urlsplit(str(self.get("address") or "")).hostname or "").removeprefix("www.")


class VideoBlock(blocks.StructBlock):
    """A link to a video. It is not played here: its host would see who watches."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    minutes = blocks.IntegerBlock(label=_("Length in minutes"), min_value=1, max_value=600)
    address = AddressBlock(label=_("Address"))
    language = blocks.ChoiceBlock(
        label=_("Language spoken in it"),
        choices=[("fr", _("French")), ("nl", _("Dutch")), ("en", _("English"))],
        required=False,
    )

    class Meta:
        icon = "media"
        template = "blocks/video.html"
        label = _("Video, as a link")
        value_class = VideoValue
