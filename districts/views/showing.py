"""Showing an entry again that was taken from the public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community import contract, trust
from community.views.access import me
from districts.models import State
from districts.views.entry_kinds import EntryKind


def may_show(user: Any, entry: Any) -> bool:
    """Say whether this reader may give a hidden entry back to the public."""
    return entry.state == State.HIDDEN and trust.may(user, "hide", entry)


def show_again_view(kind: EntryKind) -> Any:
    """Return the view that shows a hidden entry of a kind again; whoever may hide it may."""

    @require_POST
    @login_required
    def show_again(request: HttpRequest, slug: str) -> HttpResponse:
        entry, user = kind.get(request.user, slug), me(request)
        if not trust.may(user, "hide", entry):
            raise PermissionDenied
        show = contract.kind(entry.KIND).show
        if may_show(user, entry) and show is not None and show(entry, 0, user):
            messages.success(request, _("Everybody can see this entry again."))
        return HttpResponseRedirect(entry.get_absolute_url())

    return show_again
