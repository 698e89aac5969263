"""The search page, its suggestions and its feed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from search import contract, page
from search.feed import SearchFeed
from search.forms import SearchForm
from search.request import MAX_QUERY_LETTERS

SUGGESTIONS = 8


@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """Answer a question; 400 with what is wrong and everything that was typed."""
    form = SearchForm(request.GET)
    valid = form.is_valid()
    language = get_language() or ""
    context: dict[str, Any] = {"form": form, "query": request.GET.get("q", "")}
    if valid:
        result = contract.find(form.search_request())
        chosen = page.chips(request.GET, result)
        context |= {
            "result": result,
            "cards": page.cards(result.hits, language),
            "facets": page.facets(result),
            "chips": chosen,
            "sorts": page.sorts(request.GET, result.request.sort),
            "hidden": [
                {"name": name, "value": request.GET[name]}
                for name in ("q", "sort", "near")
                if request.GET.get(name)
            ],
            "clear_url": page.clear_url(request.GET),
            "count_text": page.count_text(result),
            "feed_url": f"{reverse('search:feed')}{page.address(request.GET)}",
            "correction_url": page.address(request.GET, q=result.did_you_mean),
        }
    return render(request, "search/results.html", context, status=200 if valid else 400)


@never_cache
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer what the typed beginning may become: a list of title, url and kind."""
    text = request.GET.get("q", "")[:MAX_QUERY_LETTERS]
    found = contract.suggest(text, language=get_language() or "de", limit=SUGGESTIONS)
    rows = [{"title": item.title, "url": item.url, "kind": item.kind} for item in found]
    return JsonResponse(rows, safe=False)


def feed(request: HttpRequest) -> HttpResponse:
    """Answer a question as an Atom feed, newest first; 400 for a wrong one."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return HttpResponse(form.first_error()[1], status=400, content_type="text/plain")
    return SearchFeed(form.search_request(sort="date", page=1, facets=False))(request)
