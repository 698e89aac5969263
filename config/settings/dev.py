"""Settings of a developer's machine and of the demo: works without any configuration."""

from config.catalogues import compile_stale
from config.settings.base import *  # noqa: F403

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = SECRET_KEY or checked.DEVELOPMENT_KEY
if DEBUG:
    # Whoever changes a template starts the server anew and wants to see it.
    CACHES = all_of(CACHES["default"])

compile_stale(BASE_DIR / "locale")
