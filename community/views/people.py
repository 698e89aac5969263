"""Looking after accounts, and the log of what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.at_address import person_url
from accounts.models import User
from community import trust
from community.errors import NotAllowed
from community.forms import AccountForm, StewardForm
from community.inbox import filters, logbook, reverting
from community.people import account_list, blocking, contributions, promotion, responsibilities
from community.people.contributions import page_number
from community.views.access import account_of, for_those_who, me
from community.views.account_list import NOTHING_TICKED, plan_page, ticked

# The word in the address, and the action that is asked for.
ACTIONS = {
    "sperren": "block",
    "pausieren": "block",
    "entsperren": "block",
    "sperre-zuruecknehmen": "block",
    "zuruecksetzen": "revert_all",
    "notiz": "block",
    "vertrauen": "promote",
    "moderieren": "entrust",
    "nicht-moderieren": "entrust",
}


@never_cache
@require_safe
@for_those_who("moderate")
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account: what it wrote, what waits, what can be done about it."""
    return _account_page(request, account_of(pk), AccountForm())


def _account_page(
    request: HttpRequest,
    user: User,
    form: AccountForm,
    status: int = 200,
    steward_form: StewardForm | None = None,
) -> HttpResponse:
    number = page_number(request)
    start = (number - 1) * contributions.PAGE
    rows, more = contributions.of(user, start=start, size=contributions.PAGE)
    context = {
        "account": user,
        "form": form,
        "rows": rows,
        "number": number,
        "num_pages": number + more,
        "nothing_ticked": NOTHING_TICKED in request.GET,
        "account_page": person_url(user.slug),
        "states": account_list.states_of(user),
        "last": account_list.last_written(user),
        "mail": user.email if account_list.may_see_mail(me(request)) else "",
        "history": logbook.of_account(user),
        "may_block": trust.may(me(request), "block", user),
        "may_undo_block": blocking.undoable(user, me(request)) is not None,
        "held": responsibilities.held_by(user),
        "steward_form": steward_form or StewardForm(),
        "may_appoint": user.is_active and not user.blocked_at,
        "may_entrust": trust.may(me(request), "entrust", user),
        "may_promote": user.trust == User.Trust.NEW and trust.may(me(request), "promote", user),
    }
    return render(request, "community/account.html", context, status=status)


@require_POST
@for_those_who("moderate")
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do something to an account; everything but trusting it asks for a reason."""
    user, by = account_of(pk), me(request)
    if action not in ACTIONS:
        raise Http404
    if not trust.may(by, ACTIONS[action], user):
        raise PermissionDenied
    if action == "vertrauen":
        promotion.promote(user=user, by=by)
        messages.success(request, _("What this account writes is public at once from now on."))
    elif action.endswith("moderieren"):
        promotion.set_moderator(user=user, by=by, moderates=action == "moderieren")
        messages.success(request, _("Saved."))
    elif action == "sperre-zuruecknehmen":
        if blocking.undo(user=user, by=by):
            messages.success(request, _("The block was taken back. Nobody was told of it."))
        else:
            words = _("A decision can be taken back for 10 minutes only. This one stands.")
            messages.warning(request, words)
    elif action == "zuruecksetzen":
        return _put_back(request, user)
    else:
        form = AccountForm(request.POST)
        if not form.is_valid():
            return _account_page(request, user, form, 400)
        _judge(request, action, {"user": user, "by": by, **form.cleaned_data})
    return HttpResponseRedirect(reverse("community:account", args=[user.pk]))


@require_POST
@for_those_who("appoint")
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Make somebody the contact person of a place."""
    user, form = account_of(pk), StewardForm(request.POST)
    if not form.is_valid():
        return _account_page(request, user, AccountForm(), 400, form)
    kind, place = form.chosen()
    try:
        responsibilities.appoint_steward(
            user=user, kind=kind, pk=place, until=form.cleaned_data["until"], by=me(request)
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, _("Saved. They are told by mail."))
    return HttpResponseRedirect(reverse("community:account", args=[user.pk]))


@require_POST
@for_those_who("appoint")
def end_responsibility(request: HttpRequest, pk: int, responsibility: int) -> HttpResponse:
    """End what somebody is responsible for, before its term."""
    user = account_of(pk)
    row = get_object_or_404(user.responsibilities.select_related("user"), pk=responsibility)
    responsibilities.end(responsibility=row, by=me(request))
    messages.success(request, _("The responsibility has ended."))
    return HttpResponseRedirect(reverse("community:account", args=[user.pk]))


def _judge(request: HttpRequest, action: str, values: dict[str, Any]) -> None:
    already = _("Somebody else was quicker: the account was blocked already.")
    if action == "sperren":
        _say(request, blocking.block(**values), _("The account is blocked."), already, values)
    elif action == "pausieren":
        done = blocking.block(**values, for_good=False)
        _say(request, done, _("The account is blocked for 24 hours."), already, values)
    elif action == "entsperren":
        already = _("Somebody else was quicker: the account was not blocked any more.")
        _say(
            request, blocking.unblock(**values), _("The account may write again."), already, values
        )
    else:
        blocking.note(**values)
        messages.success(request, _("Saved. Only those who moderate read it."))


def _say(
    request: HttpRequest, is_done: bool, words: str, already: str, values: dict[str, Any]
) -> None:
    """Say that it is done; or that somebody else was quicker, and what was typed."""
    if is_done:
        messages.success(request, words)
        return
    messages.warning(request, already)
    messages.info(request, _("You had written: %(reason)s") % {"reason": values["reason"]})


def _put_back(request: HttpRequest, user: User) -> HttpResponse:
    form, things = AccountForm(request.POST), ticked(request.POST)
    if things == [] or not form.is_valid():
        return plan_page(request, user, form, things, 400)
    reason = form.cleaned_data["reason"]
    done = reverting.put_back(user=user, by=me(request), reason=reason, things=things)
    words = ngettext(
        "%(number)d page was put back, %(refused)d waiting contributions were refused.",
        "%(number)d pages were put back, %(refused)d waiting contributions were refused.",
        done.things,
    )
    messages.success(request, words % {"number": done.things, "refused": done.refused})
    for url in done.left:
        messages.warning(request, _("Please look at this one yourself: %(url)s") % {"url": url})
    return HttpResponseRedirect(reverse("community:account", args=[user.pk]))


@never_cache
@require_safe
@for_those_who("moderate")
def log(request: HttpRequest) -> HttpResponse:
    """List what was done, newest first."""
    chosen = request.GET.get("action", "")
    page = Paginator(logbook.entries(chosen), filters.PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": logbook.rows_of(page.object_list),
        "page": page,
        "actions": logbook.choices(chosen),
    }
    return render(request, "community/log.html", context)
