"""What must be right before strangers are let in? Each rule says in German what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.http.request import validate_host

from config.caches import is_per_process
from config.settings import values
from config.settings.checked import PUBLIC_KEYS, Settings, refuse

LEAST_SIGNS = 50
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NEEDED = {
    "SECRET_KEY": "Nötig sind mindestens 50 zufällige Zeichen.",
    "ALLOWED_HOSTS": "Nennen Sie die Namen, unter denen die Website erreichbar ist.",
    "BASE_URL": "Nennen Sie die Adresse der Website, etwa https://quartierswissen.example .",
    "EMAIL_URL": "Nennen Sie den Mailserver, etwa smtp+tls://name:passwort@rechner:587 .",
    "DEFAULT_FROM_EMAIL": "Nennen Sie die Adresse, von der die Mails kommen.",
}


def check(env: Settings, chosen: Mapping[str, Any]) -> None:
    """Refuse what is missing or unsafe on a public site; `chosen` are the settings by name."""
    for name, why in NEEDED.items():
        if not env.has(name):
            refuse(name, f"fehlt. {why}")
    _check_key(chosen["SECRET_KEY"])
    _check_addresses(chosen)
    _check_mail(chosen)
    _check_switches(env, chosen)
    _check_stores(env, chosen)


def _check_key(key: str) -> None:
    if key in PUBLIC_KEYS or key.startswith("django-insecure-"):
        refuse("SECRET_KEY", "Das ist ein Beispiel, das alle lesen können; nehmen Sie ein eigenes.")
    if len(key) < LEAST_SIGNS or len(set(key)) < 5:
        refuse("SECRET_KEY", "ist zu kurz oder zu einfach. " + NEEDED["SECRET_KEY"])


def _check_addresses(chosen: Mapping[str, Any]) -> None:
    hosts, address = chosen["ALLOWED_HOSTS"], chosen["WAGTAILADMIN_BASE_URL"]
    if "*" in hosts:
        refuse("ALLOWED_HOSTS", "Mit „*“ bestimmen Fremde, wohin die Links in Mails führen.")
    parts = urlsplit(address)
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    if not validate_host(name, hosts):
        refuse("BASE_URL", f"Der Name „{name}“ steht nicht in ALLOWED_HOSTS.")
    if chosen["HTTPS"] and parts.scheme != "https":
        refuse("BASE_URL", f"„{address}“ beginnt nicht mit https://, obwohl HTTPS an ist.")
    if not chosen["HTTPS"] and parts.scheme == "https":
        refuse("HTTPS", f"ist aus, obwohl BASE_URL „{address}“ mit https:// beginnt.")


def _check_mail(chosen: Mapping[str, Any]) -> None:
    if chosen["EMAIL_CONFIG"]["EMAIL_BACKEND"] != SMTP:
        refuse("EMAIL_URL", "Damit verlässt keine Mail den Server. " + NEEDED["EMAIL_URL"])
    if chosen["DEFAULT_FROM_EMAIL"].rstrip("> ").endswith("@localhost"):
        refuse("DEFAULT_FROM_EMAIL", "Mails von „localhost“ nimmt kein Mailserver an.")


def _check_switches(env: Settings, chosen: Mapping[str, Any]) -> None:
    if chosen["DEMO"]:
        refuse("DEMO", "Damit lesen alle die Mails von allen; öffentlich bleibt es aus.")
    if not chosen["RATE_LIMITS"]:
        refuse("RATE_LIMITS", "„off“ ist nur für Lasttests.")
    if env.flag("DEBUG", default=False):
        refuse("DEBUG", "zeigt Fremden das Innere der Website; es bleibt aus.")


def _check_stores(env: Settings, chosen: Mapping[str, Any]) -> None:
    if env.has("CACHE_URL") and is_per_process(chosen["CACHES"]["default"]):
        refuse(
            "CACHE_URL",
            "Diesen Cache hat jeder Prozess für sich, Grenzen gälten je Prozess; nennen Sie einen "
            "gemeinsamen oder lassen Sie die Einstellung weg.",
        )
    if chosen["DATABASES"]["default"]["NAME"] == ":memory:":
        refuse(
            "DATABASE_URL",
            "Diese Datenbank vergisst alles beim Beenden; nötig ist eine Datei.",
        )
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        place = Path(chosen["KEPT_PAGES_FILE"]).resolve()
        if place.is_relative_to(Path(chosen[name]).resolve()):
            refuse("KEPT_PAGES_FILE", f"liegt in {name}; was dort liegt, geben Webserver heraus.")
    for name in ("MEDIA_ROOT", "PRIVATE_MEDIA_ROOT"):
        try:
            values.folder(chosen[name])
        except ValueError as problem:
            refuse(name, str(problem))
