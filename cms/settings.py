"""All settings, in one file; what differs between installations is read from the environment (README.md lists it)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cms import environment, relays

BASE = Path(__file__).resolve().parent.parent
VAR = Path(environment.text("MAILLAGE_VAR", str(BASE / "var")))

# Secrets and hosts -------------------------------------------------------------------------------------------------
SECRET_KEY = environment.text("SECRET_KEY")
FACTOR_KEYS = environment.keys("FACTOR_KEY", VAR / "factor.key")  # of second factors, newest first: cms.accounts.keys
DEBUG = environment.flag("DEBUG", False)
HTTPS = environment.flag("HTTPS", True)
BEHIND_PROXY = environment.flag("BEHIND_PROXY", False)
SITE_ADDRESS = environment.address("SITE_ADDRESS", "http://localhost:8000")
PUBLIC_HOST = environment.text("PUBLIC_HOST", "")
PRIVATE_HOST = environment.text("PRIVATE_HOST", "")
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS", ",".join(filter(None, [PUBLIC_HOST, PRIVATE_HOST])) or "localhost,127.0.0.1"
)
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

# Where « Quitter vite » leads, and an optional tile server for the map: both are the operator's choice.
QUICK_EXIT_ADDRESS = environment.address("QUICK_EXIT_ADDRESS", "https://www.meteo.be")
TILE_SERVER = environment.address("TILE_SERVER")
TILE_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(TILE_SERVER))] if TILE_SERVER else []
CONTACT_MAIL = environment.text("CONTACT_MAIL", "maillage@brusano.example")

INSTALLED_APPS = [
    "cms",
    "search",
    "directory",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "directory.apps.PeopleConfig",  # wagtail.users with our accounts
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "post_office",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "cms.heads.HeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.doors.DoorMiddleware",
    "cms.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.doors.LanguageMiddleware",
    "cms.limits.LimitMiddleware",
    "cms.counting.CountMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.doors.ForgeryMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.doors.PrivateUnlessListedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.accounts.gate.Gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.doors.site",
            ],
        },
    },
]

# Data ----------------------------------------------------------------------------------------------------------------
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
    },
}
DATABASES = {
    "default": SQLITE | {"NAME": VAR / "maillage.sqlite3"},
    # The cache writes often and may be lost: in a file of their own they never hold the directory's lock.
    "cache": SQLITE | {"NAME": VAR / "cache.sqlite3"},
}
if POSTGRESQL := environment.database("DATABASE_URL"):
    POSTGRESQL |= {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,  # one that the server or a firewall closed is opened anew
        # A page reads little at a time, and PgBouncer may then lend a connection for one transaction.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "maillage"} | POSTGRESQL.get("OPTIONS", {}),
    }
    # The cache has a connection of its own: what it writes is not rolled back with the directory's.
    DATABASES = {"default": POSTGRESQL, "cache": POSTGRESQL | {}}
# Search on a cluster, where one is named; the database answers without it, and whenever it does not.
ELASTICSEARCH = environment.cluster("ELASTICSEARCH_URL", "ELASTICSEARCH_API_KEY", "ELASTICSEARCH_CA")
# Typed places that our tables do not know are asked of nobody, unless the operator names a Nominatim.
NOMINATIM = environment.geocoder("NOMINATIM_URL", "NOMINATIM_INTERNAL")
METRICS_PORT = environment.number("METRICS_PORT", 9108)  # manage.py metrics, on 127.0.0.1 alone
COUNTS_EVERY = 30.0  # seconds between two writings of cms.counting
LIMITS_FILE = VAR / "limits.sqlite3"  # cms.limits
DATABASE_ROUTERS = ["cms.databases.CacheRouter"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People --------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "directory.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cms.accounts.door.Adapter"
ACCOUNT_FORMS = {"reset_password": "cms.accounts.door.ForgottenForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up by herself: accounts are made by staff or by invitation
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # such a mail would offer to sign up
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # cms.limits and cms.accounts.tries count: whole in a burst, and nobody locks out another
MFA_ADAPTER = "cms.accounts.factors.Factors"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "cms.accounts.codes.CodeForm",
    "reauthenticate": "cms.accounts.codes.AgainForm",
    "activate_totp": "cms.accounts.codes.AppForm",
}
MFA_TOTP_ISSUER = "Maillage"
MFA_TOTP_TOLERANCE = 1  # half-minutes: telephones do not all know the time
MFA_RECOVERY_CODE_COUNT = 20  # a month of working days, for who has nothing else
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"

# An operator's own login page, where one is named; it opens accounts that are there. cms.accounts.provider
OIDC = environment.identity_provider("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
OIDC_SECOND_FACTOR = environment.flag("OIDC_SECOND_FACTOR", False)  # it asks for a second factor itself
if OIDC:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    _app = {name: OIDC[name] for name in ("provider_id", "name", "client_id", "secret")}
    # Its tokens name the address that was configured, with or without a last slash, and no other.
    _issuer = {"issuer": [OIDC["server_url"], OIDC["server_url"] + "/"]}
    _server = {"server_url": OIDC["server_url"], "openid_configuration_overrides": _issuer}
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [_app | {"settings": _server}],
        }
    }
    SOCIALACCOUNT_ADAPTER = "cms.accounts.provider.Provided"
    # By an address that the provider says it checked; afterwards by its own number of her.
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    SOCIALACCOUNT_EMAIL_VERIFICATION = "none"

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "cms.errors.csrf_failed"

# Languages -----------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "unused"  # the language is in the address
LOCALE_PATHS = [BASE / "cms" / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"
USE_THOUSAND_SEPARATOR = True

# Files ---------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE / "cms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if environment.flag("PLAIN_STATIC", False)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_USE_FINDERS = environment.flag("PLAIN_STATIC", False)

# Headers -------------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],  # Wagtail's admin has a policy of its own: cms.doors
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *TILE_ORIGIN],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that leads to the provider's own login page is followed there.
        "form-action": [SELF, *(["{0.scheme}://{0.netloc}".format(urlsplit(OIDC["server_url"]))] if OIDC else [])],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False  # the reverse proxy's work
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "SAMEORIGIN"

# Mail ----------------------------------------------------------------------------------------------------------------
# Whatever is sent waits in the queue first; the worker hands it to the mail server that SMTP_URL names.
EMAIL_BACKEND = "directory.notifications.QueueBackend"
RELAY = relays.relay("SMTP_URL")
if RELAY:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = RELAY
EMAIL_TIMEOUT = environment.number("SMTP_TIMEOUT", 20) or 20  # seconds of silence
MAIL_FOLDER = VAR / "mail"  # of a demonstration, whose mail never leaves
DEFAULT_FROM_EMAIL = relays.sender("MAIL_FROM", CONTACT_MAIL)
# Where what cannot be delivered comes back, with a sign of its own for each mail, and where it is read.
RETURN_MAIL = relays.returns("RETURN_MAIL", DEFAULT_FROM_EMAIL)
RETURN_BOX = relays.box("RETURN_BOX")
# Off where another tool sends it: nobody subscribes and nothing leaves; an issue can still be made and exported.
NEWSLETTER = environment.flag("NEWSLETTER", True)
NEWSLETTER_FROM = relays.sender("NEWSLETTER_FROM", DEFAULT_FROM_EMAIL)

# Wagtail -------------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Maillage"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/login/"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 5000  # ms; at Wagtail's 500 a new page met its own first draft when it was sent off
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", _("French")), ("nl", _("Dutch")), ("en", _("English"))]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # whatever it is, a document is saved, not shown by the browser
WAGTAILDOCS_DOCUMENT_MODEL = "cms.File"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.desk.upload_forms.FileForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.desk.upload_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation is published by a moderator
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}

# Its pages of traces say no more than our one sentence about each fault, and bury it.
LOGGERS = {
    "elastic_transport": {"level": "CRITICAL"},
    # Left alone it prints every failure with the address of the mail; directory.jobs says what there is to say.
    "post_office": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "cms.logs.Formatter", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": LOGGERS,
}
if environment.choice("LOG_FORMAT", ("line", "json")) == "json":
    MIDDLEWARE = ["cms.journal.AccessMiddleware", *MIDDLEWARE]
    LOGGING |= {
        "formatters": {"line": {"()": "cms.journal.Formatter"}},
        "loggers": LOGGERS | {"access": {"level": "INFO"}},
    }
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # cms.doors.ForgeryMiddleware is Django's own, told which pages are checked by origin
    "security.W008",  # the reverse proxy leads to https
    "security.W019",  # Wagtail's previews are frames of the same site
]
