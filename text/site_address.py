"""Where is this site for somebody who is not on it: in a mail, a file, a calendar, a search result?

The only reader of the setting: once there are several towns with hosts of their own, what an
address begins with depends on whose thing it leads to.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urljoin, urlsplit

from django.conf import settings


def site_address() -> str:
    """Return scheme and host, without a slash at the end."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def site_host() -> str:
    """Return the name of the site's host."""
    return urlsplit(site_address()).hostname or "localhost"


class HasPage(Protocol):
    """Something that has a page of its own here."""

    def get_absolute_url(self) -> str: ...


def absolute_url(thing: str | HasPage) -> str:
    """Return the whole address of a thing that has a page here, or of a path."""
    path: str = thing if isinstance(thing, str) else thing.get_absolute_url()
    return urljoin(f"{site_address()}/", path)
