"""The list of events and the one form of their dated facts."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button

from cms.events import changing
from cms.events.desk import overtaken
from cms.events.words import page_of
from cms.memory import forget
from cms.models import EventsPage, Meeting, Series
from directory.models import Bassin

BOTH = ("fr", "nl")
NEVER = {"delete_url_name", "usage_url_name", "copy_url_name"}


class MeetingFilters(WagtailFilterSet):
    when = django_filters.ChoiceFilter(
        label=lazy("When"),
        choices=[("coming", lazy("to come")), ("past", lazy("over"))],
        method="by_day",
        widget=forms.Select,
    )
    bassin = django_filters.ModelChoiceFilter(
        label=lazy("Bassin"), queryset=Bassin.objects.all(), to_field_name="code", method="by_bassin"
    )
    series = django_filters.ModelChoiceFilter(label=lazy("Series"), queryset=Series.objects.all(), to_field_name="code")

    class Meta:
        model = Meeting
        fields: list[str] = []

    def by_day(self, rows: Any, _name: str, value: str) -> QuerySet[Meeting]:
        found: QuerySet[Meeting] = rows.coming() if value == "coming" else rows.past()
        return found

    def by_bassin(self, rows: Any, _name: str, bassin: Bassin) -> QuerySet[Meeting]:
        found: QuerySet[Meeting] = rows.of_bassin(bassin)
        return found


class MeetingIndexView(generic.IndexView):
    template_name = "wagtailadmin/generic/index.html"
    default_ordering = "-starts_at"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)(
                "title", label=lazy("Event"), accessor=_title, get_url=self.get_edit_url
            ),
            Column("starts_at", label=lazy("Day"), sort_key="starts_at", accessor=_day),
            Column("where", label=lazy("Bassin"), accessor=_where),
            Column("seats", label=lazy("Registered"), accessor=_seats),
            Column("waiting", label=lazy("Waiting"), accessor="waiting"),
            Column("state", label=lazy("State"), accessor=_state),
            BooleanColumn("is_demo", label=lazy("Demo")),
        ]

    def get_base_queryset(self) -> QuerySet[Meeting]:
        rows = Meeting.objects.with_seats().select_related("series")
        return rows.prefetch_related("bassins", "pages__locale")

    def get_list_more_buttons(self, instance: Meeting) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        people = reverse("events_attendees", args=[instance.pk])
        return [Button(_("Attendees"), url=people, icon_name="group", priority=5), *buttons]


def _title(meeting: Meeting) -> str:
    """What its pages are called, in the reader's language first."""
    page = page_of(meeting)
    return str(page.title) if page else str(meeting.series)


def _day(meeting: Meeting) -> str:
    return date_format(timezone.localtime(meeting.starts_at), "SHORT_DATETIME_FORMAT")


def _where(meeting: Meeting) -> str:
    return ", ".join(str(bassin) for bassin in meeting.bassins.all()) or _("the whole Region")


def _seats(meeting: Any) -> str:
    return f"{meeting.taken} / {meeting.capacity}" if meeting.capacity else str(meeting.taken)


def _state(meeting: Meeting) -> str:
    if meeting.cancelled:
        return _("called off")
    if meeting.is_over:
        return _("over")
    return _("open") if meeting.takes_registrations else _("closed")


class Saving:
    """Through `changing.save`, which tells whoever it concerns."""

    def save_instance(self, since: str | None = None) -> Meeting:
        view: Any = self
        meeting: Meeting = view.form.save(commit=False)
        if changing.save(meeting, by=view.request.user, since=since):
            messages.info(view.request, _("Everybody who is registered or waiting gets a mail with the new facts."))
        view.form.save_m2m()
        forget()
        return meeting


class MeetingCreateView(Saving, generic.CreateView):
    template_name = "events/desk/meeting.html"

    def get_success_url(self) -> str:
        """To its own form, which offers the pages that are still missing."""
        return reverse("events_meetings:edit", args=[self.object.pk])


