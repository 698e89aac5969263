"""Django's own command, which refuses a database that other migrations have made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _


class Command(Migrate):
    """Bring the database to the state of the code."""

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := unknown_migrations(options["database"]):
            words = _(
                "This database was made by an older version (%(names)s) and cannot be brought up "
                "to date; please make a new one, and bring articles over with wiki_export and "
                "wiki_import."
            )
            raise CommandError(words % {"names": ", ".join(unknown[:3])})
        super().handle(*args, **options)


def unknown_migrations(using: str) -> list[str]:
    """Return the migrations of our apps that a database has seen and the code does not have."""
    configs = apps.get_app_configs()
    own = {config.label for config in configs if Path(config.path).parent == settings.BASE_DIR}
    there = MigrationLoader(None).disk_migrations
    seen = MigrationRecorder(connections[using]).applied_migrations()
    return [f"{app}.{name}" for app, name in seen if app in own and (app, name) not in there]
