"""How the production server runs, wherever it is started from.

`gunicorn.conf.py` beside `manage.py` hands these values to every `gunicorn config.wsgi`, so that
nobody has to remember them; what the command line says wins. `config.serve` (the demo) takes
`SAFETY` from here, too.
"""

import os
from importlib import import_module
from typing import Any

from django.db import connections

from config import preloading
from config.settings import checked

# One process with one thread is silenced by one reader on a bad line. Two processes survive the
# death of one; threads, because requests wait for the database and the search engine most of
# their time. A proxy that takes in whole requests belongs in front (docs/operations.md).
# WEB_CONCURRENCY says how many processes; also in `.env`, which gunicorn itself does not read.
checked.read_file()
workers = checked.processes(checked.Settings())
threads = 4
worker_class = "gthread"

# A process that has grown fat is exchanged for a fresh one, never both at the same time.
max_requests = 50_000
max_requests_jitter = 10_000

#: What no way of starting may leave out.
SAFETY: dict[str, Any] = {
    # Whether a reader came by HTTPS is decided by TRUSTED_PROXIES alone, not here as well.
    "secure_scheme_headers": {},
    # gunicorn would let a program on this machine (a proxy that hands on every header, say) choose
    # root and path of a request by headers of these names.
    "forwarder_headers": "",
    "header_map": "drop",
}
secure_scheme_headers = SAFETY["secure_scheme_headers"]
forwarder_headers = SAFETY["forwarder_headers"]
header_map = SAFETY["header_map"]


def on_starting(server: object) -> None:
    """Read the settings before processes start: a wrong one ends all with its one line, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", checked.USUAL)
    import_module(checked.known_module(os.environ))
    from pagecache.pages import forget_all  # needs the settings that were chosen just now

    # Another version of this program may have made what is kept, from another database even.
    forget_all()
    connections.close_all()  # a process that answers has its own


def when_ready(server: object) -> None:
    """Load the site before processes start, so that they share its memory; the port is open."""
    preloading.load()
    preloading.settle()


def post_worker_init(worker: object) -> None:
    """Settle what this process has loaded for itself."""
    preloading.settle()
