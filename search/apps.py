from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Every write of the directory ends with its search rows, in the same transaction."""
        from directory.actions import listeners  # noqa: PLC0415  models are loaded now
        from directory.actions.confidential import purges  # noqa: PLC0415
        from search.index import forget_deleted, refresh  # noqa: PLC0415

        if refresh not in listeners:
            listeners.append(refresh)
        if forget_deleted not in purges:
            purges.append(forget_deleted)
