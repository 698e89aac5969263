"""`/wiki/seiten/`: what there is to do, and the lists of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.models import District, Need
from districts.modules.own import NEEDS
from districts.modules.states import states
from pagecache.shared import kept
from text.languages import current_language
from wiki import shown
from wiki.models import GENERAL
from wiki.views.lists import USED
from wiki.views.navigation import wiki_steps
from wiki.worklists import wanted
from wiki.worklists.kinds import LISTS, WantedArticles, WorkList
from wiki.worklists.narrowing import Narrowing, read

PER_PAGE = 30


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the lists with how much waits in each."""
    shown.said_by_worklists()
    language = current_language()
    narrowing = read(request.GET, District.objects.filter(USED))
    numbers = _numbers(narrowing, language)
    query = f"?{narrowing.asked}" if narrowing.asked else ""
    context = {
        "lists": [
            {
                "title": each.title,
                "lead": each.lead,
                "url": reverse("wiki:worklist", args=[each.slug]) + query,
                "number": numbers[each.slug],
            }
            for each in LISTS
        ],
        "narrowing": narrowing,
        "general": GENERAL,
        "unknown": narrowing.unknown(1),
        "breadcrumb": wiki_steps((_("What there is to do"), "")),
    }
    return render(request, "wiki/worklists/overview.html", context)


def _numbers(narrowing: Narrowing, language: str) -> dict[str, int]:
    """Count what waits in each list; a query for each that is not known since the last change."""
    return {each.slug: _Counted(each, narrowing, language).count for each in LISTS}


@require_safe
def worklist(request: HttpRequest, which: str) -> HttpResponse:
    """Show one list, narrowed to a district and a topic."""
    chosen = next((each for each in LISTS if each.slug == which), None)
    if chosen is None:
        raise Http404
    shown.said_by_worklists()
    language = current_language()
    narrowing = read(request.GET, District.objects.filter(USED))
    page = _Counted(chosen, narrowing, language).get_page(request.GET.get("page"))
    context = {
        "worklist": chosen,
        "lines": [chosen.line(row, narrowing, language) for row in page],
        "page": page,
        "narrowing": narrowing,
        "general": GENERAL,
        "unknown": narrowing.unknown(page.paginator.num_pages),
        "level": 2,
        **_needs(chosen, narrowing, page.number),
        "breadcrumb": wiki_steps(
            (_("What there is to do"), reverse("wiki:worklists")), (str(chosen.title), "")
        ),
    }
    return render(request, "wiki/worklists/list.html", context)


class _Counted(Paginator[Any]):
    """The pages of a list; how many rows it has is counted anew when any of them may have changed.

    Counting goes through the whole list, a page through its first rows.
    """

    def __init__(self, chosen: WorkList, narrowing: Narrowing, language: str) -> None:
        self.rows = chosen.rows(narrowing, language)
        super().__init__(self.rows, PER_PAGE)
        self.words = f"{chosen.slug} {language} {narrowing.asked}"
        self.is_known = narrowing.is_known

    @cached_property
    def count(self) -> int:
        """Return how many rows there are; none where what is chosen does not exist."""
        return (kept("wiki:worklist", self.words, self._number) or 0) if self.is_known else 0

    def _number(self) -> int:
        shown.said_by_worklists()
        return self.rows.count()


def _needs(chosen: WorkList, narrowing: Narrowing, page: int) -> dict[str, Any]:
    """Return what else is wanted there, above the first wanted articles."""
    if not isinstance(chosen, WantedArticles) or page > 1 or not states().is_used(NEEDS):
        return {}
    query = "&".join(filter(None, (f"kind={Need.KIND}", narrowing.asked)))
    url = f"{reverse('search:results')}?{query}"
    found = wanted.needs(narrowing)
    return {"needs": found, "needs_url": url, "level": 3} if found else {}
