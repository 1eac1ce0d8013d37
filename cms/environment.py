"""Typed readers of the environment: each refuses with a sentence that says what to do."""

from __future__ import annotations

import os
import ssl
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from search.network import OWN, Network, may_be_called

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, else of the file that NAME_FILE names, else `default`; without a default it must be set."""
    if name in os.environ:
        return os.environ[name]
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE names {path}, which cannot be read ({error.strerror}): write the path of a readable file."
            ) from error
    if default is None:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE with the path of a file that holds it); see README.md.")
    return default


def keys(name: str, usual: Path) -> tuple[str, ...]:
    """Secrets separated by spaces or lines, newest first; of the usual file if nothing is said, none without it."""
    found = tuple(text(name, usual.read_text(encoding="utf-8") if usual.is_file() else "").split())
    if short := [number for number, key in enumerate(found, 1) if len(key) < 32]:
        raise ImproperlyConfigured(
            f"Key {short[0]} of {name} has fewer than 32 characters: make one as README.md says, and keep the old ones."
        )
    return found


def identity_provider(issuer: str, client: str, secret: str, name: str) -> dict[str, str]:
    """An OpenID Connect provider in allauth's words, or nothing."""
    server = address(issuer)
    if not server:
        return {}
    if not server.startswith("https://") and urlsplit(server).hostname not in {"localhost", "127.0.0.1"}:
        raise ImproperlyConfigured(f"{issuer} begins with http://, which others can change: write https://.")
    if missing := [one for one in (client, secret) if not text(one, "").strip()]:
        raise ImproperlyConfigured(f"{issuer} is set, {missing[0]} is not: the provider gives both.")
    return {
        "provider_id": "operator",
        "name": text(name, "").strip() or urlsplit(server).netloc,
        "client_id": text(client).strip(),
        "secret": text(secret).strip(),
        "server_url": server,
    }


def flag(name: str, default: bool) -> bool:
    value = text(name, "yes" if default else "no").strip().lower()
    if value in YES or value in NO:
        return value in YES
    raise ImproperlyConfigured(f"{name} is « {value} »: write yes or no.")


def choice(name: str, known: tuple[str, ...]) -> str:
    """One of these words; the first if nothing is said."""
    value = text(name, known[0]).strip().lower()
    if value not in known:
        raise ImproperlyConfigured(f"{name} is « {value} »: write {' or '.join(known)}.")
    return value


def number(name: str, default: int) -> int:
    value = text(name, str(default)).strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise ImproperlyConfigured(f"{name} is « {value} »: write a number.")


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def address(name: str, default: str = "") -> str:
    """An http(s) address, without a slash at its end, or nothing."""
    value = text(name, default).strip().rstrip("/")
    if value and not value.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"{name} is no address of the web: write one that begins with https://.")
    return value


def cluster(addresses: str, key: str, authority: str) -> dict[str, Any]:
    """How the client reaches the nodes of an Elasticsearch, from three variables; without addresses there is none."""
    hosts = words(addresses)
    found: dict[str, Any] = {"hosts": [_with_port(host, addresses, n, len(hosts)) for n, host in enumerate(hosts, 1)]}
    if secret := text(key, "").strip():
        if not (secret.isascii() and secret.isprintable()):
            raise ImproperlyConfigured(
                f"{key} holds a sign that no key has, like « € » or a line break: copy it again."
            )
        found["api_key"] = secret
    if path := text(authority, "").strip():
        if not Path(path).is_file():
            raise ImproperlyConfigured(
                f"{authority} names {path}, which is no file: write the path of the authority's certificate (PEM)."
            )
        try:
            ssl.create_default_context(cafile=path)
        except OSError as error:  # ssl.SSLError is one
            raise ImproperlyConfigured(
                f"{authority} names {path}, which holds no certificate that can be read: write the path of the "
                "authority's certificate (PEM)."
            ) from error
        found["ca_certs"] = path
    return found


