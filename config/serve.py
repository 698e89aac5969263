"""Serves the site from inside a command, with the server that production uses."""

import warnings

from django.conf import settings
from gunicorn.app.base import BaseApplication

from config.gunicorn import SAFETY, on_starting

# One process starts fastest; its threads keep a slow request from holding up the page beside it.
OPTIONS = {"workers": 1, "threads": 8, "worker_class": "gthread", "loglevel": "warning"}


class _Server(BaseApplication):
    def __init__(self, url: str, options: dict[str, object]) -> None:
        self.url, self.chosen = url, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        # In the serving process alone: the settings were read before the port was known.
        settings.WAGTAILADMIN_BASE_URL = self.url
        from config.wsgi import application  # reads the settings, so only when the server starts

        return application


def serve(*, address: str, url: str, **options: object) -> None:
    """Serve on `host:port` until stopped; `url` is what the site calls itself."""
    # Static files come from where they are written; nobody has to collect them for this.
    warnings.filterwarnings("ignore", "No directory at", UserWarning)
    _Server(
        url, {**OPTIONS, **SAFETY, "on_starting": on_starting, "bind": address, **options}
    ).run()
