"""Every address of the site. What is public is listed in cms.doors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import include, path, re_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms import demo_mail, feeds, health, role_guides, serving, sitemaps
from cms.accounts.urls import accounts
from cms.desk import downloads, translating_views
from cms.memo.views import memo
from directory import urls as directory_urls
from directory.wagtail_hooks.people import AccountView
from search import urls as search_urls

handler400 = "cms.errors.bad_request"
handler403 = "cms.errors.forbidden"
handler404 = "cms.errors.not_found"
handler429 = "cms.errors.too_many"
handler500 = "cms.errors.server_error"


def root(request: HttpRequest) -> HttpResponseRedirect:
    """To the language the browser asks for."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)[:2]}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


to_the_door: Any = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", root, name="root"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("health/", health.health, name="health"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, name="sitemap"),
    path("accounts/", include(accounts)),
    path("login/", to_the_door, name="admin_login"),
    path("admin/login/", to_the_door, name="wagtail_login"),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/account/", require_admin_access(AccountView.as_view()), name="admin_account"),
    path("admin/localize/", include(translating_views.urlpatterns)),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", downloads.document, name="wagtaildocs_serve"),
    path("documents/", include(wagtaildocs_urls)),
    # Pictures only: documents go through Wagtail, which knows who may read them.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}, name="pictures"),
    path("api/v1/", include((search_urls.api_patterns, "search_api"))),
    *i18n_patterns(
        path("", include("directory.urls")),
        path(_("my-organisation/"), include((directory_urls.own_patterns, "own"))),
        path("", include("search.urls")),
        path("demo/mails/", demo_mail.mails, name="demo_mail"),
        path("", include("cms.events.urls")),
        path("", include("cms.newsletter.urls")),
        re_path(r"^feeds/news\.(?P<kind>rss|atom)$", feeds.news, name="news_feed"),
        re_path(r"^feeds/(?P<bassin>[a-z-]+)/news\.(?P<kind>rss|atom)$", feeds.news, name="bassin_news_feed"),
        path(_("guide/<slug:role>/"), role_guides.role_guide, name="role_guide"),
        path(_("memo/<slug:tongue>/<slug:code>.pdf"), memo, name="memo"),
        path("", serving.page, name="home"),
        # Before Wagtail's own, whose view asks the database each time.
        re_path(wagtail_urls.serve_pattern, serving.page, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]
