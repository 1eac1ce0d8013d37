from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Site")

    def ready(self) -> None:
        """The worker must know every kind of mail."""
        from cms import accounts  # noqa: PLC0415  models are loaded now
        from cms.desk import jobs as desk  # noqa: PLC0415
        from cms.events import notifications  # noqa: PLC0415  models are loaded now
        from cms.newsletter import notifications as newsletter  # noqa: PLC0415

        notifications.register()
        newsletter.register()
        accounts.register()
        desk.register()
