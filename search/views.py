"""The search page, its suggestions and its feed."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pagecache.compression import without_secrets
from search import contract, page
from search.beginning import begin_url
from search.engines.choose import one_question
from search.feed import SearchFeed
from search.forms import SearchForm
from search.no_result_help import ways_on
from search.request import MAX_QUERY_LETTERS, SearchResult
from text.languages import current_language

SUGGESTIONS = 8
R = TypeVar("R", bound=HttpResponse)


@never_cache
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Answer a question; 400 with what is wrong and everything that was typed."""
    form = SearchForm(request.GET)
    valid = form.is_valid()
    context: dict[str, Any] = {"form": form, "query": request.GET.get("q", "")}
    if valid:
        with one_question():
            result = contract.find(form.search_request(district=home_of(request), acts=True))
            context |= _answer(request.GET, result, get_language() or "")
    status = 200 if valid else 400
    return without_secrets(render(request, "search/results.html", context, status=status))


def _answer(parameters: QueryDict, result: SearchResult, language: str) -> dict[str, Any]:
    """What the page shows of an answer, and the ways on when there is none."""
    ways = ways_on(result)
    spelling = ways.did_you_mean if ways else result.did_you_mean
    return {
        "result": result,
        "cards": page.cards(result.hits, language),
        "facets": page.facets(result),
        "chips": page.chips(parameters, result),
        "sorts": page.sorts(parameters, result.request.sort) if result.total else [],
        "hidden": [
            {"name": name, "value": parameters[name]}
            for name in ("q", "sort", "near")
            if parameters.get(name)
        ],
        "clear_url": page.clear_url(parameters),
        "count_text": page.count_text(result),
        "feed_url": f"{reverse('search:feed')}{page.address(parameters)}",
        "question": page.address(parameters, sort=""),
        "correction_url": page.address(parameters, q=spelling),
        "ways": ways,
        # Asked only where nothing was found.
        "write_url": partial(begin_url, result.request.query, result.request.home),
    }


def home_of(request: HttpRequest) -> str:
    """The district that somebody who is signed in has chosen to be at home in, if any."""
    return getattr(request.user, "home_district", "")


@never_cache
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer what the typed beginning may become: a list of title, url and kind."""
    text = request.GET.get("q", "")[:MAX_QUERY_LETTERS]
    found = contract.suggest(text, language=current_language(), limit=SUGGESTIONS)
    rows = [{"title": item.title, "url": item.url, "kind": item.kind} for item in found]
    return _not_indexed(without_secrets(JsonResponse(rows, safe=False)))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Answer a question as an Atom feed, newest first; 400 for a wrong one."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return HttpResponse(form.first_error()[1], status=400, content_type="text/plain")
    found = SearchFeed(
        form.search_request(sort="date", page=1, facets=False), request.GET.urlencode()
    )(request)
    return _not_indexed(found)


def _not_indexed(response: R) -> R:
    """Keep other search engines from listing what is no page."""
    response["X-Robots-Tag"] = "noindex"
    return response
