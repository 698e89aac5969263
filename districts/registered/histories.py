"""What `versions` knows of projects, actors and dates: how to show, compare and put back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.person import Person
from community import limits, trust
from districts import entries
from districts.entries import EntryKind, revision_text
from districts.models import EntryRevision, VersionedEntry
from districts.services import deciding
from districts.services.edit_conflicts import EditConflict
from districts.services.entry_edits import Saved
from districts.services.signature import Signature
from districts.services.writing import WriteRefused
from districts.views.around import crumbs
from versions import contract
from versions.contract import CannotGoBack


def visible(entry: VersionedEntry, user: Person) -> QuerySet[EntryRevision]:
    """Return the revisions somebody may know of; of a project without names only its carers'."""
    thing = entries.of(entry).fields.revision.thing_field
    rows = entry.revisions.select_related("author", thing)
    if trust.may(user, "see_hidden", entry):
        return rows
    if getattr(entry, "nameless", False) and not trust.may(user, "care", entry):
        return rows.none()
    seen = Q(state__in=(EntryRevision.State.LIVE, EntryRevision.State.ACCEPTED))
    if isinstance(user, User):
        seen |= Q(author=user)
        if trust.may(user, "review", entry):
            seen |= Q(state=EntryRevision.State.HELD)
    return rows.filter(seen)


def show(revision: EntryRevision) -> tuple[str, dict[str, Any]]:
    """Return how an old state is shown."""
    thing = getattr(revision, revision.thing_field)
    return "districts/_revision.html", {"pairs": revision_text.pairs(thing, revision.fields)}


def steps(entry: VersionedEntry, *last: str) -> list[dict[str, str]]:
    """Return the way to an entry, or to one of its views named by `last`."""
    here = (str(entry), entry.get_absolute_url())
    return crumbs(entries.of(entry), here, *((title, "") for title in last))


def go_back(
    service: Callable[..., Saved],
    request: HttpRequest,
    entry: VersionedEntry,
    number: int,
    summary: str,
) -> HttpResponse:
    """Let a service put an entry back to a revision, or take back what one changed."""
    assert isinstance(request.user, User)  # the page before this one has seen to it
    signature = Signature(request.user, summary=summary, network=limits.network_of(request))
    try:
        saved = service(entry=entry, number=number, signature=signature)
    except EditConflict as error:
        problem = _("Others have changed the same since. Please put it right by hand.")
        raise CannotGoBack(problem) from error
    except limits.LimitReached as error:
        return limits.too_many(request, error)
    except WriteRefused as error:
        raise CannotGoBack(str(error)) from error
    if saved.status == "pending":
        messages.info(request, _("Your change waits until somebody has looked at it."))
    else:
        messages.success(request, _("Saved. Your change is public now."))
    return HttpResponseRedirect(entry.get_absolute_url())


def actions(
    request: HttpRequest, entry: VersionedEntry, revision: EntryRevision
) -> list[dict[str, Any]]:
    """Return what moderators may do with a revision."""
    if not revision.text_hidden or not trust.may(request.user, "hide", entry):
        return []
    path = f"{entry.get_absolute_url()}version/{revision.number}/"
    url = f"{reverse('community:here')}?{urlencode({'url': path})}"
    return [{"title": _("Show it again"), "url": url}]


def register_history(kind: EntryKind) -> None:
    """Make a kind known to `versions`, if it has a history."""
    if kind.shape is None:
        return
    contract.register(
        contract.Kind(
            name=kind.key,
            model=kind.model,
            revisions=kind.shape.revision,
            title=str,
            url=lambda entry: str(entry.get_absolute_url()),
            text=revision_text.text_of,
            visible=visible,
            may=trust.may,
            show=show,
            steps=steps,
            revert=partial(go_back, deciding.put_back),
            undo=partial(go_back, deciding.take_back),
            actions=actions,
        )
    )
