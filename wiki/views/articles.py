"""Reading an article."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

import pagecache
from text.gone_pictures import without_gone
from text.languages import current_language
from wiki import reading
from wiki.addresses import article_url
from wiki.cached_parts import SharedArticle, kept
from wiki.finding import find, is_former
from wiki.models import Article, Revision
from wiki.views.article_context import context_of, shared


@require_safe
def article(request: HttpRequest, district: str, slug: str) -> HttpResponse:
    """Show the published text of an article."""
    language = current_language()
    base = request.build_absolute_uri("/")

    def make() -> SharedArticle | None:
        revision = _published(district, slug, language)
        return shared(revision, base) if revision else None

    page = kept(f"{language} {base} {district} {slug}", make)
    if page is None:
        return _elsewhere(request, district, slug, language)
    pagecache.shows_only()  # beside that part
    return render(request, "wiki/article.html", context_of(request, page))


@require_safe
def source(request: HttpRequest, district: str, slug: str) -> HttpResponse:
    """Show the published text as it was written; of pictures that are gone it says nothing."""
    language = current_language()
    revision = _published(district, slug, language)
    if revision is None:
        return _elsewhere(request, district, slug, language, "quelltext/")
    return HttpResponse(without_gone(revision.body), content_type="text/plain; charset=utf-8")


def _published(district: str, slug: str, language: str) -> Revision | None:
    """Return what is read at an address: no other language where this one has moved away."""
    revision = reading.published_at(district=district, slug=slug, language=language)
    if revision is None or revision.article.language == language:
        return revision
    gone = is_former(district=district, slug=slug, language=language)
    return None if gone else revision


def _elsewhere(
    request: HttpRequest, district: str, slug: str, language: str, view: str = ""
) -> HttpResponse:
    """Lead to where the article is now, or to what waits; else say that there is none."""
    found = find(district=district, slug=slug, language=language, user=request.user)
    if found is None:
        raise Http404
    if found.moved:
        return HttpResponseRedirect(article_url(found.article, view))
    if found.article.state == Article.State.DELETED:
        return render(request, "wiki/deleted.html", {"article": found.article}, status=410)
    return HttpResponseRedirect(
        article_url(found.article, f"ausstehend/{found.article.last_number}/")
    )
