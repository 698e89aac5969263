"""Gives back what somebody typed, whatever a form is answered; see `community.typed`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.middleware import csrf
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.sign_in_first import sign_in_first, sign_in_url
from community.typed import detour, form_pages, origin, values
from community.typed.again import (
    BY_SCRIPTS,
    NeedsSignIn,
    Notice,
    form_again,
    leads_to_sign_in,
    with_words,
)
from community.typed.in_words import words_of
from community.typed.values import Typed
from text import waits
from text.whole_numbers import whole_number

#: Seconds, where an answer does not say how long to wait.
UNKNOWN_WAIT = 300
#: What has fewer letters is in a page by accident.
SHORT = 6
#: What the browser does not send along, sending again does not change.
_LACKING = frozenset({csrf.REASON_NO_CSRF_COOKIE, csrf.REASON_NO_REFERER})


class TypedMiddleware:
    """Stands inside of sessions, accounts and languages, around everything that answers forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or getattr(response, "shows_typed", False):
            return response
        if not origin.is_page(request) or not origin.is_own(request):
            return response
        typed = _read(request)
        return _with_typed(request, response, typed) if typed else response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        """Show a form again that somebody else has opened, if it says who (`opened_by`).

        Whoever began under their name must not end up as a guest without noticing.
        """
        if request.method != "POST" or not request.POST.get("opened_by"):
            return None
        if request.POST["opened_by"] == str(request.user.pk):
            return None
        text = _(
            "Your sign-in has changed since you opened this form. Nothing is lost: please look at "
            "your text below and save it once more."
        )
        return _again(request, values.of(request), Notice(text))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token: shown again if it is ours, else refused.

    Nothing is carried out either way. Named by `CSRF_FAILURE_VIEW`.
    """
    typed = _read(request) if origin.is_own(request) and origin.is_page(request) else None
    if typed is None:
        return render(request, "403_csrf.html", status=403)
    if typed.again and reason in _LACKING:
        text = _(
            "Your browser keeps no cookies of this site, or does not say where a form comes from. "
            "Without that we take no forms, for your safety. Please allow cookies for this site, "
            "copy your text from here and open the form anew."
        )
        return _again(request, typed, Notice(text, is_hopeless=True))
    text = _(
        "Please send it once more: the form was not accepted, because it lay open for a long time "
        "or your sign-in has changed. Nothing is saved yet, and nothing is lost."
    )
    return _again(request, typed, Notice(text))


def _again(request: HttpRequest, typed: Typed, notice: Notice) -> HttpResponse:
    """Show a form again; where only those who are signed in see it, they sign in first."""
    try:
        return form_again(request, typed, notice, status=403)
    except NeedsSignIn:
        return _through_sign_in(request, typed)


def _through_sign_in(request: HttpRequest, typed: Typed) -> HttpResponse:
    """Keep a form while its writer signs in; show its words where it cannot be kept."""
    back = detour.keep(request, typed)
    if back:
        return sign_in_first(back)
    text = _("You are signed out. Please copy your text from here, sign in and open the form anew.")
    return form_again(request, typed, Notice(text, is_hopeless=True), status=403)


def _read(request: HttpRequest) -> Typed | None:
    """Return what was sent, if that can be read."""
    try:
        return values.of(request)
    except (SuspiciousOperation, RawPostDataException, UnreadablePostError):
        return None


def _with_typed(request: HttpRequest, response: HttpResponse, typed: Typed) -> HttpResponse:
    """Return an answer that lacks nothing of what was typed, if the form was not taken."""
    signs_in = leads_to_sign_in(response)
    if response.status_code < 400 and not signs_in:
        detour.done(request, typed.again)
        return response
    if typed.is_empty:
        return _to_a_page(request, response) if signs_in else response
    if signs_in:
        return _through_sign_in(request, typed)
    if response.status_code == 429:
        return _later(request, response, typed)
    return _with_lost_words(request, response, typed)


def _to_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let signing in lead back to where a button stands, if its own address is for forms only."""
    page = form_pages.readable(request.path)
    own = page == request.path or request.path.startswith(BY_SCRIPTS)
    return response if own else sign_in_first(page)


def _with_lost_words(request: HttpRequest, response: HttpResponse, typed: Typed) -> HttpResponse:
    """Add the words to an error page that does not have them."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    if response.streaming or not is_html or b"</body>" not in response.content:
        return response
    html = _even(response.content.decode(response.charset, "replace"))
    words = words_of(response, typed)
    words = [] if all(_has(html, each) for each in words) else words
    files = [name for name in typed.file_names if not _has(html, name)]
    if not words and not files:
        return response
    url = ""
    if response.status_code == 403 and not request.user.is_authenticated:
        back = detour.keep(request, typed)
        url = sign_in_url(back) if back else ""
    return with_words(response, words, files, sign_in_url=url)


def _has(html: str, text: str) -> bool:
    """A house number stands by accident in many pages: what is short has to be a field's value."""
    words = _even(escape(text))
    if len(words) < SHORT:
        return f'value="{words}"' in html or f">{words}<" in html or f">\n{words}<" in html
    return words in html


def _even(html: str) -> str:
    return html.replace("\r\n", "\n").replace("&#x27;", "&#39;")


def _later(request: HttpRequest, response: HttpResponse, typed: Typed) -> HttpResponse:
    """Show a form again that came too soon after many others."""
    wait = whole_number(response.headers.get("Retry-After"))
    seconds = UNKNOWN_WAIT if wait is None else wait
    why = getattr(response, "why_limited", "") or _("That was a lot in a short time.")
    text = _("Nothing is lost: please send it once more %(when)s.")
    when = waits.in_words(seconds)
    try:
        again = form_again(request, typed, Notice(f"{why} {text % {'when': when}}"), status=429)
    except NeedsSignIn:
        return with_words(response, typed.words, typed.file_names)
    if wait:
        again["Retry-After"] = wait
    return again
