"""The two doors: what is public, and how a request on either side is treated.

The public door never reads a session and sets no cookie; the private one answers `private, no-store`. With no host set
one host is both: whoever brings a session cookie stands at the private door. PUBLIC is the only list of what is open.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_cache_control

from cms import errors
from search.geocoding import nominatim

Answer = Callable[[HttpRequest], HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}

OF_A_PROVIDER = {"openid_connect_login", "openid_connect_callback"}
# URL names that anybody may open. tests/test_doors.py compares it with the whole URLconf.
PUBLIC = frozenset(
    {
        "root",
        "home",
        "wagtail_serve",
        "wagtaildocs_serve",
        "pictures",
        "sitemap",
        "memo",
        "news_feed",
        "bassin_news_feed",
        "robots",
        "health",
        "events:feed",
        "events:bassin_feed",
        "events:calendar",
        "events:register",
        "events:sent",
        "events:confirm",
        "events:cancel",
        "newsletter:subscribe",
        "newsletter:sent",
        "newsletter:confirm",
        "newsletter:change",
        "newsletter:leave",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_inactive",
        "account_join",
        "mfa_authenticate",
        "admin_login",
        "search:page",
        "search:suggest",
        "search:ranking",
        "search:documentation",
        "search:boussole",
        "search:sheet",
        "search:sheet_page",
        "search:sheet_paper",
        "search_api:api",
        "search_api:api_schema",
        "search_api:api_documentation",
        "directory:service",
        "directory:organisation",
        "directory:vcard",
        "directory:help_lines",
        "directory:claim",
        "directory:propose",
        "directory:claim_sent",
        "directory:claim_confirm",
        "directory:report_service",
        "directory:report_organisation",
        "directory:reported",
        "directory:tap",
        "demo_mail",
        "role_guide",
    }
) | (OF_A_PROVIDER if settings.OIDC else set())
# The one door where somebody may log in: it needs the session and its cookies, whoever comes.
ENTRANCE = ("/accounts/", "/login/", "/admin/", "/django-admin/")
# Of these the public host, where no cookie lives, only knows where they are.
LOGIN = ("/accounts/", "/login/")
ADMIN = "/admin/"
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "frame-ancestors 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)


def _two_hosts() -> bool:
    return bool(settings.PRIVATE_HOST) and settings.PRIVATE_HOST != settings.PUBLIC_HOST


def _private(request: HttpRequest) -> bool:
    if _two_hosts():
        return request.get_host() == settings.PRIVATE_HOST
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.path.startswith(ENTRANCE)


# PostgreSQL keeps no such character and refuses to look for one. Forms refuse it for themselves.
NUL = "\x00"


class DoorMiddleware:
    """Says at which door a request stands (`request.private_door`) and finishes its answer accordingly."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        private = request.private_door = _private(request)  # type: ignore[attr-defined]
        if not private:
            request.COOKIES = {}
            if _two_hosts() and request.path.startswith(LOGIN):
                return HttpResponseRedirect(f"{request.scheme}://{settings.PRIVATE_HOST}{request.get_full_path()}")
        unreadable = any(NUL in value for value in request.COOKIES.values())
        response = errors.bad_request(request) if unreadable else self.get_response(request)
        if request.path.startswith(ADMIN):
            policy = response.headers.get("Content-Security-Policy", ADMIN_POLICY)
            # A page that is previewed brings its own strict policy, into a frame of the editor.
            framed = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            response.headers["Content-Security-Policy"] = framed
        if private:
            patch_cache_control(response, private=True, no_store=True)
            response.headers["X-Robots-Tag"] = "noindex"
        else:
            response.cookies.clear()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        asked = (request.path, *(value for values in request.GET.lists() for value in values[1]))
        if isinstance(exception, DataError) and any(NUL in value for value in asked):
            return errors.bad_request(request)
        return None


class LanguageMiddleware(LocaleMiddleware):
    """Does not lead programs that ask for what there is not to a page in some language."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and request.path.startswith(errors.API):
            return response
        return super().process_response(request, response)


class ForgeryMiddleware(CsrfViewMiddleware):
    """Tokens wherever a session counts; on public pages, where none does, the browser's word on the origin."""

    def process_view(self, request: HttpRequest, callback: Any, args: Any, kwargs: Any) -> HttpResponse | None:  # type: ignore[override]
        if not _open_to_all(request):
            return super().process_view(request, callback, args, kwargs)
        if request.method in SAFE or getattr(callback, "csrf_exempt", False) or _same_origin(request):
            return None
        reject: Answer = partial(self._reject, reason=errors.FROM_ELSEWHERE)  # type: ignore[attr-defined]
        return reject(request)


def _open_to_all(request: HttpRequest) -> bool:
    """A page of the public list, away from the login door."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name in PUBLIC and not request.path.startswith(ENTRANCE)


def _same_origin(request: HttpRequest) -> bool:
    """Browsers say where a form comes from; what says nothing (a script) carries no cookie either."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


class PrivateUnlessListedMiddleware(LoginRequiredMiddleware):
    """Every view is private unless its URL name is on the public list."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in PUBLIC:
            return None
        if settings.PRIVATE_HOST and not request.private_door:  # type: ignore[attr-defined]
            raise Http404
        # Whatever a library's view says of itself: some ask their questions later, and say that they need no login.
        return None if request.user.is_authenticated else self.handle_no_permission(request, view_func)


def _is_in(request: HttpRequest) -> bool:
    """With both factors: whoever typed a password alone is not in yet."""
    row = getattr(request, "sign_in", None)
    return bool(row and row.factor and request.user.is_authenticated)


def site(request: HttpRequest) -> dict[str, Any]:
    """What every template may print. Who is logged in is asked at the private door only."""
    private = getattr(request, "private_door", False)
    return {
        "private_door": private,
        "member": request.user if private and _is_in(request) else None,
        "quick_exit_address": settings.QUICK_EXIT_ADDRESS,
        "contact_mail": settings.CONTACT_MAIL,
        "geocoder": nominatim.host(),
        "provider": settings.OIDC.get("name", ""),
    }
