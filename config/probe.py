"""Asks a web process whether it is ready: `python -m config.probe [path]`, for health checks.

The site answers only to its own names, so the question has to carry one.
"""

import http.client
import os
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

PORT, SECONDS = 8000, 4


def name_of_site(environment: Mapping[str, str]) -> str:
    """Return a name of the site that is a host: that of `BASE_URL`, else the first allowed one.

    `.quartier.example` in `ALLOWED_HOSTS` means that host, too, and all below it.
    """
    host = urlsplit(environment.get("BASE_URL", "").strip()).hostname or ""
    if not host:
        names = environment.get("ALLOWED_HOSTS", "").split(",")
        plain = (name.strip().removeprefix("*").removeprefix(".") for name in names)
        host = next((name for name in plain if name), "localhost")
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def ask(path: str, environment: Mapping[str, str], port: int = PORT) -> bool:
    """Whether the process on this machine answers 200."""
    question = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        question.request("GET", path, headers={"Host": name_of_site(environment)})
        return question.getresponse().status == 200
    except (OSError, http.client.HTTPException, UnicodeError):
        return False  # whatever it was that answered, it was not well
    finally:
        question.close()


if __name__ == "__main__":
    sys.exit(not ask(sys.argv[1] if sys.argv[1:] else "/-/ready", os.environ))
