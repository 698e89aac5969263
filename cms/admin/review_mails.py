"""Who is told that a page was handed in: everybody once.

Wagtail sends one mail to those who review and, of the same moment, another one to administrators,
who are among them. The first names what is to be done; the second is left out.
"""

from typing import Any

from wagtail.admin.mail import WorkflowStateSubmissionEmailNotifier
from wagtail.models import WorkflowState


def nobody(
    _notifier: WorkflowStateSubmissionEmailNotifier, _instance: WorkflowState, **_rest: Any
) -> set[Any]:
    """Return who is told of a submission as such, besides those who have to review it."""
    return set()


def install() -> None:
    """Take the place of Wagtail's list of people."""
    WorkflowStateSubmissionEmailNotifier.get_recipient_users = nobody
