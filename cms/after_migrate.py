"""The skeleton of the site appears after the last migration of all apps.

Not inside a migration: the services need the models as they are now, which an early migration would
not find in the database.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from cms.services import ensure_site, name_roots


def make_site(using: str, **_: Any) -> None:
    """Call `ensure_site()` unless a migration is still to come (`migrate <app> <name>`)."""
    executor = MigrationExecutor(connections[using])
    if using != "default" or executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    # The apps after this one have not had their permissions made yet, and roles need them.
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    ensure_site()
    name_roots()
