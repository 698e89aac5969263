"""What an address of the admin names, the person asking must be allowed to know of.

Wagtail's views ask for a right to what they do, and many take a page, an image or a document from
the address before that: its title then stands in a message, a breadcrumb or a list of "you may not
do this with". One question before every view answers for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Task, WorkflowState

from accounts.models import User
from accounts.person import Person
from cms.admin.visible_things import asked_by, visible_rows
from cms.querysets import visible_to
from text.whole_numbers import whole_number

ADMIN = "/admin/"
#: What parameters of Wagtail's addresses mean; a bare `pk` means a page only in these.
PAGES = frozenset(
    {
        *("page_id", "page_pk", "page_to_move_id", "parent_page_id", "parent_id"),
        "destination_id",
    }
)
PAGES_BY_PK = ("/admin/api/main/pages/", "/admin/pages/")
#: Parameters of a query, and the addresses where they name pages.
QUERIES = (
    ("id", "/admin/choose-page/"),
    ("id", "/admin/bulk/wagtailcore/page/"),
    ("childOf", "/admin/bulk/wagtailcore/page/"),
    ("target_pages[]", "/admin/choose-page/"),
    ("parent_page_id", "/admin/choose-"),
    ("child_of", "/admin/api/main/pages/"),
    ("descendant_of", "/admin/api/main/pages/"),
    ("ancestor_of", "/admin/api/main/pages/"),
    ("translation_of", "/admin/api/main/pages/"),
)
#: What stands there instead of a key: every page, the root, none.
WORDS = frozenset({"all", "root", ""})
#: What a bulk action tells its template of things that somebody may not change.
NO_ACCESS = "items_with_no_access"


class AdminReachMiddleware:
    """Answers 404 where an address of the admin names a page that somebody may not know of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        with asked_by(request.user):
            return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Look before the view does."""
        if not request.path_info.startswith(ADMIN) or not isinstance(request.user, User):
            return
        named = _pages_named(request, kwargs)
        if not named or request.user.is_superuser:
            return
        known = set(visible_to(request.user).filter(pk__in=named).values_list("pk", flat=True))
        hidden = set(Page.objects.filter(pk__in=named - known).values_list("pk", flat=True))
        if hidden and hidden - _under_review_by(request.user, hidden):
            raise Http404

    def process_template_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        """Leave out of what cannot be changed what one may not know of: "all" names everything."""
        context = getattr(response, "context_data", None) or {}
        if context.get(NO_ACCESS) and request.path_info.startswith(f"{ADMIN}bulk/"):
            context[NO_ACCESS] = _known(context[NO_ACCESS], request.user)
        return response


def _pages_named(request: HttpRequest, kwargs: dict[str, Any]) -> set[int]:
    path = request.path_info
    found = [value for name, value in kwargs.items() if name in PAGES]
    if path.startswith(PAGES_BY_PK) and "pk" in kwargs:
        found.append(kwargs["pk"])
    for name, start in QUERIES:
        if path.startswith(start):
            found += [value for value in request.GET.getlist(name) if value not in WORDS]
    named = {whole_number(str(value)) for value in found}
    if None in named:
        raise Http404
    return {number for number in named if number is not None}


def _under_review_by(user: User, pks: set[int]) -> set[int]:
    """Return the pages that somebody may edit for another reason: a workflow asks them to look.

    One question, and two more for each task of a workflow, however many pages are named.
    """
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(pk) for pk in pks],
        status=WorkflowState.STATUS_IN_PROGRESS,
    ).select_related("current_task_state__task")
    pages: dict[Task, set[int]] = defaultdict(set)
    for state in states:
        if state.current_task_state:
            pages[state.current_task_state.task].add(int(state.object_id))
    # A task asks groups, whichever page it is about.
    mine = (of for task, of in pages.items() if task.specific.user_can_access_editor(None, user))
    return set().union(*mine)


def _known(items: Iterable[Any], user: Person) -> list[Any]:
    """Return the items (things, or dicts with a thing) that somebody may know of."""
    listed = list(items)
    things = [item["item"] if isinstance(item, dict) else item for item in listed]
    if not things or not isinstance(user, User):
        return []
    rows = visible_rows(type(things[0]), user)
    known = set(rows.filter(pk__in=[thing.pk for thing in things]).values_list("pk", flat=True))
    return [item for item, thing in zip(listed, things, strict=True) if thing.pk in known]
