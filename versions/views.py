"""History, old versions, comparing and putting back, for every registered kind.

The app has fetched the thing for the reader already; see `versions.contract`. Nothing here takes
longer for a thing of ten thousand revisions than for one of ten: lists go on from a number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from text.storable import storable
from text.whole_numbers import whole_number
from versions.comparing import difference
from versions.contract import CannotGoBack, Kind, kind_of
from versions.dates import day_or_none
from versions.listing import label, listed, one
from versions.models import AbstractRevision, Versioned
from versions.pages import is_hidden, not_allowed, page_of, said

PER_PAGE = 50
SUMMARY_LENGTH = 300
BOTH = ["GET", "HEAD", "POST"]
#: Asks for a difference as the texts are written, markup and all.
AS_WRITTEN = "quelltext"


@require_safe
def history(request: HttpRequest, thing: Versioned) -> HttpResponse:
    """List the revisions of a thing, newest first; `?vor=` goes on, `?stand=` asks for a day."""
    kind = said(thing)
    day = day_or_none(request.GET.get("stand", ""))
    if day is not None:
        return HttpResponseRedirect(f"{kind.url(thing)}stand/{day}/")
    page = listed(
        kind,
        thing,
        request.user,
        before=number_or_none(request.GET.get("vor", "")),
        author=storable(request.GET.get("von", "")),
        minor=not request.GET.get("ohne-kleine"),
        size=PER_PAGE,
    )
    context = {
        "page": page,
        "day": request.GET.get("stand", ""),
        "day_missed": bool(request.GET.get("stand")),
        "has_authors": bool(kind.body),
        "author": request.GET.get("von", ""),
        "without_minor": bool(request.GET.get("ohne-kleine")),
    }
    return page_of(request, "versions/history.html", kind, thing, "verlauf/", context)


@require_safe
def version(request: HttpRequest, thing: Versioned, number: int) -> HttpResponse:
    """Show one revision as it was."""
    kind = said(thing)
    revision = _revision_or_404(kind, thing, request, number)
    hidden = is_hidden(kind, thing, request, revision)
    template, shown = kind.show(revision) if kind.show and not hidden else ("", {})
    context = {
        "revision": revision,
        "hidden": hidden,
        "template": template,
        "shown": shown,
        "label": label(revision),
        "is_current": revision.number == thing.published_number,
        "entry": one(kind, thing, revision),
        "may_revert": kind.may(request.user, "edit", thing),
        "actions": kind.actions(request, thing, revision) if kind.actions else [],
    }
    return page_of(request, "versions/version.html", kind, thing, "version/", context)


@require_safe
def compare(request: HttpRequest, thing: Versioned) -> HttpResponse:
    """Show what is different between two revisions: `?from=` and `?to=`, by default the last."""
    kind = said(thing)
    to = number_or_none(request.GET.get("to", "")) or thing.published_number
    start = number_or_none(request.GET.get("from", ""))
    found = _revisions(kind, thing, request, to, start or to)
    new = _or_404(found.get(to))
    old = _or_404(found.get(start)) if start else _parent_or_404(kind, thing, request, new)
    hidden = any(is_hidden(kind, thing, request, revision) for revision in (old, new))
    context = {
        "old": one(kind, thing, old),
        "new": one(kind, thing, new),
        "hidden": hidden,
        "difference": None if hidden else _difference(request, kind, old, new),
        "as_written": AS_WRITTEN in request.GET,
        "is_markdown": kind.is_markdown,
        "actions": kind.actions(request, thing, new) if kind.actions else [],
        "may_undo": not hidden
        and kind.undo is not None
        and kind.may(request.user, "edit", thing)
        and new.parents[:1] == [old.number],
    }
    return page_of(request, "versions/compare.html", kind, thing, "vergleich/", context)


def _difference(
    request: HttpRequest, kind: Kind, old: AbstractRevision, new: AbstractRevision
) -> dict[str, Any]:
    return difference(
        kind.text(old),
        kind.text(new),
        old_label=label(old),
        new_label=label(new),
        is_markdown=kind.is_markdown and AS_WRITTEN not in request.GET,
    )


@never_cache
@require_http_methods(BOTH)
def revert(request: HttpRequest, thing: Versioned, number: int) -> HttpResponse:
    """Ask, then make the content what it was in one revision, as a new revision."""
    kind = kind_of(thing)
    revision = _revision_or_404(kind, thing, request, number)
    if kind.revert is None or not kind.may(request.user, "edit", thing):
        return not_allowed(request, kind, thing)
    if is_hidden(kind, thing, request, revision):
        raise Http404
    if request.method == "POST":
        summary = _("Put back to version %(number)d") % {"number": number}
        return _go_back(kind.revert, request, thing, number, summary)
    head = _revision_or_404(kind, thing, request, thing.published_number)
    context = {
        "entry": one(kind, thing, revision),
        "is_revert": True,
        "difference": _difference(request, kind, head, revision),
    }
    return page_of(request, "versions/put_back.html", kind, thing, "zuruecksetzen/", context)


@never_cache
@require_http_methods(BOTH)
def undo(request: HttpRequest, thing: Versioned, number: int) -> HttpResponse:
    """Ask, then take back what one revision changed and keep what came later."""
    kind = kind_of(thing)
    revision = _revision_or_404(kind, thing, request, number)
    if kind.undo is None or not kind.may(request.user, "edit", thing):
        return not_allowed(request, kind, thing)
    if not revision.parents:
        raise Http404
    parent = _revision_or_404(kind, thing, request, revision.parents[0])
    if any(is_hidden(kind, thing, request, one_) for one_ in (revision, parent)):
        raise Http404
    if request.method == "POST":
        summary = _("Undid version %(number)d") % {"number": number}
        return _go_back(kind.undo, request, thing, number, summary)
    context = {
        "entry": one(kind, thing, revision),
        "difference": difference(
            kind.text(revision),
            kind.text(parent),
            old_label=label(revision),
            new_label=_("without this change"),
            is_markdown=kind.is_markdown,
        ),
    }
    return page_of(request, "versions/put_back.html", kind, thing, "rueckgaengig/", context)


def _go_back(
    act: Callable[[HttpRequest, Any, int, str], HttpResponse],
    request: HttpRequest,
    thing: Versioned,
    number: int,
    summary: str,
) -> HttpResponse:
    given = request.POST.get("summary", "")[:SUMMARY_LENGTH]
    try:
        return act(request, thing, number, given or summary)
    except CannotGoBack as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(f"{kind_of(thing).url(thing)}verlauf/")


def number_or_none(text: str) -> int | None:
    """Return a revision's number from an address; None for anything else."""
    return whole_number(text) or None


def _revision_or_404(
    kind: Kind, thing: Versioned, request: HttpRequest, number: int
) -> AbstractRevision:
    return _or_404(_revisions(kind, thing, request, number).get(number))


def _parent_or_404(
    kind: Kind, thing: Versioned, request: HttpRequest, revision: AbstractRevision
) -> AbstractRevision:
    """Return what a revision was made from; of the first one itself."""
    if not revision.parents:
        return revision
    return _revision_or_404(kind, thing, request, revision.parents[0])


def _revisions(
    kind: Kind, thing: Versioned, request: HttpRequest, *numbers: int
) -> dict[int, AbstractRevision]:
    """Return those of these revisions that the reader may know of, by number; one query."""
    if kind.visible is None:
        return {}
    rows = kind.visible(thing, request.user).filter(number__in=set(numbers))
    return {revision.number: revision for revision in rows}


def _or_404(revision: AbstractRevision | None) -> AbstractRevision:
    if revision is None:
        raise Http404
    return revision
