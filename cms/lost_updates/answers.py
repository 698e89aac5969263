"""What somebody reads who would have saved over another's work: 409, and both texts.

Nothing typed is lost. The page holds all that was sent, so that it can be put on top of what is
there now, on purpose; for a page's text it can also be opened in the form again.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.messages.middleware import MessageMiddleware
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import registry
from wagtail.models import Page

from accounts.models import User
from cms.lost_updates.differences import Difference, differences
from cms.lost_updates.states import OVERWRITE, REVISION, SAVED_AT, SEEN, base_of, latest_revision
from cms.lost_updates.targets import Care, Target
from cms.models.base import WRITE_ON
from community.typed.again import finished

NOT_TYPED = frozenset({"csrfmiddlewaretoken", SEEN, REVISION, SAVED_AT, OVERWRITE, WRITE_ON})


@dataclass(frozen=True)
class Last:
    """Who changed a thing last, when, and what was done."""

    name: str
    at: datetime | None
    deed: str


def conflict(
    request: HttpRequest,
    view: Callable[..., HttpResponse],
    kwargs: Mapping[str, Any],
    target: Target,
) -> HttpResponse | None:
    """Answer 409; or as Wagtail does, where the person may not even open the form.

    None where the same person's latest text says the same: the browser had saved it by itself.
    """
    shown = _opened(request, view, kwargs, target)
    if shown.status_code not in {200, 405}:
        return shown
    if shown.status_code == 405 or _wants_json(request):
        return _short()
    form = (getattr(shown, "context_data", None) or {}).get("form")
    found = differences(form, request) if form is not None else []
    if not found and _is_own_text(request, target):
        return None

    def page(request: HttpRequest) -> HttpResponse:
        return _page(request, target, found)

    # Wagtail's own decorator: in the language and the time zone of the person.
    answer: HttpResponse = require_admin_access(page)(request)
    return answer


def _opened(
    request: HttpRequest, view: Callable[..., HttpResponse], kwargs: Mapping[str, Any], to: Target
) -> HttpResponse:
    """Ask the view for its form, as if the person opened it now: who may not is refused there."""
    asking = copy.copy(request)
    asking.method = "GET"
    asking.META = {**request.META, "REQUEST_METHOD": "GET", "HTTP_ACCEPT": "text/html"}
    for known in ("headers", "accepted_types"):
        asking.__dict__.pop(known, None)
    asking.POST = QueryDict()
    MessageMiddleware(view).process_request(asking)  # with messages of its own
    if to.care is Care.TEXT:
        # Also for an older version that was to be restored: compare with the newest.
        match = resolve(reverse("wagtailadmin_pages:edit", args=to.pks))
        view, kwargs = match.func, match.kwargs
    return view(asking, **kwargs)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "") or (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
    )


def _short() -> HttpResponse:
    """Answer a script: Wagtail's editor stops saving by itself and says so."""
    return JsonResponse(
        {
            "success": False,
            "error_code": "invalid_revision",
            "error_message": _("Somebody has changed this meanwhile. Open it again to go on."),
        },
        status=409,
    )


def _is_own_text(request: HttpRequest, target: Target) -> bool:
    if target.care is not Care.TEXT or not request.POST.get(REVISION):
        return False
    revision = latest_revision(target.pks[0])
    return revision is not None and revision.user_id == request.user.pk


def _page(request: HttpRequest, target: Target, found: list[Difference]) -> HttpResponse:
    things = list(target.model._base_manager.filter(pk__in=target.pks).order_by("pk")[:20])
    context = {
        "things": [(_name_of(thing), last_change(thing)) for thing in things],
        "found": found,
        "is_text": target.care is Care.TEXT,
        "is_form": target.care is not Care.BRANCH and bool(found),
        "publishes": "action-publish" in request.POST,
        "typed": [*_typed(request), *base_of(target).items()],
        "files": [str(file) for file in request.FILES.values()],
        "here": request.get_full_path(),
        "write_on": WRITE_ON,
        "is_missing": SEEN not in request.POST and REVISION not in request.POST,
    }
    if target.care is Care.TEXT:
        context["open"] = reverse("wagtailadmin_pages:edit", args=target.pks)
        context["history"] = reverse("wagtailadmin_pages:history", args=target.pks)
    # The page has everything that was typed: nothing is added to be copied.
    return finished(render(request, "cms/admin/changed_meanwhile.html", context, status=409))


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in NOT_TYPED:
            yield from ((name, str(value)) for value in values)


def _name_of(thing: Model) -> str:
    return str(thing.get_admin_display_title() if isinstance(thing, Page) else thing)


def last_change(thing: Model) -> Last | None:
    """Return the newest entry of Wagtail's log about a thing."""
    entry = registry.get_logs_for_instance(thing).select_related("user").first()
    if entry is None:
        return None
    user = entry.user
    name = user.name if isinstance(user, User) else ""
    return Last(name, entry.timestamp, str(entry.formatter.label) if entry.formatter else "")
