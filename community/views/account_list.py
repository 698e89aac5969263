"""`/moderation/konten/`: the accounts, and what undoing somebody's doings would change."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from community import trust
from community.forms import AccountForm
from community.inbox import filters, reverting
from community.people import account_list
from community.views.access import account_of, for_those_who, me
from text.storable import storable

#: In the address of an account: its contributions were to be put back, and none was ticked.
NOTHING_TICKED = "nothing-ticked"


@never_cache
@require_safe
@for_those_who("moderate")
def accounts(request: HttpRequest) -> HttpResponse:
    """List accounts by name and state."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    words = storable(words)[: account_list.LONGEST]
    rows = account_list.found(me(request), words, state)
    page = Paginator(rows, filters.PAGE).get_page(request.GET.get("page"))
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
    return plan_page(request, user, AccountForm(), ticked(request.GET))


def plan_page(
    request: HttpRequest,
    user: User,
    form: AccountForm,
    things: list[str] | None,
    status: int = 200,
) -> HttpResponse:
    """Show the question, with what is wrong in its form; without things, lead back to them."""
    if things == []:
        # The page lands at its contributions, so it is there that it says what is missing.
        account = reverse("community:account", args=[user.pk])
        return HttpResponseRedirect(f"{account}?{NOTHING_TICKED}=1#written")
    plan = reverting.plan(user, things)
    context = {"account": user, "plan": plan, "form": form, "things": things}
    return render(request, "community/revert_plan.html", context, status=status)


def ticked(data: QueryDict) -> list[str] | None:
    """Return the things that were ticked; None where there was nothing to tick: all are meant."""
    return data.getlist("thing") if "thing" in data or "some" in data else None
