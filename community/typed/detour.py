"""Keeping what somebody typed while they sign in, and giving it back to that browser alone.

The secret in the address is not enough: who has a session that remembers it sees the form. Else
anybody could send somebody a link to a form that is filled in already.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.sign_in_first import sign_in_first
from community import limits
from community.models import KeptText
from community.typed import drafts, values
from community.typed.again import NeedsSignIn, Notice, form_again
from community.typed.values import Typed

#: An article may have 512 kB; percent signs make more of it.
MOST_BYTES = 2_000_000
#: So many forms of one browser wait at a time.
MOST_FORMS = 5
_KEY = "typed"


def keep(request: HttpRequest, typed: Typed) -> str:
    """Keep a form for this browser; return where it will stand again, "" when that cannot be."""
    fields = typed.encoded()
    if sum(map(len, fields.values())) > MOST_BYTES or not hasattr(request, "session"):
        return ""
    try:
        limits.count(action="keep", user=None, network=limits.network_of(request))
    except limits.LimitReached:
        return ""
    secret = drafts.keep(path=typed.path, fields=fields)
    waiting = [*request.session.get(_KEY, []), secret]
    request.session[_KEY] = waiting[-MOST_FORMS:]
    return reverse("community:kept-text", args=[secret])


def is_whole_form(found: KeptText) -> bool:
    """Say whether a kept text is a form as it was sent."""
    return "typed" in found.fields


def form_of(request: HttpRequest, secret: str, found: KeptText) -> HttpResponse:
    """Show a form that this browser has had kept; 404 for every other one."""
    if not _remembers(request, secret):
        raise Http404
    typed = values.decoded(found.path, found.fields)
    text = _("Your text is back, but not saved yet. Please look at it and send it once more.")
    try:
        return form_again(request, typed, Notice(text), status=200, mark=secret)
    except NeedsSignIn:
        return sign_in_first(request.path)


def waiting_of(request: HttpRequest) -> list[tuple[str, KeptText]]:
    """Return what this browser has had kept and not sent yet, with the address of each.

    One query, none where nothing is kept.
    """
    kept = list(request.session.get(_KEY, ()))
    found = drafts.find_each(kept) if kept else {}
    return [
        (reverse("community:kept-text", args=[one]), found[one]) for one in kept if one in found
    ]


def done(request: HttpRequest, mark: str) -> None:
    """Forget a form that came back and was taken."""
    if mark and _remembers(request, mark):
        drafts.drop(mark)
        request.session[_KEY] = [each for each in request.session[_KEY] if each != mark]


def _remembers(request: HttpRequest, secret: str) -> bool:
    return hasattr(request, "session") and secret in request.session.get(_KEY, [])
