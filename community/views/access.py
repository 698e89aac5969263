"""Who may open which page: guests are asked to sign in, everybody else gets a plain answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.sign_in_first import sign_in_first
from community import contract, trust
from community.inbox import rows as inbox
from community.models import Case

View = Callable[..., HttpResponse]


def for_those_who(action: str) -> Callable[[View], View]:
    """Open a page to those who may do `action`; guests are led to the sign-in, others get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, User):
                return sign_in_first(request.get_full_path())
            if not trust.may(request.user, action, trust.EVERYWHERE):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def me(request: HttpRequest) -> User:
    """Return who is signed in, on a page that only they reach."""
    assert isinstance(request.user, User)
    return request.user


def case_for(user: User, pk: int) -> Case:
    """Return a case that this person may decide; everybody else learns nothing of it (404)."""
    rows = inbox.cases_for(user).select_related("author", "decided_by").prefetch_related("scopes")
    found = rows.filter(pk=pk).first()
    if found is None or not trust.may(user, "review", found):
        raise Http404
    return found


def earlier_case_for(user: User, pk: int) -> Case | None:
    """Return a case of this person's places of which they may read nothing any more; else None.

    What it is about was hidden, or refused as a whole, since they had it before them.
    """
    rows = Case.objects.filter(contract.in_use()).in_scopes(trust.stewardships(user))
    rows = rows.select_related("decided_by")
    return rows.filter(pk=pk).first()


def case_switched_off(user: User, pk: int) -> Case | None:
    """Return a case of this person's about what its town has switched off: it waits with it.

    Links in the log, beside an account and in mails still lead there.
    """
    used = contract.in_use()
    if not used:
        return None
    found = Case.objects.exclude(used).prefetch_related("scopes").filter(pk=pk).first()
    return found if found is not None and trust.may(user, "review", found) else None


def account_of(pk: int) -> User:
    """Return an account by its key; 404 for none."""
    return get_object_or_404(User, pk=pk)
