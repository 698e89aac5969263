"""How did a thing stand at the end of a day? The page below it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from versions.contract import Kind
from versions.dates import day_or_none
from versions.listing import as_of, label, one
from versions.models import AbstractRevision, Versioned
from versions.pages import is_hidden, page_of, said


@require_safe
def on_day(request: HttpRequest, thing: Versioned, day: str) -> HttpResponse:
    """Show what everybody could read at the end of a day (YYYY-MM-DD), in the time of the city.

    A day that has no such text is a 404 which says why. A text that was hidden since is not shown,
    nor an older one as if that had been read then.
    """
    kind = said(thing)
    asked = day_or_none(day)
    missed = _missed(asked)
    revision = None
    if asked is not None and not missed:
        revision = as_of(kind, thing, request.user, asked)
        missed = "" if revision else _("There was no version of it on that day yet.")
    context: dict[str, Any] = {"day": asked, "missed": missed}
    if revision is not None:
        context |= _shown(kind, thing, request, revision)
    status = 404 if missed else 200
    return page_of(request, "versions/on_day.html", kind, thing, "stand/", context, status=status)


def _missed(asked: date | None) -> str:
    """Say why nothing can be told of a day; "" where it can."""
    if asked is None:
        return _("There is no such day in the calendar. Please choose another one.")
    if asked > timezone.localdate():
        return _("That day is still to come. Please choose an earlier one.")
    return ""


def _shown(
    kind: Kind, thing: Versioned, request: HttpRequest, revision: AbstractRevision
) -> dict[str, Any]:
    hidden = is_hidden(kind, thing, request, revision)
    template, shown = kind.show(revision) if kind.show and not hidden else ("", {})
    return {
        "hidden": hidden,
        "template": template,
        "shown": shown,
        "label": label(revision),
        "entry": one(kind, thing, revision),
        "is_current": revision.number == thing.published_number,
    }
