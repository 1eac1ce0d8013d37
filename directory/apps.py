from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class DirectoryConfig(AppConfig):
    default = True
    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from directory import mails, notices, rounds  # noqa: PLC0415 (models are not ready above)
        from directory.actions import member_letters, proposal_letters, ticket_letters  # noqa: PLC0415
        from directory.actions.confidential import purges  # noqa: PLC0415
        from directory.importers.forgetting import forget_address  # noqa: PLC0415

        if forget_address not in purges:
            purges.append(forget_address)
        ticket_letters.register()
        member_letters.register()
        proposal_letters.register()
        rounds.register()
        notices.register()
        mails.register()


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's pages of accounts, with ours in their place."""

    user_viewset = "directory.wagtail_hooks.people.PeopleViewSet"
