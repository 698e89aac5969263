"""Serves the site from inside a command, with the server that production uses."""

import warnings

from gunicorn.app.base import BaseApplication

# One process starts fastest; its threads keep a slow request from holding up the page beside it.
OPTIONS = {"workers": 1, "threads": 8, "worker_class": "gthread", "loglevel": "warning"}


class _Server(BaseApplication):
    def __init__(self, options: dict[str, object]) -> None:
        self.chosen = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        from config.wsgi import application  # reads the settings, so only when the server starts

        return application


def serve(*, address: str, **options: object) -> None:
    """Serve on `host:port` until stopped."""
    # Static files come from where they are written; nobody has to collect them for this.
    warnings.filterwarnings("ignore", "No directory at", UserWarning)
    _Server({**OPTIONS, "bind": address, **options}).run()