def _with_port(host: str, name: str, number: int, count: int) -> str:
    """The client insists on a port. What is refused is told by its place: it may hold a password, or a part of one."""
    wanted = "write addresses like https://node1.example:9200, with commas between (one in a password as %2C)."
    which = f"address {number} of {count} in {name}" if count > 1 else f"what {name} holds"
    try:
        parts = urlsplit(host)
        port, known = parts.port, parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        raise ImproperlyConfigured(f"The port or host is mistyped in {which}: {wanted}") from None
    if not known:
        raise ImproperlyConfigured(f"No http:// or https:// and host begin {which}: {wanted}")
    if port:
        return host
    return parts._replace(
        netloc=f"{parts.netloc.removesuffix(':')}:{443 if parts.scheme == 'https' else 9200}"
    ).geturl()


def geocoder(name: str, internal: str) -> dict[str, Any]:
    """A Nominatim of the operator's choice, or none; on an internal network only where that one is named."""
    own = tuple(_own_network(internal, part) for part in words(internal))
    url = address(name)
    found = {"url": url, "internal": own}
    if not url:
        return found
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: write an address like https://map.example.") from error
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} holds more or less than an address: write one like https://map.example, and nothing else."
        )
    if parts.scheme == "http" and not own:
        raise ImproperlyConfigured(
            f"{name} begins with http://, which others can read: write https://, or name your network in {internal}."
        )
    with suppress(ValueError):  # a name is looked up, and judged, when it is asked
        if not may_be_called(host, own, public=parts.scheme == "https"):
            raise ImproperlyConfigured(
                f"{name} may not be called: write a public address with https://, or name its network in {internal}."
            )
    return found


def _own_network(name: str, part: str) -> Network:
    try:
        one = ip_network(part)
    except ValueError:
        told = part.rpartition("@")[2]  # somebody may have written a whole address, with its password
        raise ImproperlyConfigured(f"{name} holds « {told} »: write networks like 10.1.2.0/24 or 127.0.0.1.") from None
    if not any(one.version == own.version and one.subnet_of(own) for own in OWN):  # type: ignore[arg-type]
        raise ImproperlyConfigured(
            f"{name} holds « {part} », which is no private network: write only yours, like 10.1.2.0/24 or 127.0.0.1."
        )
    return one


def database(name: str) -> dict[str, Any]:
    """A PostgreSQL in Django's words, or nothing. What is refused is not repeated: it may hold a password."""
    value = text(name, "").strip()
    if not value:
        if os.environ.get(name) or os.environ.get(f"{name}_FILE"):  # SQLite would begin empty, beside what they have
            raise ImproperlyConfigured(
                f"{name} (or the file that {name}_FILE names) is blank: write the address of a PostgreSQL, "
                "or unset it for SQLite."
            )
        return {}
    wanted = "write postgresql://user:password@host:5432/database (a character like @ in the password as %40)."
    scheme, sign, _rest = value.partition("://")
    if not sign or scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"{name} does not begin with postgresql://: {wanted}")
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(value))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {wanted}") from error
    if not found.get("NAME") or "/" in found["NAME"]:
        raise ImproperlyConfigured(f"{name} does not say which database: {wanted}")
    _known_options(name, found.get("OPTIONS", {}))
    return found


def _known_options(name: str, options: dict[str, Any]) -> None:
    from psycopg import ProgrammingError  # noqa: PLC0415  only where PostgreSQL is used
    from psycopg.conninfo import make_conninfo, timeout_from_conninfo  # noqa: PLC0415

    for option, value in options.items():
        try:
            make_conninfo("", **{option: value})
        except (ProgrammingError, TypeError) as error:
            raise ImproperlyConfigured(
                f"{name} ends with an option that PostgreSQL does not know, « {option} »: correct it, or leave it out."
            ) from error
    try:
        timeout_from_conninfo(options)
    except ProgrammingError:
        raise ImproperlyConfigured(
            f"{name} ends with a connect_timeout that is no number: write seconds, or leave it out."
        ) from None
