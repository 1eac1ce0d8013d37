from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Site")

    def ready(self) -> None:
        """The worker must know every kind of mail, and search, which cannot know this package, asks it for pages."""
        from cms import finding  # noqa: PLC0415  models are loaded now
        from cms.accounts import letters as accounts  # noqa: PLC0415
        from cms.desk import equality  # noqa: F401, PLC0415  registers its check
        from cms.desk import jobs as desk  # noqa: PLC0415
        from cms.events import notifications as events  # noqa: PLC0415
        from cms.newsletter import notifications as newsletter  # noqa: PLC0415
        from search.views.beside import finders  # noqa: PLC0415

        for package in (events, newsletter, accounts, desk):
            package.register()
        if finding.pages not in finders:
            finders.append(finding.pages)
