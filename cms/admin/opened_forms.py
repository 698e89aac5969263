"""What Wagtail notes when a form of the admin is opened, without waiting for it.

Who looks at the form, that its mails are not wanted yet, and a first profile: opening is reading,
and must not wait for a lock that is held elsewhere, nor fail because a disk is full. What could not
be noted is noted with the next sign of life, or when something is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.admin.models import EditingSession
from wagtail.admin.views.pages import edit
from wagtail.models import PageSubscription
from wagtail.users.models import UserProfile

from pagecache.noting import note

#: Stands in the addresses of a session that could not be noted.
UNKNOWN = 0


class Noted(QuerySet[Any]):
    """Rows that are made when they are first asked for, if that can be done now."""

    def get_or_create(
        self, defaults: Mapping[str, Any] | None = None, **wanted: Any
    ) -> tuple[Any, bool]:
        """Return the row, perhaps unsaved, and whether it was made now."""
        found = self.filter(**wanted).first()
        if found is not None:
            return found, False
        made = self.model(**wanted, **(defaults or {}))
        if note(lambda: Model.save(made)):
            return made, True
        # Perhaps somebody has made it at the same moment.
        return self.filter(**wanted).first() or made, False


def install() -> None:
    """Take the place of what Wagtail writes with; called once."""
    if getattr(EditingSession, "is_only_noted", False):
        return
    clean_up = EditingSession.cleanup

    def save(self: EditingSession, *args: Any, **kwargs: Any) -> None:
        if not note(lambda: Model.save(self, *args, **kwargs)):
            self.pk = self.pk or UNKNOWN

    EditingSession.save = save
    EditingSession.cleanup = classmethod(lambda cls: note(clean_up))
    EditingSession.is_only_noted = True
    UserProfile.get_for_user = classmethod(lambda cls, user: Noted(cls).get_or_create(user=user)[0])
    edit.PageSubscription = SimpleNamespace(objects=Noted(PageSubscription))
