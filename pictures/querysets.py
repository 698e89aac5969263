"""Which pictures may somebody know of?"""

from __future__ import annotations

from typing import Any, Self

from django.db.models import OuterRef, Q, QuerySet
from wagtail.images.models import ImageQuerySet

from accounts.models import User
from accounts.person import Person
from community import trust

#: The kinds of places that pictures belong to.
PLACES = ("district", "topic")


class PictureQuerySet(ImageQuerySet):
    """Pictures."""

    def live(self) -> Self:
        """Return what everybody may see."""
        found: Self = self.filter(state="live")
        return found

    def shared(self) -> Self:
        """Return what is given to all under an open licence; not what belongs to editors' pages."""
        found: Self = self.filter(is_shared=True)
        return found

    def at(self, kind: str, pk: int | OuterRef) -> Self:
        """Return what belongs to a district or topic."""
        found: Self = self.filter(places__kind=kind, places__pk_in_kind=pk)
        return found

    def visible_to(self, user: Person) -> Self:
        """Return what this reader may see.

        The live, one's own that wait or were refused, those that wait in places where one may
        review; for moderators all but the deleted, of which nothing is left to see.
        """
        if not isinstance(user, User):
            return self.live()
        if trust.may(user, "see_hidden", trust.EVERYWHERE):
            everything: Self = self.exclude(state="deleted")
            return everything
        undecided = Q(state__in=("held", "refused"))
        theirs = Q(uploaded_by_user=user) | Q(is_shared=True, pk__in=_reviewed_by(user))
        found: Self = self.filter(Q(state="live") | (undecided & theirs))
        return found


def _reviewed_by(user: User) -> QuerySet[Any, Any]:
    # The models have these querysets.
    from pictures.models import PicturePlace

    there = Q()
    for kind in PLACES:
        there |= Q(kind=kind, pk_in_kind__in=trust.reviewed(user, kind))
    return PicturePlace.objects.filter(there).values("picture")
