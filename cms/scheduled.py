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
                _act(thing)
                pagecache.bump()
        except (Refused, ValidationError, DatabaseError):
            logger.exception("Not published or taken down on time: %s", thing)
        else:
            done += 1
    return done


def _act(thing: Any) -> None:
    if isinstance(thing, Revision):
        thing.publish(log_action="wagtail.publish.scheduled")
    else:
        thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


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
