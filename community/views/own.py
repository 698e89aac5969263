"""What became of one's own contributions and reports, with an account or with a receipt."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community import contract, decisions, trust
from community.inbox import out_of_sight, page_titles, reminders
from community.inbox import rows as inbox
from community.models import Case
from community.people import contributions as reading
from community.talk import comment_kind
from community.typed import detour, drafts
from community.typed.before_sign_in import PARAMETER
from community.views.access import me


@never_cache
@login_required
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """List everything this person wrote or reported, and what became of it."""
    user, number = me(request), reading.page_number(request)
    start = (number - 1) * reading.PAGE
    rows, more = reading.of(user, start=start, size=reading.PAGE)
    context = {
        "rows": rows,
        "number": number,
        "num_pages": number + more,
        "until": reminders.usually_by(),
        "may_open_inbox": trust.may(user, "inbox", trust.EVERYWHERE),
    }
    return render(request, "community/contributions.html", context)


@never_cache
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show whoever has the secret address what became of their report or contribution."""
    case = _case_of(receipt)
    page_titles.read_for([case])
    is_comment = case.object_kind == comment_kind.COMMENTS.key and not case.is_report
    context = {
        "case": case,
        "is_report": case.is_report,
        "is_open": case.state == Case.State.OPEN,
        "label": contract.label_of(case.object_kind),
        "until": reminders.usually_by(case.created),
        "public_url": contract.public_url(case),
        "sent_url": _sent_url(case),
        "about_url": comment_kind.place_url(case.object_pk) if is_comment else "",
        "is_combined": inbox.is_combined(case),
        "can_destroy": contract.can_destroy(case),
        "is_out": out_of_sight.is_taken_out(case),
        "can_withdraw": _can_withdraw(case),
        "full_url": request.build_absolute_uri(request.path),
    }
    return render(request, "community/receipt.html", context)


def _sent_url(case: Case) -> str:
    """Return where the text of a contribution is read by whoever has its receipt; "" of others."""
    kind = contract.found(case.object_kind)
    if case.is_report or not case.number or kind is None or kind.load(case.object_pk) is None:
        return ""
    if not Case.objects.filter(contract.in_use(), pk=case.pk).exists():
        return ""
    return f"{case.url}?{urlencode({'quittung': case.receipt})}"


@require_POST
def withdraw(request: HttpRequest, receipt: str) -> HttpResponse:
    """Take a held contribution back; the secret address is the permission."""
    case = _case_of(receipt)
    try:
        decisions.withdraw(case=case)
    except (decisions.CaseError, contract.CannotDecide) as error:
        if case.state != Case.State.WITHDRAWN:  # of one press too many the page says enough
            messages.warning(request, str(decisions.words_for(error)))
    else:
        messages.success(request, _("Taken back. It will not be public."))
    return HttpResponseRedirect(reverse("community:receipt", args=[receipt]))


@never_cache
@require_safe
def kept_text(request: HttpRequest, secret: str) -> HttpResponse:
    """Lead from a mail, or from signing in, to the form in which a text waits for its author."""
    found = drafts.find(secret) if secret.isprintable() else None
    if found is None:
        raise Http404
    if detour.is_whole_form(found):
        return detour.form_of(request, secret, found)
    return HttpResponseRedirect(f"{found.path}?{urlencode({PARAMETER: secret})}")


def _case_of(receipt: str) -> Case:
    """Return the case of a receipt; 404 for a secret that is none."""
    found = Case.objects.filter(receipt=receipt).first() if receipt.isprintable() else None
    if found is None:
        raise Http404
    return found


def _can_withdraw(case: Case) -> bool:
    if case.is_report or case.state != Case.State.OPEN:
        return False
    try:
        return contract.kind(case.object_kind).withdraw is not None
    except KeyError:
        return False
