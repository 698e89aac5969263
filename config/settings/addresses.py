"""What do the addresses of database, cache, mail server and search server say?

They hold passwords: no sentence quotes any of them, not even the name of an option, which may be
what stood behind a question mark in a password. What an address says and we do not understand is
refused, since whoever wrote it relies on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote

import environ

from config.settings.values import SPECIAL_SIGNS, file, folder, is_address, is_host, number, split

DATABASES = ("postgres", "postgresql", "psql", "pgsql", "sqlite")
#: Each kind of cache with the package that it needs, where that is not among ours.
CACHES = {
    **dict.fromkeys(("redis", "rediss", "rediscache", "valkey", "valkeys"), "redis"),
    "pymemcache": "pymemcache",
    "pylibmc": "pylibmc",
    "filecache": "",
    "locmemcache": "",
    "dummycache": "",
}
MAIL_SERVERS = ("smtp+tls", "smtp+ssl", "smtps", "smtp")
#: Kinds of mail server that send nothing: for developers.
NO_MAIL_SERVERS = ("consolemail", "memorymail", "dummymail", "filemail")

SECONDS = partial(number, least=1, most=600)


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"Möglich sind {', '.join(words)}.")
        return text

    return parse


def _readable(text: str) -> str:
    if not Path(text).is_file():
        raise ValueError("Diese Datei gibt es nicht.")
    return text


POSTGRES_OPTIONS: dict[str, Callable[[str], object]] = {
    "sslmode": _one_of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslrootcert": _readable,
    "sslcert": _readable,
    "sslkey": _readable,
    "channel_binding": _one_of("disable", "prefer", "require"),
    "target_session_attrs": _one_of("any", "read-write", "primary"),
    "connect_timeout": SECONDS,
    "application_name": str,
}
SQLITE_OPTIONS: dict[str, Callable[[str], object]] = {"timeout": SECONDS}
CACHE_OPTIONS: dict[str, Callable[[str], object]] = {
    "timeout": partial(number, least=1, most=31_536_000),
    "key_prefix": str,
}


def _options(query: str, known: Mapping[str, Callable[[str], object]]) -> dict[str, object]:
    """Return what stands behind the question mark."""
    found: dict[str, object] = {}
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
    except ValueError as problem:
        raise ValueError(f"Was nach dem ? steht, lässt sich nicht lesen; {SPECIAL_SIGNS}.") from (
            problem
        )
    for name, text in pairs:
        if name not in known or name in found:
            possible = f"möglich ist {', '.join(known)}" if known else "dort ist nichts möglich"
            raise ValueError(f"Nach dem ? steht etwas Unbekanntes oder Doppeltes; {possible}.")
        try:
            found[name] = known[name](text)
        except ValueError as problem:
            raise ValueError(f"Der Wert von „{name}“ geht nicht. {_possible(problem)}") from problem
    return found


def _possible(problem: ValueError) -> str:
    """Leave out what quotes the value."""
    words = str(problem)
    return words if "„" not in words else "Gebraucht wird eine ganze Zahl von 1 an."


def _parts(text: str, schemes: tuple[str, ...], otherwise: str) -> SplitResult:
    parts = split(text)
    if parts.scheme not in schemes or "://" not in text:
        raise ValueError(otherwise)
    if parts.fragment or "#" in text or "@" in parts.path:
        raise ValueError(f"Nach dem Namen des Rechners steht ein # oder @; {SPECIAL_SIGNS}.")
    host = parts.hostname or ""
    if host and not is_host(host) and not is_address(host) and not _is_socket(parts):
        raise ValueError(f"Darin steht kein richtiger Name eines Rechners; {SPECIAL_SIGNS}.")
    return parts


def _is_socket(parts: SplitResult) -> bool:
    """Say whether the host is the folder of a socket, as PostgreSQL has it (`%2Fvar%2Frun`)."""
    host = unquote(parts.netloc.rpartition("@")[2].partition(":")[0])
    return parts.scheme in DATABASES and host.startswith("/") and "\0" not in host


def server(text: str) -> str:
    """Return the address of a search server."""
    wrong = "Jede Adresse beginnt mit http:// oder https:// und einem Namen."
    parts = _parts(text, ("http", "https"), wrong)
    if not parts.hostname:
        raise ValueError(wrong)
    _options(parts.query, {})
    return text.rstrip("/?")


def database(text: str) -> dict[str, Any]:
    """Return what `DATABASE_URL` says, as Django's setting."""
    parts = _parts(text, DATABASES, "Die Adresse beginnt mit postgres:// oder sqlite:/// .")
    if parts.scheme == "sqlite":
        return _sqlite(text, parts)
    found = dict(environ.Env.db_url_config(text.partition("?")[0]))
    if not found.get("NAME"):
        raise ValueError(
            f"Gebraucht wird postgres://name:passwort@rechner/datenbank; {SPECIAL_SIGNS}."
        )
    if _is_socket(parts):
        found["HOST"] = unquote(found["HOST"])
    return found | {"OPTIONS": _options(parts.query, POSTGRES_OPTIONS)}


def _sqlite(text: str, parts: SplitResult) -> dict[str, Any]:
    if parts.netloc:
        raise ValueError("Vor dem Pfad stehen drei Schrägstriche: sqlite:////pfad/zur/datei .")
    found = dict(environ.Env.db_url_config(text.partition("?")[0]))
    if found["NAME"] != ":memory:":
        if not Path(found["NAME"]).parent.is_dir():
            raise ValueError("Die Datei kann es nicht geben: Ihr Ordner fehlt.")
        file(found["NAME"])
    return found | {"OPTIONS": _options(parts.query, SQLITE_OPTIONS)}


def cache(text: str) -> dict[str, Any]:
    """Return what `CACHE_URL` says, as Django's setting."""
    parts = _parts(
        text, tuple(CACHES), "Die Adresse beginnt mit keiner bekannten Art, wie redis://."
    )
    package = CACHES[parts.scheme]
    if package and not find_spec(package):
        raise ValueError(
            f"Für {parts.scheme}:// fehlt das Paket „{package}“; es ist zu installieren."
        )
    if package and not parts.hostname and not parts.path.strip("/"):
        raise ValueError(f"Gebraucht wird {parts.scheme}://rechner:anschluss .")
    if parts.scheme == "filecache":
        if parts.netloc or not parts.path.strip("/"):
            raise ValueError("Gebraucht wird ein Ordner: filecache:///pfad/zum/ordner .")
        folder(parts.path)
    found = dict(environ.Env.cache_url_config(text.partition("?")[0]))
    options = _options(parts.query, CACHE_OPTIONS)
    return found | {name.upper(): value for name, value in options.items()}


def mail_server(text: str) -> dict[str, Any]:
    """Return what `EMAIL_URL` says, as Django's settings."""
    parts = _parts(
        text,
        MAIL_SERVERS + NO_MAIL_SERVERS,
        "Die Adresse beginnt mit smtp+tls://, smtp+ssl:// oder smtp:// .",
    )
    sends = parts.scheme in MAIL_SERVERS
    if sends and (not parts.hostname or parts.path.strip("/")):
        raise ValueError(f"Gebraucht wird smtp+tls://name:passwort@rechner:587; {SPECIAL_SIGNS}.")
    if parts.scheme == "filemail":
        if parts.netloc or not parts.path.strip("/"):
            raise ValueError("Gebraucht wird ein Ordner: filemail:///pfad/zum/ordner .")
        folder(parts.path)
    _options(parts.query, {})
    return dict(environ.Env.email_url_config(text.partition("?")[0]))
