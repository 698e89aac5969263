"""Which parts of an editorial page are the same for many readers?

All but its surroundings: below comments, moderators find a line of their own, and whoever may
settle what somebody has asked there finds a button, in a page that is made for them. What is public
is kept for its address (`pagecache.shared`) and then costs neither the search for the page nor the
making of its blocks; what only some may read is made for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from wagtail.models import Page

import pagecache
from cms.models import BasePage, HomePage
from cms.reading import languages
from cms.reading.comments import settled_by
from cms.reading.routes import find_route
from community import trust
from community.talk.resolving import BegunBy
from pagecache import shared
from text.captured import captured_parts
from text.languages import current_language

#: What `cms/_parts_of_page.html` captures.
PARTS = ("title", "identity", "meta", "kind", "trail", "text", "beside")


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What many see alike at an address.

    `alternates` has the addresses in other languages, as `cms.reading.languages` takes them;
    `is_copy` says that the text is not in the language of the address; `talk` has the threads below
    it.
    """

    parts: Mapping[str, SafeString]
    alternates: Mapping[str, str | None]
    is_copy: bool
    pk: int
    talk: tuple[BegunBy, ...]


def shared_page(request: HttpRequest, path: str) -> SharedPage | None:
    """Return the page at a path, made or kept; None for what is not the same for many.

    In that case the request knows the page, if there is one.
    """
    moderates = trust.may(request.user, "moderate", trust.EVERYWHERE)
    address = request.build_absolute_uri(request.path)
    words = f"{address} {current_language()} {moderates}"
    page = shared.kept("cms:page", words, lambda: _made(request, path))
    if page is None or not page.talk:
        return page
    settles = settled_by(request.user, page.pk, page.talk)
    if not settles:
        return page
    request.settles = settles  # type: ignore[attr-defined]  # read where the page is made
    return _made(request, path)


def response_of(request: HttpRequest, page: SharedPage) -> HttpResponse:
    """Show a page with the surroundings of its reader."""
    request.language_alternates = page.alternates  # type: ignore[attr-defined]
    response = render(request, "cms/shared_page.html", {"parts": page.parts})
    if page.is_copy:
        response["X-Robots-Tag"] = "noindex"
    return response


def _made(request: HttpRequest, path: str) -> SharedPage | None:
    page = find_route(path, request)
    if not isinstance(page, BasePage) or not _is_for_all(page):
        return None
    pagecache.shows_only()  # beside lists, passages and links, which say what they show
    values = page.get_context(request)
    return SharedPage(
        parts=_render(request, page, values),
        alternates=languages.alternates(request),
        is_copy=page.locale.language_code != current_language(),
        pk=page.pk,
        talk=tuple((thread.first.pk, thread.first.author_id) for thread in values.get("talk", ())),
    )


def _is_for_all(page: Page) -> bool:
    """Say whether all may read a page; the first one keeps its parts itself."""
    return page.is_known_public and not isinstance(page, HomePage)


def _render(
    request: HttpRequest, page: BasePage, values: Mapping[str, Any]
) -> dict[str, SafeString]:
    values = {**values, "layout": "cms/_parts_of_page.html"}
    return captured_parts(request, page.get_template(request), values, PARTS)
