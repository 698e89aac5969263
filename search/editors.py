"""What editors see of search in the admin: the effect of their words, and what finds nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from search import contract, failed_queries
from search.beginning import begin_url
from search.explain import Explained, examples, explain, with_set
from search.models import QueryCount, SynonymSet
from search.request import MAX_QUERY_LETTERS, SearchRequest
from search.synonyms import vocabulary
from search.words import folded_words

#: So many lines of a set are shown with what becomes of them.
PREVIEWED = 8
HITS = 5
PER_PAGE = 50
RIGHT = "search.change_synonymset"


def explained(request: HttpRequest) -> HttpResponse:
    """Show what a question becomes, and what it finds now."""
    _only_editors(request)
    query = request.GET.get("q", "").strip()[:MAX_QUERY_LETTERS]
    context: dict[str, object] = {"query": query}
    if query:
        context["explained"] = explain(query, vocabulary())
        context["result"] = contract.find(SearchRequest(query, size=HITS, facets=False))
    return render(request, "search/admin/explained.html", context)


def preview(request: HttpRequest, changed: SynonymSet) -> HttpResponse:
    """Show what questions become with a set as it stands in the form."""
    words = with_set(changed)
    found: list[Explained] = []
    cut: list[tuple[str, tuple[str, ...]]] = []
    if changed.use == SynonymSet.Use.PARTS:
        cut = examples(folded_words(changed.words), words)
    else:
        found = [explain(line, words) for line in changed.lines[:PREVIEWED]]
    context = {"set": changed, "found": found, "cut": cut}
    return render(request, "search/admin/preview.html", context)


def unanswered(request: HttpRequest) -> HttpResponse:
    """Show the questions that found nothing, from the third time on."""
    _only_editors(request)
    page = Paginator(failed_queries.shown(), PER_PAGE).get_page(request.GET.get("p"))
    rows = [(row, _begin_url(row)) for row in page]
    context = {"page": page, "rows": rows, "kept_days": failed_queries.KEPT_DAYS}
    return render(request, "search/admin/unanswered.html", context)


def _begin_url(question: QueryCount) -> str:
    """Return where an answer is begun, in the language in which it was asked."""
    with override(question.language):
        return begin_url(question.query)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question off the list: it finds something now, or never will."""
    _only_editors(request)
    if failed_queries.settle(pk):
        messages.success(request, _("The question is off the list. It returns if it is asked."))
    return redirect("search-unanswered")


def _only_editors(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
