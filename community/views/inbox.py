"""`/moderation/`: what waits, one case, deciding, taking back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from community import contract, decisions, limits, site_warnings
from community import inbox as reading
from community.cases import AUTOMATIC
from community.forms import DecisionForm, ManyForm
from community.models import Case
from community.views.access import case_for, for_those_who, me

SORTS = {
    "contributions": Case.Sort.PENDING,
    "reports": Case.Sort.REPORT,
    "automatic": AUTOMATIC,
}
ANSWERS = frozenset({"hidden", "settled", "kept"})
# As many as a page has; more in one address would be somebody else's doing.
MOST_AT_ONCE = reading.PAGE


@never_cache
@require_safe
@for_those_who("inbox")
def inbox(request: HttpRequest) -> HttpResponse:
    """List what waits for this person."""
    return _list_page(request, ManyForm(pks=[]))


def _list_page(request: HttpRequest, form: ManyForm, status: int = 200) -> HttpResponse:
    user = me(request)
    chosen = request.GET.get("show", "")
    waiting = reading.waiting_for(user, SORTS.get(chosen, ""))
    page = Paginator(waiting, reading.PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": reading.rows_of(page.object_list, user, with_words=True),
        "page": page,
        "form": form,
        "checked": _checked(request, page.object_list),
        "tabs": _tabs(user, chosen),
        "undoable": _undoable(request),
        "chosen": chosen if chosen in SORTS else "",
        "may_read_log": reading.is_moderator(user),
        "site_warnings": site_warnings.warnings(),
    }
    return render(request, "community/inbox.html", context, status=status)


def _checked(request: HttpRequest, cases: Iterable[Case]) -> set[str]:
    """Return which are ticked: those from before a mistake, or all at once by `?all=1`."""
    if "all" in request.GET:
        return {str(case.pk) for case in cases if not case.is_report}
    return set(request.POST.getlist("case"))


def _tabs(user: User, chosen: str) -> list[dict[str, Any]]:
    counts = reading.counts(user)
    here = reverse("community:inbox")
    rows = [
        ("", _("All"), counts["pending"] + counts["report"]),
        ("contributions", _("Contributions"), counts["pending"]),
        ("reports", pgettext("moderation", "Reports"), counts["report"]),
    ]
    if counts[AUTOMATIC]:
        rows.append(("automatic", _("Perhaps spam"), counts[AUTOMATIC]))
    return [
        {
            "title": title,
            "url": f"{here}?show={name}" if name else here,
            "count": count,
            "current": name == (chosen if chosen in SORTS else ""),
        }
        for name, title, count in rows
    ]


@never_cache
@require_safe
@for_those_who("inbox")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case with everything that is needed to decide it."""
    case = case_for(me(request), pk)
    return _case_page(request, case, DecisionForm(is_report=case.is_report))


def _case_page(
    request: HttpRequest, case: Case, form: DecisionForm, status: int = 200, problem: str = ""
) -> HttpResponse:
    user = me(request)
    context = {
        "case": case,
        "row": reading.rows_of([case], user)[0],
        "shown": reading.shown(case, user),
        "words": reading.words_of(case),
        "others": reading.others_about(case),
        "form": form,
        "problem": problem,
        "is_report": case.is_report,
        "is_open": case.state == Case.State.OPEN,
        "undoable": _undoable(request),
        "may_judge": reading.is_moderator(user) and case.author_id,
    }
    return render(request, "community/case.html", context, status=status)


@require_POST
@for_those_who("inbox")
@limits.answering_limits
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out a decision, and lead on to the next case that waits."""
    user = me(request)
    case = case_for(user, pk)
    form = DecisionForm(request.POST, is_report=case.is_report)
    decision = request.POST.get("decision", "")
    if not form.is_valid():
        return _case_page(request, case, form, 400)
    limits.count(action="decide", user=user)
    try:
        if not _carry_out(case, user, decision, form.whole_reason()):
            form.add_error(None, _("Please choose what is to be done."))
            return _case_page(request, case, form, 400)
    except decisions.ReasonMissing as missing:
        form.add_error("reason", str(decisions.words_for(missing)))
        return _case_page(request, case, form, 400)
    except (decisions.CaseError, contract.CannotDecide) as error:
        status = 403 if isinstance(error, decisions.NotAllowed) else 409
        return _case_page(
            request, case_for(user, pk), form, status, str(decisions.words_for(error))
        )
    following = reading.next_after(case, user)
    to = reverse("community:case", args=[following.pk]) if following else reverse("community:inbox")
    return HttpResponseRedirect(f"{to}?decided={case.pk}")


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


@require_POST
@for_those_who("inbox")
@limits.answering_limits
def decide_many(request: HttpRequest) -> HttpResponse:
    """Accept or refuse what is ticked."""
    user = me(request)
    form = ManyForm(request.POST, pks=_numbers(request.POST))
    if not form.is_valid():
        return _list_page(request, form, 400)
    decision, reason = request.POST.get("decision", ""), form.whole_reason()
    chosen = _chosen(user, form.cleaned_data["case"])
    problem = _problem(decision, reason, chosen)
    if problem:
        form.add_error("reason" if chosen else None, problem)
        return _list_page(request, form, 400)
    limits.count(action="decide", user=user)
    tally = decisions.decide_many(chosen=chosen, decision=decision, by=user, reason=reason)
    for case, words in tally.problems:
        messages.warning(request, f"{case.title}: {words}")
    query = QueryDict(mutable=True)
    query.setlist("decided", [str(case.pk) for case in tally.done])
    return HttpResponseRedirect(f"{reverse('community:inbox')}?{query.urlencode()}")


def _problem(decision: str, reason: str, chosen: list[Case]) -> str:
    if not chosen:
        return _("Please tick at least one contribution.")
    if decision not in ("accept", "refuse"):
        return _("Please choose what is to be done.")
    if decision == "refuse" and not reason:
        return _("Please give a reason: the author reads it.")
    return ""


@require_POST
@for_those_who("inbox")
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what was decided a moment ago."""
    user, done = me(request), 0
    for case in _mine(user, _numbers(request.POST)):
        try:
            decisions.undo(case=case, by=user)
            done += 1
        except (decisions.CaseError, contract.CannotDecide) as error:
            messages.warning(request, f"{case.title}: {decisions.words_for(error)}")
    if done:
        words = ngettext(
            "Taken back: %(number)d decision.", "Taken back: %(number)d decisions.", done
        )
        messages.success(request, words % {"number": done})
    return HttpResponseRedirect(reverse("community:inbox"))


def _undoable(request: HttpRequest) -> list[Case]:
    """Return what this person decided a moment ago, of the cases that the address names."""
    since = timezone.now() - decisions.UNDO
    decided = _mine(me(request), _numbers(request.GET, "decided"))
    return [case for case in decided if case.decided_at and case.decided_at >= since]


def _numbers(data: QueryDict, name: str = "case") -> list[int]:
    """Return the numbers of cases in a form or address; whatever is none is left out."""
    texts = data.getlist(name)[:MOST_AT_ONCE]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18]


def _chosen(user: User, pks: Iterable[int]) -> list[Case]:
    rows = reading.cases_for(user).filter(pk__in=list(pks), sort=Case.Sort.PENDING)
    return list(rows.select_related("author").prefetch_related("scopes"))


def _mine(user: User, pks: list[int]) -> list[Case]:
    rows = Case.objects.filter(pk__in=pks, decided_by=user).select_related("author")
    return list(rows.prefetch_related("scopes"))
