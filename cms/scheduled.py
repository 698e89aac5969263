"""Publishing and taking down at the time an editor has chosen.

In place of Wagtail's own loop: each page in a transaction of its own, so that search follows, and a
page that fails (its address was taken meanwhile) does not hold up the others.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

import pagecache
from cms.refusals import Refused

logger = logging.getLogger(__name__)


def publish_scheduled() -> int:
    """Take down what has expired, publish what is due; return how many were done.

    What fails is logged, left as it is, and tried again at the next call.
    """
    done = 0
    for thing in [*_expired(), *_due()]:
        try:
            with transaction.atomic():
                acted = _act(thing)
                pagecache.bump()
        except (Refused, ValidationError, DatabaseError):
            logger.exception("Not published or taken down on time: %s", thing)
        else:
            done += acted
    return done


def _act(thing: Any) -> bool:
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


def _wait_for(thing: Any) -> None:
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
    yield from due.order_by("approved_go_live_at")
