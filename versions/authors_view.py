"""Who wrote which words of a thing? The page below it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from versions.models import Versioned
from versions.pages import is_hidden, page_of, said
from versions.whose import who_wrote_what


@require_safe
def who_wrote(request: HttpRequest, thing: Versioned) -> HttpResponse:
    """Show the published text with whoever wrote which part of it."""
    kind = said(thing)
    rows = kind.visible(thing, request.user) if kind.visible else None
    head = rows.filter(number=thing.published_number).first() if rows is not None else None
    if head is None or not kind.body:
        raise Http404
    hidden = is_hidden(kind, thing, request, head)
    sees_hidden = kind.may(request.user, "see_hidden", thing)
    found = None if hidden else who_wrote_what(kind, thing, sees_hidden=sees_hidden)
    context = {"hidden": hidden, "found": found}
    return page_of(request, "versions/who_wrote.html", kind, thing, "wer-schrieb-was/", context)
