"""The newsletter in Wagtail's administration: an editor puts an issue together, a moderator sends it."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.newsletter.desk import issues, leaving, trying
from directory.wagtail_hooks import RightMenuItem


@hooks.register("register_admin_urls")
def newsletter_urls() -> list[URLPattern]:
    return [
        path("newsletter/", issues.ListView.as_view(), name="newsletter"),
        path("newsletter/new/", issues.BeginView.as_view(), name="newsletter_begin"),
        path("newsletter/erase/", leaving.EraseView.as_view(), name="newsletter_erase"),
        path("newsletter/<int:pk>/", issues.IssueView.as_view(), name="newsletter_issue"),
        path("newsletter/<int:pk>/discard/", issues.DiscardView.as_view(), name="newsletter_discard"),
        path("newsletter/<int:pk>/preview/", trying.PreviewView.as_view(), name="newsletter_preview"),
        path("newsletter/<int:pk>/mail/", trying.MailView.as_view(), name="newsletter_mail"),
        path("newsletter/<int:pk>/<slug:language>.html", trying.FileView.as_view(), name="newsletter_file"),
        path("newsletter/<int:pk>/send/", leaving.SendView.as_view(), name="newsletter_send"),
        path("newsletter/<int:pk>/pause/", leaving.PauseView.as_view(), name="newsletter_pause"),
    ]


@hooks.register("register_admin_menu_item")
def newsletter_menu_item() -> MenuItem:
    rights = (issues.CHANGE,)
    return RightMenuItem(
        _("Newsletter"), reverse_lazy("newsletter"), name="newsletter", icon_name="mail", order=117, rights=rights
    )
