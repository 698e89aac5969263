"""What waits at an entry: for its author, for reviewers, for nobody else."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from community import trust
from community.inbox import reminders
from community.models import Case
from districts.entries import EntryKind
from districts.models import EntryRevision, State, VersionedEntry
from districts.modules import Usage
from districts.registered import inbox
from districts.views.around import crumbs


def pending_view(kind: EntryKind) -> Any:
    """Return the view of one contribution to an entry of a kind."""

    @never_cache
    @require_safe
    def pending(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        entry = kind.model.objects.filter(slug=slug).first()
        # Not even a receipt leads to what the town has switched off.
        if entry is None or entry.usage == Usage.OFF:
            raise Http404
        revision = entry.revisions.select_related("author").filter(number=number).first()
        if revision is None or not _may_see(request, entry, revision, kind):
            raise Http404
        return _page(request, kind, entry, revision)

    return pending


def _may_see(
    request: HttpRequest, entry: VersionedEntry, revision: EntryRevision, kind: EntryKind
) -> bool:
    user = request.user
    if revision.text_hidden and not trust.may(user, "see_hidden", entry):
        return False
    if isinstance(user, User) and revision.author_id == user.pk:
        return True
    if trust.may(user, "review", entry) and kind.visible_to(entry, user):
        return True
    receipt = request.GET.get("quittung", "")
    if not receipt.isascii() or not receipt.isprintable():
        return False
    rows = Case.objects.about(kind.key, entry.pk, revision.number)
    return any(constant_time_compare(case.receipt, receipt) for case in rows)


def _page(
    request: HttpRequest, kind: EntryKind, entry: VersionedEntry, revision: EntryRevision
) -> HttpResponse:
    rows = Case.objects.about(kind.key, entry.pk, revision.number)
    case = rows.order_by("-created").first()
    template, preview = inbox.preview(entry, revision.number)
    context = {
        "entry": entry,
        "revision": revision,
        "is_waiting": revision.state == "held",
        "is_public": entry.state == State.LIVE,
        "case": case,
        "receipt_url": reverse("community:receipt", args=[case.receipt]) if case else "",
        "may_review": trust.may(request.user, "review", entry),
        "template": template,
        "preview": preview,
        "just_sent": "quittung" in request.GET and revision.state == "held",
        "until": reminders.usually_by(),
        "breadcrumb": crumbs(kind, (str(entry), ""), (_("What waits"), "")),
    }
    return render(request, "districts/pending.html", context)
