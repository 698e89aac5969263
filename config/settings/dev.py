"""Settings of a developer's machine and of the demo: works without any configuration."""

from config.catalogues import compile_stale
from config.settings.base import *  # noqa: F403

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = SECRET_KEY or checked.DEVELOPMENT_KEY

compile_stale(BASE_DIR / "locale")
