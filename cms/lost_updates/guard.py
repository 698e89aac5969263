"""What happens to a request of the admin before its view: wait, compare, refuse or let through."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.lost_updates import decided, review, sentences, turns
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
from cms.lost_updates.targets import CONVERT_TO_ALIAS, Care, Target, target_of

#: Where the request keeps what it acts on and the state of that before anything was read.
KNOWN = "_lost_updates_known"
#: The same for the sentences of a translation that is opened.
SHOWN = "_lost_updates_shown"
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
            return turns.before_writing(request, translation, kwargs)
    if match.view_name == "wagtailadmin_pages:workflow_action":
        return decided.before_decision(request, kwargs)
    if target is None:
        return None
    return _not_in_turn(request, target, match.view_name) or _compared(
        request, view, kwargs, target
    )


def _not_in_turn(request: HttpRequest, target: Target, name: str) -> HttpResponse | None:
    """Refuse to make translations anew, or to give one up, while somebody else writes in it."""
    if target.model is TranslationSource:
        source: Any = target.model._base_manager.filter(pk=target.pks[0]).first()
        return turns.before_updating(request, source) if source else None
    if name != CONVERT_TO_ALIAS or not target.pks:
        return None
    page = Page.objects.filter(pk=target.pks[0]).first()
    if page and page.live and not page.specific.permissions_for_user(request.user).can_publish():
        # Wagtail-localize asks for the right to edit; but everybody reads the German text then.
        raise PermissionDenied
    translation = turns.translation_of(target, {})
    if translation is None or not turns.may_write(request.user, translation):
        return None
    return turns.before_giving_up(request, translation)


def _note(request: HttpRequest, target: Target | None) -> None:
    if target is None:
        return
    setattr(request, KNOWN, (target, state_of(target)))
    if target.care in {Care.TEXT, Care.OBJECT}:
        translation = turns.translation_of(target, {})
        if translation is None or not turns.may_write(request.user, translation):
            return
        setattr(request, SHOWN, sentences.shown(translation))
        turn = turns.held_by_another(translation, request.user)
        if turn:
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
