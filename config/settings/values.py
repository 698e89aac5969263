"""What does a setting have to look like? Pure functions from its text to its value.

A wrong text raises `ValueError` with a German sentence for the operator, which never quotes a value
that may hold a password.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ

ON, OFF = ("on", "true", "yes", "ja", "1"), ("off", "false", "no", "nein", "0")
LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
#: What stands for peers without an address in TRUSTED_PROXIES: a proxy that uses a Unix socket.
UNIX = "unix"
LABEL = r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
HOST = re.compile(rf"{LABEL}(\.{LABEL})*", re.IGNORECASE)
PREFIX = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
DATABASES = ("postgres", "postgresql", "psql", "pgsql", "sqlite")
#: Packages that a cache needs and that are not among ours.
CACHE_PACKAGES = {"redis": "redis", "rediss": "redis", "rediscache": "redis"}
CACHE_PACKAGES |= {"valkey": "redis", "valkeys": "redis"}
CACHE_PACKAGES |= {"memcache": "pymemcache", "pymemcache": "pymemcache", "pylibmc": "pylibmc"}
SPECIAL_SIGNS = "Sonderzeichen in Name und Passwort werden als %XX geschrieben"


def flag(text: str) -> bool:
    """Return whether a switch is on."""
    word = text.lower()
    if word not in ON + OFF:
        raise ValueError(f"„{text}“ ist weder „on“ noch „off“.")
    return word in ON


def number(text: str, *, least: int, most: int) -> int:
    """Return a whole number."""
    if not re.fullmatch(r"[0-9]{1,12}", text) or not least <= int(text) <= most:
        raise ValueError(f"„{text}“ ist keine ganze Zahl von {least} bis {most}.")
    return int(text)


def level(text: str) -> str:
    """Return how much the log tells, in any case of letters."""
    word = {"WARN": "WARNING", "FATAL": "CRITICAL"}.get(text.upper(), text.upper())
    if word not in LEVELS:
        raise ValueError(f"„{text}“ ist keine Stufe; möglich sind {', '.join(LEVELS)}.")
    return word


def host(text: str) -> str:
    """Return the name of a host, or `.name` for it and everything below it, or `*`."""
    if "://" in text or "/" in text:
        raise ValueError(f"„{text}“ ist eine Adresse; gebraucht wird nur der Name, ohne https://.")
    if text.startswith("*."):
        raise ValueError(f"Statt „{text}“ schreiben Sie „{text[1:]}“.")
    if text == "*" or _is_host(text.removeprefix(".")):
        return text
    if re.search(r":[0-9]+$", text):
        raise ValueError(f"„{text}“ nennt einen Anschluss; gebraucht wird nur der Name davor.")
    raise ValueError(f"„{text}“ ist kein Name eines Rechners (Umlaute schreibt man als xn--…).")


def _is_host(text: str) -> bool:
    if text.startswith("[") and text.endswith("]"):
        return _is_address(text[1:-1])
    return bool(HOST.fullmatch(text)) and len(text) < 254


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def origin(text: str, *, wildcard: bool = True) -> str:
    """Return scheme and host, perhaps with a port; without a path, without a slash at the end."""
    parts = _split(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"„{text}“ beginnt nicht mit https:// (oder http://) und einem Namen.")
    name = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc
    bare = name.removeprefix("*.") if wildcard else name
    if not _is_host(bare):
        raise ValueError(f"In „{text}“ ist „{name}“ kein Name eines Rechners.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"„{text}“ endet nicht nach dem Namen; ein Pfad gehört nicht dazu.")
    return f"{parts.scheme}://{parts.netloc}"


def server(text: str) -> str:
    """Return the address of a search server."""
    parts = _split(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("Jede Adresse beginnt mit http:// oder https:// und einem Namen.")
    if not _is_host(parts.hostname) and not _is_address(parts.hostname):
        raise ValueError(f"„{parts.hostname}“ ist kein Name eines Rechners.")
    return text.rstrip("/")


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as problem:
        raise ValueError(
            f"Die Adresse lässt sich nicht lesen (Anschluss oder Klammern); {SPECIAL_SIGNS}."
        ) from problem
    if re.search(r"\s", text):
        raise ValueError("In einer Adresse stehen keine Leerzeichen.")
    return parts


def network(text: str) -> str:
    """Return an address or a network of proxies, as `172.16.0.0/12`; or the word for sockets."""
    if text == UNIX:
        return text
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError as problem:
        raise ValueError(
            f"„{text}“ ist weder Adresse noch Netz (wie 127.0.0.1 oder 172.16.0.0/12)."
        ) from problem
    if found.prefixlen < 8:
        raise ValueError(f"„{text}“ glaubt fast allen; nennen Sie nur Ihre eigenen Proxys.")
    return str(found)


def database(text: str) -> dict[str, Any]:
    """Return what `DATABASE_URL` says, as django-environ reads it."""
    parts = _split(text)
    if parts.scheme not in DATABASES or "://" not in text:
        raise ValueError("Die Adresse beginnt mit postgres:// oder sqlite:/// .")
    if parts.scheme == "sqlite":
        return _sqlite(text)
    found: dict[str, Any] = environ.Env.db_url_config(text)
    if not found.get("NAME"):
        raise ValueError(
            f"Gebraucht wird postgres://name:passwort@rechner/datenbank; {SPECIAL_SIGNS}."
        )
    return found


def _sqlite(text: str) -> dict[str, Any]:
    found: dict[str, Any] = environ.Env.db_url_config(text)
    file = Path(found["NAME"])
    if found["NAME"] != ":memory:" and (file.is_dir() or not file.parent.is_dir()):
        raise ValueError(f"Die Datei {file} kann es nicht geben: Ihr Ordner fehlt.")
    return found


def cache(text: str) -> dict[str, Any]:
    """Return what `CACHE_URL` says."""
    scheme, mark, _rest = text.partition("://")
    if not mark or scheme not in environ.Env.CACHE_SCHEMES:
        raise ValueError("Die Adresse beginnt mit keiner bekannten Art, wie redis:// .")
    package = CACHE_PACKAGES.get(scheme, "")
    if package and not find_spec(package):
        raise ValueError(f"Für {scheme}:// fehlt das Paket „{package}“; es ist zu installieren.")
    found: dict[str, Any] = environ.Env.cache_url_config(text)
    return found


def mail_server(text: str) -> dict[str, Any]:
    """Return what `EMAIL_URL` says."""
    parts = _split(text)
    if parts.scheme not in environ.Env.EMAIL_SCHEMES or "://" not in text:
        raise ValueError("Die Adresse beginnt mit smtp+tls://, smtp+ssl:// oder smtp:// .")
    if parts.scheme.startswith("smtp") and not parts.hostname:
        raise ValueError(f"Gebraucht wird smtp+tls://name:passwort@rechner:587; {SPECIAL_SIGNS}.")
    found: dict[str, Any] = environ.Env.email_url_config(text)
    return found


def sender(text: str) -> str:
    """Return whom mails come from: an address, perhaps with a name before it."""
    named = re.fullmatch(r"[^<>\r\n]*<([^<>]+)>", text)
    name, _at, domain = (named[1] if named else text).rpartition("@")
    if not re.fullmatch(r"[^\s@<>]+", name) or not _is_host(domain):
        raise ValueError(f"„{text}“ ist keine Mailadresse.")
    return text


def index_prefix(text: str) -> str:
    """Return the first part of the names of all indices."""
    if not PREFIX.fullmatch(text):
        raise ValueError(
            f"„{text}“ geht nicht: nur kleine Buchstaben a–z, Ziffern, Punkt, - und _ sind möglich."
        )
    return text


def folder(text: str) -> str:
    """Return a folder into which this process may write, or that it can make."""
    there = Path(text)
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise ValueError(f"{there} ist kein Ordner.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise ValueError(f"In den Ordner {there} darf nicht geschrieben werden.")
    return text


def file(text: str) -> str:
    """Return a file that this process may write, or make."""
    there = Path(text)
    if there.is_dir():
        raise ValueError(f"{there} ist ein Ordner, keine Datei.")
    folder(str(there.parent))
    if there.exists() and not os.access(there, os.R_OK | os.W_OK):
        raise ValueError(f"In die Datei {there} darf nicht geschrieben werden.")
    return text


def clean(environment: Mapping[str, str], name: str) -> str:
    """Return a variable without the blanks around it; "" when it is missing or empty."""
    return environment.get(name, "").strip()
