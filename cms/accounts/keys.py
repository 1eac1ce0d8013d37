"""Secrets of second factors are kept encrypted, with keys that stand neither in the database nor in its backups.

FACTOR_KEY may hold several, newest first: the first one encrypts, all of them decrypt; `manage.py rotate_factor_key`
writes everything anew with the first. The SECRET_KEY decrypts as well: it encrypts where no FACTOR_KEY is set.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """The key with which this was written is gone."""


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    try:
        return _keys().decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def rotate(text: str) -> str:
    """The same, written with the newest key."""
    try:
        return _keys().rotate(text.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    return _ring((*settings.FACTOR_KEYS, settings.SECRET_KEY))


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    """Whatever its length and letters, and never the key that signs sessions."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"maillage second factors").derive(key.encode())
    return urlsafe_b64encode(made)
