"""What the editor checks while somebody writes: the part of the page that is hers, by the rules that concern it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem


class Checks(ContentCheckerItem):
    """Headings, links and words for images; header, menu and footer are checked by our own tests."""

    axe_include = ["main"]
    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt", "list", "listitem", "link-in-text-block"]


@hooks.register("construct_wagtail_userbar")
def our_checks(_request: HttpRequest, items: list[Any], page: Any) -> None:
    """In the preview nothing but the checks: the other items lead where the editor is already."""
    items[:] = [Checks(in_editor=item.in_editor) for item in items if isinstance(item, ContentCheckerItem)]
