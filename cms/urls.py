"""Every address of the site. What is public is listed in cms.doors."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import include, path, re_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms import serving, sitemaps
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
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, name="sitemap"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("login/", to_the_door, name="admin_login"),
    path("admin/login/", to_the_door, name="wagtail_login"),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/account/", require_admin_access(AccountView.as_view()), name="admin_account"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", include((search_urls.api_patterns, "search_api"))),
    *i18n_patterns(
        path("", include("directory.urls")),
        path("", include("search.urls")),
        path("", serving.page, name="home"),
        # Before Wagtail's own, whose view asks the database each time.
        re_path(wagtail_urls.serve_pattern, serving.page, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]
