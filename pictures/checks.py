"""What `check --deploy` says about the folder of pictures that are not public."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

HINT = "See “Pictures and documents” in docs/operations.md."


def register() -> None:
    """Make the check known to Django; called once, when all apps are loaded."""
    checks.register(private_folder, checks.Tags.security, deploy=True)


def private_folder(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> Sequence[checks.CheckMessage]:
    """Name what would let a web server hand out what is not public."""
    place = Path(settings.PRIVATE_MEDIA_ROOT).resolve()
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        served = getattr(settings, name)
        if served and place.is_relative_to(Path(served).resolve()):
            message = f"PRIVATE_MEDIA_ROOT ({place}) lies in {name}, which web servers hand out."
            return [checks.Error(message, hint=HINT, id="pictures.E001")]
    return []