class MeetingEditView(Saving, generic.EditView):
    template_name = "events/desk/meeting.html"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return []

    @cached_property
    def opened(self) -> overtaken.Opened:
        return overtaken.Opened.brought(self.request.POST.get("opened", ""))

    def save_instance(self, since: str | None = None) -> Meeting:
        return super().save_instance(since=self.opened.since)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return cast("HttpResponse", super().form_valid(form))
        except changing.Overtaken:
            return self.overtaken(form)

    def overtaken(self, typed: Any) -> HttpResponse:
        """The form again, with what she typed and, elsewhere, what was saved meanwhile."""
        self.object = self.get_object()
        now = overtaken.facts(self.object, typed.fields)
        shown, found = overtaken.merged(typed.cleaned_data, now, self.opened)
        self.form = type(typed)(instance=self.object, initial=shown, for_user=self.request.user)
        self.has_unsaved_changes = True
        self.opened = overtaken.Opened.now(self.object, typed.fields)
        messages.error(self.request, _("Nothing was saved yet: this event was changed since you opened it."))
        changes = overtaken.differences(typed, typed.cleaned_data, now, found)
        return cast("HttpResponse", self.render_to_response(self.get_context_data(overtaken=changes)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = self.object.pages.select_related("locale").order_by("locale__language_code")
        without = EventsPage.objects.exclude(locale__in=[page.locale_id for page in pages])
        missing = without.filter(locale__language_code__in=BOTH).select_related("locale")
        context: dict[str, Any] = super().get_context_data(
            meeting=self.object, pages=pages, missing=missing.order_by("locale__language_code"), **kwargs
        )
        fresh = self.request.method != "POST"
        opened = overtaken.Opened.now(self.object, context["form"].fields) if fresh else self.opened
        return context | {"opened": str(opened)}


class MeetingForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        begins, ends, last = said.get("starts_at"), said.get("ends_at"), said.get("deadline")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("It ends before it begins."))
        if begins and last and last > begins:
            self.add_error("deadline", _("Nobody can register once it has begun."))
        if said.get("capacity") == 0:
            self.add_error("capacity", _("Leave this empty, or give at least one seat."))
        if not any(said.get(name) for name in ("place_fr", "place_nl", "place_en", "link")):
            self.add_error("place_fr", _("Say where it is: a place, or a link to take part online."))
        return said


class MeetingViewSet(ModelViewSet):
    model = Meeting
    name = "events_meetings"
    url_prefix = "events/meetings"
    icon = "calendar"
    menu_label = lazy("All events")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 50
    filterset_class = MeetingFilters
    index_view_class = MeetingIndexView
    add_view_class = MeetingCreateView
    edit_view_class = MeetingEditView
    panels = [
        MultiFieldPanel(
            [FieldPanel("series"), FieldPanel("bassins", widget=forms.CheckboxSelectMultiple)], lazy("What")
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])], lazy("When")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place_fr"), FieldPanel("place_nl")]),
                FieldPanel("place_en"),
                FieldPanel("link"),
                FieldRowPanel([FieldPanel("step_free"), FieldPanel("spoken")]),
            ],
            lazy("Where"),
        ),
        MultiFieldPanel(
            [FieldPanel("registration_open"), FieldRowPanel([FieldPanel("capacity"), FieldPanel("deadline")])],
            lazy("Registration"),
        ),
    ]

    def get_edit_handler(self) -> Any:
        return ObjectList(self.panels, base_form_class=MeetingForm).bind_to_model(self.model)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in given.items() if name not in NEVER}

    def get_urlpatterns(self) -> list[Any]:
        return [one for one in super().get_urlpatterns() if one.name not in {"delete", "usage"}]


class SeriesViewSet(ModelViewSet):
    """Nothing is deleted: a series that is over is made inactive."""

    model = Series
    name = "events_series"
    url_prefix = "events/series"
    icon = "list-ul"
    menu_label = lazy("Series")
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ["code", "name_fr", "name_nl", "name_en", "active", "sort"]
    list_display = ["name", "code", BooleanColumn("active", label=lazy("Active"))]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in given.items() if name not in NEVER}

    def get_urlpatterns(self) -> list[Any]:
        return [one for one in super().get_urlpatterns() if one.name not in {"delete", "usage"}]
