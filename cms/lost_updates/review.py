"""A review publishes exactly the text that was decided on.

Wagtail publishes whatever is newest when the last task is approved. Here it is the revision that
was under review; or the newest, where the reviewer has approved in the page's form and so had it
before their eyes, or has said so on the page that tells of a newer one.

Wagtail loads this while it makes its models: nothing of it can be imported here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from accounts.models import User

#: Whether the person whose request this is has seen the newest text.
_saw_the_newest: ContextVar[bool] = ContextVar("saw_the_newest", default=False)


@contextmanager
def one_decision() -> Iterator[None]:
    """Forget after a request what was seen in it."""
    token = _saw_the_newest.set(False)
    try:
        yield
    finally:
        _saw_the_newest.reset(token)


def newest_was_seen() -> None:
    """Note that this request decides on the newest text, by a form that was compared with it."""
    _saw_the_newest.set(True)


def publish_decided(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Publish at the end of a review; named by `WAGTAIL_FINISH_WORKFLOW_ACTION`."""
    if _saw_the_newest.get():
        revision = workflow_state.content_object.get_latest_revision()
    else:
        revision = workflow_state.current_task_state.revision
    revision.publish(user=user)
