"""Showing a form once more, with everything that was typed and a fresh token. Nothing is written.

The page that has the form is asked for as its reader would ask for it, and what was typed is put
into it. A form that lies on no such page is shown as its words, with a button that sends it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict

from community.typed import origin
from community.typed.values import AGAIN, Typed
from text.form_filling import fill, insert_at_end

#: Pages with fields that scripts make: what was typed cannot be put into them.
BY_SCRIPTS = "/admin/"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said above a form that is shown again. `is_hopeless`: sending it again is no use."""

    text: str
    is_hopeless: bool = False


class NeedsSignIn(Exception):
    """Only those who are signed in see the page of a form."""


def form_again(
    request: HttpRequest, typed: Typed, notice: Notice, *, status: int, mark: str = ""
) -> HttpResponse:
    """Answer the page of a form with what was typed in it; raises `NeedsSignIn`.

    `mark` goes along, so that we know the form when it comes back.
    """
    mark = mark or typed.again or "1"
    response = None
    if not notice.is_hopeless:
        response = _on_its_page(request, typed, notice, mark)
    if response is None:
        context = {"typed": typed, "notice": notice, "again": AGAIN, "mark": mark}
        response = render(request, "typed/again.html", context)
    response.status_code = status
    return finished(response)


def finished(response: HttpResponse) -> HttpResponse:
    """Mark an answer as one that holds what was typed; nobody keeps it."""
    response.shows_typed = True  # type: ignore[attr-defined]
    add_never_cache_headers(response)
    return response


def leads_to_sign_in(response: HttpResponse) -> bool:
    """Say whether an answer sends somebody to sign in."""
    if response.status_code not in {301, 302, 303}:
        return False
    path = urlsplit(response.headers.get("Location", "")).path
    return path in {str(settings.LOGIN_URL), reverse("wagtailadmin_login")}


def with_words(
    response: HttpResponse, words: list[str], files: list[str], *, sign_in_url: str = ""
) -> HttpResponse:
    """Add what was typed to an answer that lacks it, to be copied; and the names of files."""
    html = response.content.decode(response.charset)
    context = {"words": words, "files": files, "sign_in_url": sign_in_url}
    # Without the request: the page may be one that says that the database is away.
    box = render_to_string("typed/words.html", context)
    response.content = insert_at_end(html, box).encode(response.charset)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    return finished(response)


def _on_its_page(
    request: HttpRequest, typed: Typed, notice: Notice, mark: str
) -> HttpResponse | None:
    """Return the page the form is on, filled; None where there is no such page for this reader."""
    if typed.path.startswith(BY_SCRIPTS):
        if not request.user.is_authenticated:
            raise NeedsSignIn
        return None
    seen = set()
    for path, query in ((typed.path, request.GET.urlencode()), origin.came_from(request)):
        if not path or path in seen or path.startswith(BY_SCRIPTS):
            continue
        seen.add(path)
        response = _page(request, path, query)
        if response is not None and _fill(response, path, typed, notice, mark):
            return response
    return None


def _fill(
    response: HttpResponse,
    path: str,
    typed: Typed,
    notice: Notice,
    mark: str,
) -> bool:
    """Put what was typed into the form of a page; False when the page has no such form."""
    html = response.content.decode(response.charset)
    context = {"typed": typed, "notice": notice, "again": AGAIN, "mark": mark}
    filled = fill(
        html,
        page=path,
        action=typed.path,
        values=typed.values,
        above=render_to_string("typed/notice.html", context),
        within=render_to_string("typed/mark.html", context),
    )
    if filled is None:
        return False
    response.content = filled.html.encode(response.charset)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    return True


def _page(request: HttpRequest, path: str, query: str) -> HttpResponse | None:
    """Return what this reader sees at a path of ours; None for anything but a page."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    with _reading(request, path, query, match):
        try:
            response = match.func(request, *match.args, **match.kwargs)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        except (Http404, PermissionDenied):
            return None
    if leads_to_sign_in(response) and not request.user.is_authenticated:
        raise NeedsSignIn
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code != 200 or response.streaming or not is_html:
        return None
    return response  # type: ignore[no-any-return]


@contextmanager
def _reading(request: HttpRequest, path: str, query: str, match: ResolverMatch) -> Iterator[None]:
    """Let a request ask for a page for a moment, with nothing sent along."""
    asked: dict[str, Any] = {
        "method": "GET",
        "path": path,
        "path_info": path,
        "resolver_match": match,
        "GET": QueryDict(query),
        "_post": QueryDict(),
        "_files": MultiValueDict(),
    }
    _ = request.POST  # reading it makes `_post` and `_files`
    before = {name: getattr(request, name) for name in asked}
    method = request.META.get("REQUEST_METHOD", "POST")
    try:
        for name, value in asked.items():
            setattr(request, name, value)
        request.META["REQUEST_METHOD"] = "GET"
        yield
    finally:
        for name, value in before.items():
            setattr(request, name, value)
        request.META["REQUEST_METHOD"] = method
