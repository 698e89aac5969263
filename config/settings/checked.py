"""Reads settings from the environment. A wrong one ends the process with one German line.

An empty value counts as missing; blanks around values do not count.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import environ

from config.settings import addresses, values

T = TypeVar("T")

USUAL = "config.settings.production"

FILE = Path(__file__).resolve().parent.parent.parent / ".env"

#: Keys that everybody can read in this repository.
DEVELOPMENT_KEY = "only-for-development-and-demo-never-for-a-public-site"
PUBLIC_KEYS = (DEVELOPMENT_KEY, "at-least-50-random-characters")


class Refused(SystemExit):
    """A setting is wrong. Python prints the line and ends; there is nobody who could catch it."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.line = f"Einstellung {name}: {' '.join(why.split())}"
        super().__init__(self.line)


def refuse(name: str, why: str) -> NoReturn:
    """End with one line; `why` is a German sentence."""
    raise Refused(name, why)


class Settings:
    """The environment, one method for each kind of value. `default` is what a missing one means."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self.environment = os.environ if environment is None else environment

    def has(self, name: str) -> bool:
        """Whether the variable says anything."""
        return bool(values.clean(self.environment, name))

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """Return the value of one variable, or refuse it."""
        text = values.clean(self.environment, name)
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as problem:
            refuse(name, str(problem))
        except OSError:
            refuse(name, "Das lässt sich nicht prüfen: Der Pfad ist zu lang oder nicht lesbar.")

    def many(self, name: str, parse: Callable[[str], T], default: list[T]) -> list[T]:
        """Return the values of a variable that lists several, separated by commas."""
        return self.read(name, lambda text: _each(text, parse), default)

    def text(self, name: str, *, default: str = "") -> str:
        return self.read(name, str, default)

    def flag(self, name: str, *, default: bool) -> bool:
        return self.read(name, values.flag, default)

    def number(self, name: str, *, default: int, least: int, most: int) -> int:
        return self.read(name, lambda text: values.number(text, least=least, most=most), default)

    def level(self, name: str, *, default: str) -> str:
        return self.read(name, values.level, default)

    def hosts(self, name: str, *, default: list[str]) -> list[str]:
        return self.many(name, values.host, default)

    def origins(self, name: str) -> list[str]:
        return self.many(name, values.origin, [])

    def origin(self, name: str, *, default: str) -> str:
        return self.read(name, lambda text: values.origin(text, wildcard=False), default)

    def servers(self, name: str) -> list[str]:
        return self.many(name, addresses.server, [])

    def networks(self, name: str, *, default: list[str]) -> list[str]:
        return self.many(name, values.network, default)

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        return self.read(name, addresses.database, addresses.database(default))

    def cache(self, name: str, *, default: str) -> dict[str, Any]:
        return self.read(name, addresses.cache, addresses.cache(default))

    def mail_server(self, name: str, *, default: str) -> dict[str, Any]:
        return self.read(name, addresses.mail_server, addresses.mail_server(default))

    def sender(self, name: str, *, default: str) -> str:
        return self.read(name, values.sender, default)

    def index_prefix(self, name: str, *, default: str) -> str:
        return self.read(name, values.index_prefix, default)

    def folder(self, name: str, *, default: str) -> str:
        return self.read(name, values.folder, default)

    def file(self, name: str, *, default: str) -> str:
        return self.read(name, values.file, default)


def _each(text: str, parse: Callable[[str], T]) -> list[T]:
    found = [part.strip() for part in text.split(",") if part.strip()]
    if not found:
        raise ValueError("Zwischen den Kommas steht nichts.")
    if "@" in text and parse is not addresses.server:
        # A comma may stand in a password; then what is before it must not be quoted either.
        raise ValueError("Ein @ steht darin; Name und Passwort gehören nicht dazu.")
    return [parse(part) for part in found]


def read_file() -> None:
    """Add what `.env` beside `manage.py` says to the environment, which wins."""
    if not FILE.is_file():
        return
    try:
        environ.Env.read_env(str(FILE))
    except (OSError, UnicodeDecodeError):
        refuse(".env", "Die Datei lässt sich nicht lesen; gebraucht wird Text in UTF-8.")


def processes(env: Settings) -> int:
    """Return how many processes answer readers; gunicorn asks before there are settings."""
    return env.number("WEB_CONCURRENCY", default=2, least=1, most=64)


def known_module(environment: Mapping[str, str]) -> str:
    """Return the module that `DJANGO_SETTINGS_MODULE` names, or refuse one that does not exist."""
    name = environment["DJANGO_SETTINGS_MODULE"]
    try:
        found = find_spec(name)
    except (ImportError, ValueError):
        found = None
    if found is None:
        refuse(
            "DJANGO_SETTINGS_MODULE", f"{values.quoted(name)} gibt es nicht; üblich ist {USUAL}."
        )
    return name
