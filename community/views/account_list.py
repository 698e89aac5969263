"""`/moderation/konten/`: the accounts, and what undoing somebody's doings would change."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import account_list, putting_back, trust
from community.forms import AccountForm
from community.views.access import account_of, for_those_who, me


@never_cache
@require_safe
@for_those_who("moderate")
def accounts(request: HttpRequest) -> HttpResponse:
    """List accounts by name and state."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    words = words.replace("\0", "")[: account_list.LONGEST]
    rows = account_list.found(me(request), words, state)
    page = Paginator(rows, account_list.PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": account_list.rows_of(page.object_list, me(request)),
        "page": page,
        "words": words,
        "states": account_list.choices(state),
        "is_unknown": bool(state) and state not in account_list.STATES,
        "shows_mail": account_list.may_see_mail(me(request)),
    }
    return render(request, "community/accounts.html", context)


@never_cache
@require_safe
@for_those_who("moderate")
def revert_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what undoing would change, and ask; `?thing=article:12` names what is meant."""
    user = account_of(pk)
    if not trust.may(me(request), "revert_all", user):
        raise PermissionDenied
    return plan_page(request, pk, AccountForm(), request.GET.getlist("thing"))


def plan_page(
    request: HttpRequest, pk: int, form: AccountForm, things: list[str], status: int = 200
) -> HttpResponse:
    """Show the question, with what is wrong in its form."""
    user = account_of(pk)
    plan = putting_back.plan(user, things)
    context = {"account": user, "plan": plan, "form": form, "things": things}
    return render(request, "community/revert_plan.html", context, status=status)
