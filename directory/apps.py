from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class DirectoryConfig(AppConfig):
    default = True
    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Directory")


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's pages of accounts, with ours in their place."""

    user_viewset = "directory.wagtail_hooks.people.PeopleViewSet"
