"""The pages of events: an index and one page an event, in each language; two pages share one meeting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.blocks import BodyBlock, BodyField
from cms.models.meetings import Meeting
from cms.models.pages import InnerPage


class EventsPage(InnerPage):
    """What is coming, by bassin and series, and what was."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.EventPage"]
    max_count_per_parent = 1
    template = "cms/events_page.html"

    class Meta:
        verbose_name = _("page of events")
        verbose_name_plural = _("pages of events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.events import listing  # noqa: PLC0415  it asks for pages

        return {**super().get_context(request, *args, **kwargs), **listing.found(self, request.GET)}


class EventPage(InnerPage):
    """An event in one language. Date, place and seats are the meeting's."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="pages", verbose_name=_("event"))
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    report = BodyField(
        BodyBlock(), verbose_name=_("report and documents"), blank=True, help_text=_("Shown once the event is over.")
    )

    content_panels = [
        FieldPanel("meeting"),
        *InnerPage.content_panels,
        FieldPanel("body"),
        FieldPanel("report"),
    ]
    search_fields = [
        *InnerPage.search_fields,
        index.SearchField("body"),
        index.SearchField("report"),
    ]
    parent_page_types = ["cms.EventsPage"]
    subpage_types: list[str] = []
    template = "cms/event_page.html"

    class Meta:
        verbose_name = _("page of an event")
        verbose_name_plural = _("pages of events of one day")

    def clean(self) -> None:
        super().clean()
        others = EventPage.objects.filter(meeting=self.meeting_id, locale=self.locale_id).exclude(pk=self.pk)
        if self.meeting_id and others.exists():
            raise ValidationError({"meeting": _("This event has a page in this language already.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.events import forms, views  # noqa: PLC0415  they register people, and need these models

        meeting, form = self.meeting, forms.RegistrationForm()
        return {**super().get_context(request, *args, **kwargs), "form": form, **views.facts(meeting, self)}
