"""Is it still the person who signed in? Asked before what cannot be undone or gives power away.

A session lasts for weeks, on a screen in a community centre as well. Before an account is blocked
for good, gets or loses an office, is erased, gets another address, a password or a token, its
person shows once more that they are there: by password, or by a code mailed to those without one.
At most once in 60 minutes; never before hiding something or pausing an account for a day, which has
to be quick and can be taken back.

A view is not asked to know of this. It is named here, or from the `AppConfig.ready()` of the app
that owns it::

    protect("community:account-action", when=_is_weighty)

The question comes as an answer to the form that was sent. It carries every field of that form along
and posts to the same address, so that a right answer carries out what was typed, and nothing is
typed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from community import limits

LASTS = timedelta(minutes=60)
CODE_LASTS = timedelta(minutes=15)
TRIES = 3
#: Where in a session the moment of the last proof stands, and a code that was mailed.
WHEN, CODE = "signed_in_at", "proof_code"
#: The fields of our question; everything else in the form is the asker's own.
PASSWORD, TYPED, ANOTHER = "proof_password", "proof_typed_code", "proof_another_code"
OURS = frozenset({PASSWORD, TYPED, ANOTHER})


@dataclass(frozen=True, slots=True)
class Protected:
    """When a view asks: on these methods, and where `when(request, kwargs)` says so."""

    methods: frozenset[str]
    when: Callable[[HttpRequest, dict[str, Any]], bool]


_views: dict[str, Protected] = {}


def protect(
    *names: str,
    methods: tuple[str, ...] = ("POST",),
    when: Callable[[HttpRequest, dict[str, Any]], bool] = lambda request, kwargs: True,
) -> None:
    """Let the views of these names ask for a recent sign-in."""
    _views.update(dict.fromkeys(names, Protected(frozenset(methods), when)))


def protected() -> frozenset[str]:
    """Return the names of all views that ask."""
    return frozenset(_views)


def note(request: HttpRequest) -> None:
    """Note that somebody has shown who they are, now."""
    request.session[WHEN] = timezone.now().timestamp()
    request.session.pop(CODE, None)


def is_recent(request: HttpRequest) -> bool:
    """Say whether this session's person has shown who they are within the hour."""
    age = timezone.now().timestamp() - float(request.session.get(WHEN, 0))
    return 0 <= age < LASTS.total_seconds()


class RecentSignInMiddleware:
    """Asks before the views that `protect` names; stands behind those that know the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Return the question, or None to let the view go on."""
        match = request.resolver_match
        rule = _views.get(match.view_name) if match else None
        user = request.user
        if rule is None or not isinstance(user, User) or is_recent(request):
            return None
        answers = request.method == "POST" and bool(OURS & request.POST.keys())
        if not answers and (request.method not in rule.methods or not rule.when(request, kwargs)):
            return None
        problem = ""
        try:
            if answers and not request.POST.get(ANOTHER):
                problem = _wrong(request, user)
                if not problem:
                    return _go_on(request, rule)
            return _question(request, user, problem)
        except limits.LimitReached as error:
            return limits.too_many(request, error)


def _wrong(request: HttpRequest, user: User) -> str:
    """Return what is wrong with the proof in a form, "" when it is right; counted either way."""
    limits.count(action="proof", user=user)
    if user.has_usable_password():
        right = user.check_password(request.POST.get(PASSWORD, ""))
        return "" if right else _("This is not your password.")
    return "" if _is_code(request) else _("This is not the code we sent, or it is too old.")


def _go_on(request: HttpRequest, rule: Protected) -> HttpResponse | None:
    """Let the view have its form as it was first sent; a page that was asked for is asked again."""
    note(request)
    if "POST" not in rule.methods:
        return HttpResponseRedirect(request.get_full_path())
    data = request.POST.copy()
    for name in OURS:
        data.pop(name, None)
    request.POST = data  # type: ignore[assignment]
    return None


def _question(request: HttpRequest, user: User, problem: str) -> HttpResponse:
    by_code = not user.has_usable_password()
    if by_code and (request.POST.get(ANOTHER) or not _waits_for_code(request)):
        _send_code(request, user)
    context = {
        "by_code": by_code,
        "problem": problem,
        "address": request.get_full_path(),
        "fields": _typed(request),
    }
    response = render(request, "community/recent_sign_in.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the form that was sent, to be sent once more."""
    left_out = OURS | {"csrfmiddlewaretoken"}
    rows: Any = request.POST.lists() if request.method == "POST" else ()
    return [(name, value) for name, values in rows for value in values if name not in left_out]


def _send_code(request: HttpRequest, user: User) -> None:
    limits.count(action="proof_code", user=user)
    code = get_adapter().generate_login_code()
    until = timezone.now() + CODE_LASTS
    request.session[CODE] = {"hash": _hash(code), "until": until.timestamp(), "left": TRIES}
    get_adapter().send_mail("account/email/proof_code", user.email, {"user": user, "code": code})


def _waits_for_code(request: HttpRequest) -> bool:
    sent = request.session.get(CODE) or {}
    return bool(sent.get("left", 0) > 0 and sent["until"] > timezone.now().timestamp())


def _is_code(request: HttpRequest) -> bool:
    """Compare the code that was typed; each code may be tried three times."""
    if not _waits_for_code(request):
        return False
    sent = request.session[CODE]
    request.session[CODE] = {**sent, "left": sent["left"] - 1}
    return constant_time_compare(sent["hash"], _hash(request.POST.get(TYPED, "")))


def _hash(code: str) -> str:
    plain = "".join(char for char in code.upper() if char.isalnum())
    return salted_hmac("community.people.recent_sign_in", plain, algorithm="sha256").hexdigest()
