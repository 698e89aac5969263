"""Which pictures may somebody know of?"""

from __future__ import annotations

from typing import Self

from django.db.models import Q
from wagtail.images.models import ImageQuerySet

from accounts.models import User
from accounts.person import Person
from community import trust


class PictureQuerySet(ImageQuerySet):
    """Pictures."""

    def live(self) -> Self:
        """Return what everybody may see."""
        found: Self = self.filter(state="live")
        return found

    def visible_to(self, user: Person) -> Self:
        """Return what this reader may see: the live, one's own that wait, for moderators all."""
        if not isinstance(user, User):
            return self.live()
        if trust.may(user, "see_hidden", trust.EVERYWHERE):
            everything: Self = self.all()
            return everything
        found: Self = self.filter(Q(state="live") | Q(state="held", uploaded_by_user=user))
        return found
