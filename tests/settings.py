"""cms.settings as the tests run it: the environment is fixed here, whatever the shell says."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

for _name in [name for name in os.environ if name.endswith(("_HOST", "_HOSTS", "_FILE", "_ADDRESS", "_ORIGINS"))]:
    del os.environ[_name]
os.environ |= {
    "SECRET_KEY": "only for tests",
    "DEBUG": "no",
    "HTTPS": "no",
    "PLAIN_STATIC": "yes",
    "NOMINATIM_URL": "",
    "SMTP_URL": "",
    "MAIL_FROM": "",
    "NEWSLETTER": "yes",
    "NEWSLETTER_FROM": "Brusano <newsletter@brusano.example>",
    "RETURN_MAIL": "",
    "RETURN_BOX": "",
    "MAILLAGE_VAR": str(Path(__file__).resolve().parent.parent / "var" / "test"),
}

from cms.settings import *  # noqa: E402, F403
from cms.settings import DATABASES, POSTGRESQL, STATIC_ROOT  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# What makes the real site slow on purpose: waiting for the disk, hashing passwords.
SQLITE = DATABASES["default"] | {
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;",
    }
}
if not POSTGRESQL:
    DATABASES = {"default": SQLITE, "cache": SQLITE | {"NAME": DATABASES["cache"]["NAME"]}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing of a test stays behind; runs side by side do not count each other's posts.
COUNTS_EVERY = float("inf")
_apart = TemporaryDirectory()
LIMITS_FILE = Path(_apart.name) / "limits.sqlite3"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = Path(_apart.name) / "media"
# Empty: files come from where they are written. WhiteNoise warns when the folder is missing.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
