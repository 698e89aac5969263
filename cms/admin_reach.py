"""What an address of the admin names, the person asking must be allowed to know of.

Wagtail's views ask for a right to what they do, and many take a page, an image or a document from
the address before that: its title then stands in a message, a breadcrumb or a list of "you may not
do this with". One question before every view answers for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import AbstractPage, Page
from wagtail.permissions import policy_registry

from accounts.models import User
from cms.querysets import visible_to

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
#: A longer number is no key of a page.
DIGITS = 10
#: What a bulk action tells its template of things that somebody may not change.
NO_ACCESS = "items_with_no_access"


class AdminReachMiddleware:
    """Answers 404 where an address of the admin names a page that somebody may not know of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Look before the view does."""
        if not request.path_info.startswith(ADMIN) or not isinstance(request.user, User):
            return
        named = _pages_named(request, kwargs)
        if not named or request.user.is_superuser:
            return
        known = set(visible_to(request.user).filter(pk__in=named).values_list("pk", flat=True))
        if not all(_may_edit(request.user, pk) for pk in named - known):
            raise Http404

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
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
    named = [str(value) for value in found]
    if not all(value.isascii() and value.isdigit() and len(value) < DIGITS for value in named):
        raise Http404
    return {int(value) for value in named}


def _may_edit(user: User, pk: int) -> bool:
    """Whether somebody may edit a page for another reason: a workflow asks them to look at it."""
    page = Page.objects.filter(pk=pk).first()
    return page is None or bool(page.permissions_for_user(user).can_edit())


def _known(items: Iterable[Any], user: Any) -> list[Any]:
    """Return the items (things, or dicts with a thing) that somebody may know of."""
    listed = list(items)
    things = [item["item"] if isinstance(item, dict) else item for item in listed]
    if not things or not isinstance(user, User):
        return []
    rows = visible_rows(type(things[0]), user)
    known = set(rows.filter(pk__in=[thing.pk for thing in things]).values_list("pk", flat=True))
    return [item for item, thing in zip(listed, things, strict=True) if thing.pk in known]


def visible_rows(model: type[Model], user: User) -> QuerySet[Any]:
    """Return the rows of any model that somebody may know of in the admin."""
    if issubclass(model, AbstractPage):
        return visible_to(user)
    manager: Any = model._default_manager
    if hasattr(manager, "visible_to"):
        rows: QuerySet[Any] = manager.visible_to(user)
        return rows
    policy = policy_registry.get_by_type(model)
    wanted = {"view", "change", "delete", "choose"}
    found: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, wanted)
    return found
