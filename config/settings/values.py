"""What does a setting have to look like? Pure functions from its text to its value.

A wrong text raises `ValueError` with a German sentence for the operator, which never quotes a value
that may hold a password.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

ON, OFF = ("on", "true", "yes", "ja", "1"), ("off", "false", "no", "nein", "0")
LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
#: What stands for peers without an address in TRUSTED_PROXIES: a proxy that uses a Unix socket.
UNIX = "unix"
LABEL = r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
HOST = re.compile(rf"{LABEL}(\.{LABEL})*", re.IGNORECASE)
PREFIX = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
SPECIAL_SIGNS = "Sonderzeichen in Name und Passwort werden als %XX geschrieben"


def quoted(text: str) -> str:
    """Return a wrong value as a sentence names it. What may hold a password is not repeated."""
    may_be_secret = len(text) > 80 or re.search(r"[@?#]|:(?!//|[0-9]{1,5}/?$)", text)
    return "Der Wert" if may_be_secret else f"„{text}“"


def flag(text: str) -> bool:
    """Return whether a switch is on."""
    word = text.lower()
    if word not in ON + OFF:
        raise ValueError(f"{quoted(text)} ist weder „on“ noch „off“.")
    return word in ON


def number(text: str, *, least: int, most: int) -> int:
    """Return a whole number."""
    if not re.fullmatch(r"[0-9]{1,12}", text) or not least <= int(text) <= most:
        raise ValueError(f"{quoted(text)} ist keine ganze Zahl von {least} bis {most}.")
    return int(text)


def level(text: str) -> str:
    """Return how much the log tells, in any case of letters."""
    word = {"WARN": "WARNING", "FATAL": "CRITICAL"}.get(text.upper(), text.upper())
    if word not in LEVELS:
        raise ValueError(f"{quoted(text)} ist keine Stufe; möglich sind {', '.join(LEVELS)}.")
    return word


def host(text: str) -> str:
    """Return the name of a host, or `.name` for it and everything below it, or `*`."""
    if "://" in text or "/" in text:
        raise ValueError(
            f"{quoted(text)} ist eine Adresse; gebraucht wird nur der Name, ohne https://."
        )
    if text.startswith("*."):
        raise ValueError("Statt „*.“ vor einem Namen schreiben Sie „.“.")
    if text == "*" or is_host(text.removeprefix(".")):
        return text
    if re.search(r":[0-9]+$", text):
        raise ValueError(
            f"{quoted(text)} nennt einen Anschluss; gebraucht wird nur der Name davor."
        )
    raise ValueError(
        f"{quoted(text)} ist kein Name eines Rechners (Umlaute schreibt man als xn--…)."
    )


def is_host(text: str) -> bool:
    if text.startswith("[") and text.endswith("]"):
        return is_address(text[1:-1])
    return bool(HOST.fullmatch(text)) and len(text) < 254


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def origin(text: str, *, wildcard: bool = True) -> str:
    """Return scheme and host, perhaps with a port; without a path, without a slash at the end."""
    parts = split(text)
    if "@" in text:
        raise ValueError("Ein @ steht darin; Name und Passwort gehören nicht dazu.")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(
            f"{quoted(text)} beginnt nicht mit https:// (oder http://) und einem Namen."
        )
    name = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc
    bare = name.removeprefix("*.") if wildcard else name
    if not is_host(bare):
        raise ValueError(f"{quoted(text)} nennt keinen Rechner (Umlaute schreibt man als xn--…).")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"{quoted(text)} endet nicht nach dem Namen; ein Pfad gehört nicht dazu.")
    return f"{parts.scheme}://{parts.netloc}"


def split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError(
            f"Die Adresse lässt sich nicht lesen (Anschluss oder Klammern); {SPECIAL_SIGNS}."
        )
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
            f"{quoted(text)} ist weder Adresse noch Netz (wie 127.0.0.1 oder 172.16.0.0/12)."
        ) from problem
    if found.prefixlen < 8:
        raise ValueError(f"{quoted(text)} glaubt fast allen; nennen Sie nur Ihre eigenen Proxys.")
    return str(found)


def sender(text: str) -> str:
    """Return whom mails come from: an address, perhaps with a name before it."""
    named = re.fullmatch(r"[^<>\r\n]*<([^<>]+)>", text)
    name, _at, domain = (named[1] if named else text).rpartition("@")
    if not re.fullmatch(r"[^\s@<>:]+", name) or not is_host(domain):
        raise ValueError("Das ist keine Mailadresse.")
    return text


def index_prefix(text: str) -> str:
    """Return the first part of the names of all indices."""
    if not PREFIX.fullmatch(text):
        raise ValueError(
            f"{quoted(text)} geht nicht: Möglich sind Kleinbuchstaben a–z, Ziffern, Punkt, - und _."
        )
    return text


def folder(text: str) -> str:
    """Return a folder into which this process may write, or that it can make."""
    there = Path(text)
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise ValueError(f"{quoted(str(there))} ist kein Ordner.")
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
