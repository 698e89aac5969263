"""What happens to a request of the admin before its view: wait, compare, refuse or let through."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse

from cms.lost_updates import decided, review, turns
from cms.lost_updates.answers import conflict
from cms.lost_updates.states import (
    OVERWRITE,
    REVISION,
    SAVED_AT,
    is_current,
    latest_revision,
    lock,
    may_be_overwritten,
    state_of,
)
from cms.lost_updates.targets import Care, Target, target_of

#: Where the request keeps what it acts on and the state of that before anything was read.
KNOWN = "_lost_updates_known"
READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def before(
    request: HttpRequest, view: Callable[..., HttpResponse], kwargs: Mapping[str, Any]
) -> HttpResponse | None:
    """Note the state for the forms of the answer; answer 409 instead of saving over the unseen."""
    match = request.resolver_match
    if match is None:
        return None
    target = target_of(view, match.view_name, kwargs, request.GET.getlist)
    if request.method in READING:
        _note(request, target)
        return None
    if not connection.in_atomic_block:
        return None
    if target is not None:
        lock(target)
    if target is None or target.care in {Care.TEXT, Care.OBJECT}:
        translation = turns.translation_of(target, kwargs)
        if translation is not None and turns.may_write(request.user, translation):
            return turns.take_turn(request, translation)
    if match.view_name == "wagtailadmin_pages:workflow_action":
        return decided.before_decision(request, kwargs)
    return _compared(request, view, kwargs, target) if target else None


def _note(request: HttpRequest, target: Target | None) -> None:
    if target is None:
        return
    setattr(request, KNOWN, (target, state_of(target)))
    if target.care in {Care.TEXT, Care.OBJECT}:
        translation = turns.translation_of(target, {})
        turn = translation and turns.held_by_another(translation, request.user)
        if translation and turn and turns.may_write(request.user, translation):
            messages.warning(request, turns.words_of(turn))


def _compared(
    request: HttpRequest,
    view: Callable[..., HttpResponse],
    kwargs: Mapping[str, Any],
    target: Target,
) -> HttpResponse | None:
    state = state_of(target)
    setattr(request, KNOWN, (target, state))
    if not is_current(target, request.POST, state, user_pk=request.user.pk):
        refused = conflict(request, view, kwargs, target)
        if refused is not None:
            return refused
    if target.care is Care.TEXT:
        review.newest_was_seen()
        if request.POST.get(OVERWRITE):
            _keep_what_counts(request, target)
    return None


def _keep_what_counts(request: HttpRequest, target: Target) -> None:
    """Let autosave make a new revision where somebody has published or reviewed its last one."""
    revision = latest_revision(target.pks[0])
    if revision and not may_be_overwritten(revision, user_pk=request.user.pk):
        said = request.POST.copy()
        del said[OVERWRITE]
        # Wagtail compares these for its own part.
        said[REVISION], said[SAVED_AT] = str(revision.pk), revision.created_at.isoformat()
        request.POST = said  # type: ignore[assignment]
