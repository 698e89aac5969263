"""One contribution that waits: who may see it, and what its page says, whatever it changes."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.models import User
from community import contract, trust
from community.inbox import reminders
from community.models import Case
from versions.models import AbstractRevision


def by_receipt(request: HttpRequest, kind: str, number: int) -> Case | None:
    """Return the contribution whose receipt is in the address (`?quittung=`).

    The receipt of a report about it opens nothing: whoever reports an address need not know more.
    """
    receipt = request.GET.get("quittung", "")
    if not receipt or not receipt.isascii() or not receipt.isprintable():
        return None
    rows = Case.objects.pending().filter(object_kind=kind, number=number)
    case = rows.filter(receipt=receipt).first()
    return case if case and constant_time_compare(case.receipt, receipt) else None


def may_see(
    request: HttpRequest, kind: contract.Kind, thing: Model, revision: AbstractRevision
) -> bool:
    """Say whether somebody may see a contribution: its author, reviewers, who has its receipt."""
    user = request.user
    if revision.text_hidden and not trust.may(user, "see_hidden", thing):
        return False
    if isinstance(user, User) and revision.author_id == user.pk:
        return True
    if trust.may(user, "review", thing) and kind.visible_to(thing, user):
        return True
    case = by_receipt(request, kind.name, revision.number)
    return case is not None and case.object_pk == thing.pk


def context(
    request: HttpRequest, kind: contract.Kind, thing: Model, revision: AbstractRevision
) -> dict[str, Any]:
    """Return what the page says of a contribution."""
    rows = Case.objects.pending().about(kind.name, thing.pk, revision.number)
    case = rows.order_by("-created").first()
    is_waiting = revision.state == AbstractRevision.State.HELD
    template, preview = kind.preview(thing, revision.number) if kind.preview else ("", {})
    return {
        "revision": revision,
        "is_waiting": is_waiting,
        "case": case,
        "receipt_url": reverse("community:receipt", args=[case.receipt]) if case else "",
        "may_review": trust.may(request.user, "review", thing),
        "template": template,
        "preview": preview,
        "just_sent": "quittung" in request.GET and is_waiting,
        "until": reminders.usually_by(),
    }
