"""Accounts in the administration: Wagtail's pages with our user, who has no user name and chooses her own password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import django_filters
from allauth.account.forms import ResetPasswordForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import account
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users

from directory.forms.person import OwnForm, PersonForm
from directory.models import User
from directory.permissions import RIGHTS


class PeopleFilters(users.UserFilterSet):
    """Wagtail's, with the groups by their names in the reader's language."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(name, _(name)) for name in RIGHTS]
        self.filters["group"] = django_filters.MultipleChoiceFilter(
            field_name="groups__name", choices=names, label=_("Group"), widget=CheckboxSelectMultiple
        )


class PeopleIndexView(users.IndexView):
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    show_other_searches = False
    is_searchable = True
    search_fields = ("full_name", "email")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column_class(TitleColumn)(
                "full_name", label=lazy("Name"), accessor=str, sort_key="full_name", get_url=self.get_edit_url
            ),
            Column("email", label=lazy("E-mail address"), sort_key="email"),
            Column("groups", label=lazy("Groups"), accessor=_groups),
            BooleanColumn("is_active", label=lazy("Active"), sort_key="is_active"),
            DateColumn("last_login", label=lazy("Last login"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        return User.objects.prefetch_related("groups")


def _groups(user: User) -> str:
    names = [_(group.name) for group in user.groups.all()]
    return ", ".join([_("everything"), *names] if user.is_superuser else names)


_View: Any = users.EditView if TYPE_CHECKING else object


class AddressOnceMixin(_View):
    """Between the look at an address and the save somebody else may have taken it: the form says so then, too."""

    def form_valid(self, form: PersonForm) -> HttpResponse:
        try:
            return cast("HttpResponse", super().form_valid(form))
        except IntegrityError:
            try:
                form.clean_email()
            except ValidationError as taken:
                form.add_error("email", taken)
                self.produced_error_message = self.get_error_message()
                return cast("HttpResponse", self.form_invalid(form))
            raise


class PersonCreateView(AddressOnceMixin, users.CreateView):
    template_name = "wagtailadmin/generic/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    def save_instance(self) -> User:
        person = cast("User", super().save_instance())
        mail = ResetPasswordForm(data={"email": person.email})
        if mail.is_valid():
            mail.save(self.request)
            messages.info(self.request, _("A mail lets her choose her password."))
        return person


class PersonEditView(AddressOnceMixin, users.EditView):
    template_name = "wagtailadmin/generic/form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever could change a superuser's address could become her."""
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return cast("HttpResponse", super().dispatch(request, *args, **kwargs))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), "by": self.request.user}
        return {name: value for name, value in kwargs.items() if name != "editing_self"}

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if self.object != self.request.user:
            address = reverse("account_help", args=[self.object.pk])
            buttons.append(Button(_("Help with the second step"), url=address, icon_name="key", priority=30))
        return buttons


class PeopleViewSet(users.UserViewSet):
    """Named in `directory.apps.PeopleConfig`. Accounts are closed, not deleted: history keeps their names."""

    icon = "user"
    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    filterset_class = PeopleFilters
    copy_view_enabled = False
    template_prefix = ""

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in given.items() if name not in {"delete_url_name", "usage_url_name"}}

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"delete", "usage"}]


class OwnPanel(account.BaseSettingsPanel):
    name = "own"
    title = lazy("Name and language")
    order = 100
    form_class = OwnForm


class AccountView(account.AccountView):
    """One's own account: the password is changed at the one door, the address by staff."""

    def get_panels(self) -> list[Any]:
        request, profile = self.request, account.UserProfile.get_for_user(self.request.user)
        # Our panel is saved last: the others write the whole profile as it was read, the old language included.
        kinds = [account.NotificationsSettingsPanel, account.ThemeSettingsPanel, OwnPanel]
        panels = [kind(request, request.user, profile) for kind in kinds]
        return [panel for panel in panels if panel.is_active()]
