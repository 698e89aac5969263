"""Who hears what is said? Everybody, or the two parties of a thing: it is decided here.

Among the two means: whoever said it, and the accounts that the kind names as parties of the thing.
Nobody else, not even those who moderate: they read such words where one of the two has reported
them, or where they wait, in the inbox.
"""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from accounts.person import Person
from community.models import Comment
from community.talk import places

Audience = Comment.Audience


def heard_by(user: Person) -> Q:
    """Condition on comments: they were said for everybody, or for this person, too."""
    heard = Q(audience=Audience.ALL)
    if not isinstance(user, User) or not user.is_active or user.blocked_at:
        return heard
    heard |= Q(author=user)
    for place in places.places():
        if place.parties is not None:
            heard |= Q(place_kind=place.subject.key, place_pk__in=place.parties(user))
    return heard


def of(kind: str, pk: int, user: Person, wanted: str, parent: Comment | None) -> str:
    """Return among whom something is said: an answer like the first, else as it is wanted.

    Only a party may speak among the two; of others everybody hears it.
    """
    if parent is not None:
        return parent.audience
    alone = wanted == Audience.PARTIES and places.place(kind).is_party(pk, user)
    return Audience.PARTIES if alone else Audience.ALL
