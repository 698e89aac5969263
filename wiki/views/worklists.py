"""`/wiki/seiten/`: what there is to do, and the lists of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.person import Person
from accounts.sign_in_first import sign_in_first, sign_in_url
from community.views.access import me
from districts.models import District, Need
from districts.modules.own import NEEDS
from districts.modules.states import states
from pagecache.shared import kept
from text.languages import current_language
from text.whole_numbers import whole_number
from wiki import services, shown
from wiki.errors import NotAllowed, WikiError
from wiki.models import GENERAL, Task
from wiki.views.lists import USED
from wiki.views.navigation import wiki_steps
from wiki.worklists import wanted
from wiki.worklists.items import WorkItem
from wiki.worklists.items import read as read_item
from wiki.worklists.kinds import LISTS, WantedArticles, WorkLine, WorkList
from wiki.worklists.narrowing import Narrowing, read

PER_PAGE = 20


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
    return {each.slug: _Kept(each, narrowing, language).count for each in LISTS}


@require_safe
def worklist(request: HttpRequest, which: str) -> HttpResponse:
    """Show one list, narrowed to a district and a topic."""
    chosen = _list_or_404(which)
    shown.said_by_worklists()
    language = current_language()
    narrowing = read(request.GET, District.objects.filter(USED))
    pages = _Kept(chosen, narrowing, language)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "worklist": chosen,
        "rows": _with_tasks(chosen, pages.lines(page), request.user),
        "reader": request.user if isinstance(request.user, User) else None,
        "sign_in_url": sign_in_url(request.get_full_path()),
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


def _list_or_404(which: str) -> WorkList:
    found = next((each for each in LISTS if each.slug == which), None)
    if found is None:
        raise Http404
    return found


def _with_tasks(chosen: WorkList, lines: list[WorkLine], user: Person) -> list[ShownLine]:
    """Return each line with who takes care of it; one query, and those of `freed_by`."""
    named = Q(article__in=[line.item.article for line in lines if line.item.article])
    words = [line.item.title_words for line in lines if line.item.title_words]
    rows = Task.objects.running().filter(
        named | Q(article=None, title_words__in=words), worklist=chosen.slug
    )
    rows = rows.select_related("user", "article")
    found = {services.item_of(task): task for task in rows}
    frees = services.freed_by(user, found.values())
    tasks = ((line, found.get(line.item)) for line in lines)
    return [ShownLine(line, task, task is not None and task.pk in frees) for line, task in tasks]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A row, who takes care of it, and whether the reader may let others do so."""

    line: WorkLine
    task: Task | None
    may_free: bool


@never_cache
@require_POST
def task(request: HttpRequest, which: str) -> HttpResponse:
    """Take a row of a list on, give it or that of others back; and lead back to the list."""
    chosen = _list_or_404(which)
    back = reverse("wiki:worklist", args=[which])
    if query := _of_the_list(request.GET):
        back = f"{back}?{query}"
    if not isinstance(request.user, User):
        return sign_in_first(back)
    if request.POST.get("action") == "free":
        _free(request, chosen)
        return HttpResponseRedirect(back)
    item = read_item(request.POST.get("item", ""), current_language())
    if item is None:
        messages.error(request, _("This is not on the list any more."))
    elif request.POST.get("action") == "end":
        services.end_task(user=request.user, worklist=chosen, item=item)
        messages.success(request, _("Thank you for saying so. Others can take care of it now."))
    else:
        _take(request, chosen, item)
    return HttpResponseRedirect(back)


def _take(request: HttpRequest, chosen: WorkList, item: WorkItem) -> None:
    try:
        taken = services.take_task(user=me(request), worklist=chosen, item=item)
    except WikiError as error:
        messages.error(request, str(error.message))
        return
    words = _("Thank you. You take care of it until %(day)s. “My overview” reminds you.")
    messages.success(request, words % {"day": date_format(taken.until, "DATE_FORMAT")})


def _free(request: HttpRequest, chosen: WorkList) -> None:
    seen = whole_number(request.POST.get("task", "")) or 0
    try:
        news = services.free_task(pk=seen, worklist=chosen.slug, by=me(request))
    except NotAllowed as error:
        raise PermissionDenied from error
    if news:
        messages.success(request, _("Others can take care of it now."))
    else:
        messages.info(request, _("Somebody else was quicker: nothing has changed."))


def _of_the_list(query: QueryDict) -> str:
    """Return what of an address belongs to a list: whatever else somebody put there is left out."""
    said = {name: query.get(name, "")[:100] for name in ("district", "topic", "page")}
    return urlencode({name: value for name, value in said.items() if value})


class _Kept(Paginator[Any]):
    """The pages of a list: they and their number are made anew when any of them may have changed.

    They are the same for all who read in one language.
    """

    def __init__(self, chosen: WorkList, narrowing: Narrowing, language: str) -> None:
        self.chosen, self.narrowing, self.language = chosen, narrowing, language
        self.rows = chosen.rows(narrowing, language)
        self.words = f"{chosen.slug} {language} {narrowing.asked}"
        super().__init__(self.rows, PER_PAGE)

    @cached_property
    def count(self) -> int:
        """Return how many rows there are; none where what is chosen does not exist."""
        if not self.narrowing.is_known:
            return 0
        return kept("wiki:worklist", self.words, self._number) or 0

    def lines(self, page: Page[Any]) -> list[WorkLine]:
        """Return the lines of a page."""
        if not self.count:
            return []
        words = f"{self.words} {page.number}"
        return kept("wiki:worklist-page", words, lambda: self._made(page)) or []

    def _number(self) -> int:
        shown.said_by_worklists()
        return self.rows.count()

    def _made(self, page: Page[Any]) -> list[WorkLine]:
        shown.said_by_worklists()
        return [self.chosen.line(row, self.narrowing, self.language) for row in page]


def _needs(chosen: WorkList, narrowing: Narrowing, page: int) -> dict[str, Any]:
    """Return what else is wanted there, above the first wanted articles."""
    if not isinstance(chosen, WantedArticles) or page > 1 or not states().is_used(NEEDS):
        return {}
    query = "&".join(filter(None, (f"kind={Need.KIND}", narrowing.asked)))
    url = f"{reverse('search:results')}?{query}"
    found = wanted.needs(narrowing)
    return {"needs": found, "needs_url": url, "level": 3} if found else {}
