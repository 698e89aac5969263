"""Publishing and taking down at the time an editor has chosen.

In place of Wagtail's own loop: each page in a transaction of its own, so that search follows, and a
page that fails (its address was taken meanwhile) does not hold up the others. The worker asks
`trouble()` after each round, so that staff learn of what is never done.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

import pagecache

logger = logging.getLogger(__name__)

#: What failed in the last round of this process: of which model, which key, how.
_failed: list[str] = []


def trouble() -> str:
    """Say what the last round could not publish or take down; "" when it could do everything.

    By number, not by title: not everybody who looks after a server may read every draft.
    """
    return ", ".join(_failed)


def publish_scheduled() -> int:
    """Take down what has expired, publish what is due; return how many were done.

    What fails is logged, left as it is, and tried again at the next call.
    """
    done, failed = 0, []
    for thing in [*_expired(), *_due()]:
        try:
            with transaction.atomic():
                acted = _act(thing)
                pagecache.bump()
        except Exception as problem:
            # Whatever a page's text makes of publishing it: the others are still due.
            logger.exception("Not published or taken down on time: %s", _name_of(thing))
            failed.append(f"{_name_of(thing)}: {type(problem).__name__}")
        else:
            done += acted
    _failed[:] = failed
    return done


def _name_of(thing: Model) -> str:
    if isinstance(thing, Revision):
        return f"{thing.base_content_type.model} {thing.object_id}"
    return f"{thing._meta.model_name} {thing.pk}"


def _act(thing: Revision | DraftStateMixin) -> bool:
    """Do what is due, if it still is: an editor may have decided otherwise a moment ago."""
    if isinstance(thing, Revision):
        _wait_for(thing.content_object)
        due = Revision.objects.filter(pk=thing.pk, approved_go_live_at__lt=timezone.now()).first()
        if due is None:
            return False
        due.publish(log_action="wagtail.publish.scheduled")
        return True
    _wait_for(thing)
    expired = type(thing)._base_manager.filter(pk=thing.pk, live=True, expire_at__lt=timezone.now())
    for found in expired:
        found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        return True
    return False


def _wait_for(thing: Model) -> None:
    """Lock the row that the admin locks, too, before it changes anything."""
    model = Page if isinstance(thing, Page) else type(thing)
    list(model._base_manager.select_for_update().filter(pk=thing.pk).values_list("pk"))


def _expired() -> Iterator[Any]:
    drafted = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in [Page, *drafted]:
        queryset = model.objects.filter(live=True, expire_at__lt=timezone.now())
        yield from queryset.order_by("expire_at")


def _due() -> Iterator[Revision]:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    yield from due.select_related("base_content_type").order_by("approved_go_live_at")
