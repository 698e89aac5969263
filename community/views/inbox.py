"""`/moderation/`: what waits, deciding many at once, taking back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from community import contract, decisions, limits
from community.cases import AUTOMATIC
from community.forms import DecisionForm, ManyForm, sentences_for
from community.inbox import filters, site_warnings, undoing
from community.inbox import rows as reading
from community.inbox.filters import Wanted
from community.models import Case
from community.views.access import for_those_who, me
from text.whole_numbers import whole_number


@never_cache
@require_safe
@for_those_who("inbox")
def inbox(request: HttpRequest) -> HttpResponse:
    """List what waits for this person."""
    return _list_page(request, ManyForm(pks=[]))


def _list_page(request: HttpRequest, form: ManyForm, status: int = 200) -> HttpResponse:
    user, wanted = me(request), filters.read(request.GET)
    waiting = reading.waiting_for(user, wanted.sort)
    listed = Paginator(filters.narrowed(waiting, wanted), filters.PAGE)
    page = listed.get_page(request.GET.get("page"))
    rows = reading.rows_of(page.object_list, user, with_words=True)
    undo = undoing.undoable(user, filters.keys(request.GET, "decided"))
    context = {
        "rows": rows,
        "parts": _parts(rows, wanted),
        "page": page,
        "form": form,
        "checked": _checked(request, page.object_list),
        "tabs": _tabs(user, wanted),
        "wanted": wanted,
        "query": wanted.query(),
        "page_query": _query(wanted, page.number).urlencode(),
        "filters": filters.choices(waiting, wanted, reading.accounts_for(user)),
        "may_moderate": reading.is_moderator(user),
        "undo": undo,
        "next_row": _next_row(request, rows) if undo.just else None,
        "site_warnings": site_warnings.warnings(),
    }
    return render(request, "community/inbox.html", context, status=status)


def _next_row(request: HttpRequest, rows: list[reading.CaseRow]) -> int | None:
    """Return the case above which the page says what was decided; None: at the top of the page."""
    shown = {row.case.pk for row in rows}
    return next((pk for pk in filters.keys(request.GET, "next") if pk in shown), None)


def _parts(rows: list[reading.CaseRow], wanted: Wanted) -> list[dict[str, Any]]:
    """Return the rows in their groups, each row with a form of its own."""

    def group_of(row: reading.CaseRow) -> tuple[Any, ...]:
        return filters.group_key(row.case, wanted.group)

    return [
        {
            "rows": [
                {
                    "row": row,
                    "form": DecisionForm(
                        sentences=sentences_for(row.case, is_out=row.is_out), pk=row.case.pk
                    ),
                }
                for row in members
            ]
        }
        for _group, members in groupby(rows, group_of)
    ]


def _checked(request: HttpRequest, cases: Iterable[Case]) -> set[str]:
    """Return which are ticked: those from before a mistake, or all at once by `?all=1`."""
    if "all" in request.GET:
        return {str(case.pk) for case in cases if not case.is_report}
    return set(request.POST.getlist("case"))


def _tabs(user: User, wanted: Wanted) -> list[dict[str, Any]]:
    counts = reading.counts(user)
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
            "url": f"{reverse('community:inbox')}?{wanted.query(show=name)}",
            "count": count,
            "current": name == wanted.show,
        }
        for name, title, count in rows
    ]


@require_POST
@for_those_who("inbox")
@limits.answering_limits
def decide_many(request: HttpRequest) -> HttpResponse:
    """Accept or refuse what is ticked."""
    user = me(request)
    form = ManyForm(request.POST, pks=filters.keys(request.POST, "case"))
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
        messages.warning(request, f"{case.shown_title}: {words}")
    if tally.problems and reason:
        messages.info(request, _("You had written: %(reason)s") % {"reason": reason})
    return _back(request, decided=[str(case.pk) for case in tally.done])


def _query(wanted: Wanted, number: int | None) -> QueryDict:
    """Return what leads to one page of the list: its filters and its number."""
    query = QueryDict(wanted.query(), mutable=True)
    if number and number > 1:
        query["page"] = str(number)
    return query


def _back(request: HttpRequest, decided: list[str]) -> HttpResponse:
    """Lead to the page of the list that a form was on; the last one where there is none so far."""
    number = whole_number(request.GET.get("page"))
    query = _query(filters.read(request.GET), number)
    if decided:
        query.setlist("decided", decided)
    ending = f"?{query.urlencode()}" if query else ""
    return HttpResponseRedirect(f"{reverse('community:inbox')}{ending}")


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
    for case in undoing.mine(user, filters.keys(request.POST, "case")):
        try:
            decisions.undo(case=case, by=user)
            done += 1
        except (decisions.CaseError, contract.CannotDecide) as error:
            messages.warning(request, f"{case.shown_title}: {decisions.words_for(error)}")
    if done:
        words = ngettext(
            "Taken back: %(number)d decision.", "Taken back: %(number)d decisions.", done
        )
        messages.success(request, words % {"number": done})
    return _back(request, decided=[])


def _chosen(user: User, pks: Iterable[int]) -> list[Case]:
    rows = reading.cases_for(user).filter(pk__in=list(pks), sort=Case.Sort.PENDING)
    return list(rows.select_related("author").prefetch_related("scopes"))
