"""Feeds of changes as RFC 4287 wants them: entries keep their name for ever, and their own time.

Django writes what it is given and invents the rest: a name out of the address that was asked for,
the present moment where there is no date, HTML where there is plain text. A reader's program then
shows old things as new.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from text.languages import current_language
from text.site_address import site_host

#: What XML cannot say, not even escaped. People paste such signs, and PDFs hold them.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The year from which on names are given (RFC 4151); it is part of every name and must stay.
SINCE = 2026
#: "Last changed" of a feed without entries: any time will do that is the same tomorrow.
BEGINNING = datetime(SINCE, 1, 1, tzinfo=UTC)

_name_of_publisher: Callable[[], str] = lambda: settings.WAGTAIL_SITE_NAME  # noqa: E731


def published_by(name: Callable[[], str]) -> None:
    """Say who is the author of feeds, and of entries without one; an app above knows its name."""
    global _name_of_publisher
    _name_of_publisher = name


def sayable(text: str) -> str:
    """Return a text without signs that XML cannot hold."""
    return _UNSAYABLE.sub(" ", text)


def named(thing: str) -> str:
    """Return the name of a thing for all programs and times, whoever asks at which address.

    `thing` says what it is by what never changes ("wiki/revision/12"): no title, no slug.
    """
    host = site_host()
    return f"tag:{quote(host.strip('[]'), safe='')},{SINCE}:{quote(thing, safe='/:?=&%,+')}"


def in_language(thing: str) -> str:
    """Return `thing`, for `named`, as a thing of its own in each language but the site's first.

    For feeds, whose title and address are in the language of whoever subscribes: two of one name
    are one feed to a reader's program.
    """
    code = current_language()
    return thing if code == settings.LANGUAGE_CODE else f"{code}/{thing}"


class Atom(Atom1Feed):
    """Plain text, sayable signs, and no time but that of the entries."""

    def __init__(self, title: str, *arguments: Any, **named_arguments: Any) -> None:
        for key in ("subtitle", "author_name"):
            if named_arguments.get(key) is not None:
                named_arguments[key] = sayable(str(named_arguments[key]))
        super().__init__(sayable(title), *arguments, **named_arguments)

    def add_item(  # type: ignore[override]  # the named ones are handed on as they are
        self, title: str, link: str, description: str, **others: Any
    ) -> None:
        author = sayable(others.pop("author_name", None) or "").strip()
        others["updateddate"] = others.get("updateddate") or others.get("pubdate") or BEGINNING
        super().add_item(
            sayable(title).strip() or "–",
            link,
            sayable(description),
            author_name=author or None,
            **others,
        )

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=BEGINNING)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})


class AtomFeed(Feed):  # type: ignore[type-arg]  # not subscriptable at run time
    """A feed at an address. Its `feed_guid`, and `item_guid` of an entry, are `named()`."""

    feed_type = Atom

    def __call__(self, request: HttpRequest, *arguments: Any, **words: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super().__call__(request, *arguments, **words)

    def author_name(self) -> str:
        return _name_of_publisher()

    def feed_guid(self, obj: Any) -> str:
        raise NotImplementedError

    def item_guid(self, item: Any) -> str:
        raise NotImplementedError
