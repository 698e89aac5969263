"""Fetching an article for somebody: the one guarded way from an address to an object."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from text.languages import current_language
from wiki import shown
from wiki.addresses import article_url
from wiki.finding import find
from wiki.models import Article

View = Callable[..., HttpResponse]


def article_view(view: View, *, gone: View | None = None, writes: bool = False) -> View:
    """Let a view take an article instead of the words of its address.

    Former addresses redirect to the same view of the article where it is now; what the reader may
    not know of is a 404. `gone(request, district, slug)` answers instead when a text was sent to
    an article that is not there (any more). `writes` says that it is a form, which an article that
    rests does not have.
    """

    @wraps(view)
    def fetching(request: HttpRequest, district: str, slug: str, **kwargs: Any) -> HttpResponse:
        language = current_language()
        found = find(district=district, slug=slug, language=language, user=request.user)
        if found is None:
            if gone is not None and request.method == "POST":
                return gone(request, district, slug)
            raise Http404
        if found.moved and request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(_same_view(request, found.article, district, slug))
        if writes:
            found.article.ensure_open()
        shown.said_at(found.article)
        return view(request, found.article, **kwargs)

    return fetching


def _same_view(request: HttpRequest, article: Article, district: str, slug: str) -> str:
    """Return the address of the view that was asked for, at the article's present address."""
    action = request.path.split(f"/wiki/{district}/{slug}/", 1)[-1]
    query = request.META.get("QUERY_STRING", "")
    return article_url(article, action) + (f"?{query}" if query else "")
