"""`/moderation/<number>/`: one case, and deciding it, there or on its row of the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from community import contract, decisions, limits
from community.forms import DecisionForm, sentences_for
from community.inbox import filters, out_of_sight, undoing
from community.inbox import rows as reading
from community.models import Case
from community.views.access import (
    case_for,
    case_switched_off,
    earlier_case_for,
    for_those_who,
    me,
)

ANSWERS = frozenset(Case.Outcome.values)
#: In the address of a form that stands on a row: back to the list, and not on to the next case.
FROM_LIST = "list"


@never_cache
@require_safe
@for_those_who("inbox")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case with everything that is needed to decide it."""
    try:
        case = case_for(me(request), pk)
    except Http404:
        if case_switched_off(me(request), pk) is None:
            raise
        return _gone_page(request, {"problem": _switched_off()}, status=404)
    offered = sentences_for(case, is_out=out_of_sight.is_taken_out(case))
    return _case_page(request, case, DecisionForm(sentences=offered))


def _switched_off() -> str:
    return _(
        "What this is about is switched off at present, and nobody sees it. The case waits until "
        "it is switched on again."
    )


def _gone_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, "community/case_gone.html", context, status=status)


def _case_page(
    request: HttpRequest, case: Case, form: DecisionForm, status: int = 200, problem: str = ""
) -> HttpResponse:
    user = me(request)
    query = filters.read(request.GET).query()
    from_list = FROM_LIST in request.GET
    context = {
        "case": case,
        "row": reading.rows_of([case], user)[0],
        "shown": reading.shown(case, user),
        "words": reading.words_of(case),
        "others": reading.others_about(case),
        "form": form,
        "typed": form.typed_reason(),
        "problem": problem,
        "is_report": case.is_report,
        "is_open": case.state == Case.State.OPEN,
        "undo": undoing.undoable(user, filters.keys(request.GET, "decided")),
        "may_moderate": reading.is_moderator(user),
        "query": query,
        "form_query": f"{FROM_LIST}=1&{query}" if from_list else query,
    }
    return render(request, "community/case.html", context, status=status)


@require_POST
@for_those_who("inbox")
@limits.answering_limits
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out a decision, and lead on to the next case that waits.

    Whoever comes second keeps their words, also where the first has hidden from them what it was,
    or has switched it off.
    """
    user = me(request)
    try:
        return _decide(request, user, pk)
    except Http404:
        off = case_switched_off(user, pk)
        case = off or earlier_case_for(user, pk)
        if case is None:
            raise
    form = DecisionForm(request.POST, sentences=sentences_for(case))
    problem = decisions.who_was_quicker(case) or _("What this is about is no longer there.")
    context = {"problem": _switched_off() if off else problem, "typed": form.typed_reason()}
    return _gone_page(request, context, status=409)


def _decide(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    case = case_for(user, pk)
    form = DecisionForm(request.POST, sentences=sentences_for(case))
    decision = request.POST.get("decision", "")
    if not form.is_valid():
        return _case_page(request, case, form, 400)
    limits.count(action="decide", user=user)
    wanted = filters.read(request.GET)
    following, page = reading.after(case, user, wanted)
    try:
        if not _carry_out(case, user, decision, form.whole_reason()):
            form.add_error(None, _("Please choose what is to be done."))
            return _case_page(request, case, form, 400)
    except decisions.ReasonMissing as missing:
        form.add_error("reason", str(decisions.words_for(missing)))
        return _case_page(request, case, form, 400)
    except (decisions.CaseError, contract.CannotDecide) as error:
        status = 403 if isinstance(error, decisions.NotAllowed) else 409
        problem = str(decisions.words_for(error, case))
        return _case_page(request, case_for(user, pk), form, status, problem)
    if case.outcome == Case.Outcome.GONE:
        messages.success(request, _("It is destroyed, and cannot be brought back."))
    return HttpResponseRedirect(_onwards(request, case, following, page, wanted.query()))


def _onwards(request: HttpRequest, case: Case, following: int | None, page: int, query: str) -> str:
    """Return where to go on: the same list, or the page of the case that is next.

    The list says above that case what was decided, and how to take it back, and lands there.
    """
    to = reverse("community:inbox")
    parts, anchor = [query, f"decided={case.pk}"], ""
    if FROM_LIST in request.GET:
        parts.insert(1, f"page={page}" if page > 1 else "")
        if following:
            parts.append(f"next={following}")
            anchor = "#entschieden"
    elif following:
        to = reverse("community:case", args=[following])
    return f"{to}?{'&'.join(part for part in parts if part)}{anchor}"


def _carry_out(case: Case, user: User, decision: str, reason: str) -> bool:
    """Do what was chosen; False when nothing (known) was."""
    if decision == "accept":
        decisions.accept(case=case, by=user, reason=reason)
    elif decision == "refuse":
        decisions.refuse(case=case, by=user, reason=reason)
    elif decision in ANSWERS:
        decisions.answer_report(case=case, by=user, outcome=decision, reason=reason)
    else:
        return False
    return True
