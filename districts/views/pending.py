"""What waits at an entry: for its author, for reviewers, for nobody else."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import contract
from community.views import pending as contributions
from districts.entries import EntryKind
from districts.models import State
from districts.views.around import crumbs


def pending_view(kind: EntryKind) -> Any:
    """Return the view of one contribution to an entry of a kind."""

    @never_cache
    @require_safe
    def pending(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        entry = kind.model.objects.filter(slug=slug).first()
        # Not even a receipt leads to what the town has switched off.
        if entry is None or entry.is_off:
            raise Http404
        revision = entry.revisions.select_related("author").filter(number=number).first()
        inbox = contract.kind(kind.key)
        if revision is None or not contributions.may_see(request, inbox, entry, revision):
            raise Http404
        context = contributions.context(request, inbox, entry, revision) | {
            "title": str(entry),
            "url": entry.get_absolute_url() if entry.state == State.LIVE else "",
            "breadcrumb": crumbs(kind, (str(entry), ""), (_("What waits"), "")),
        }
        return render(request, "districts/pending.html", context)

    return pending
