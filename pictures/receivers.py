"""What of an erased account stands with its pictures, and goes with it."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.signals import AccountCopy
from community import cases
from community.models import Case
from pictures.models import Picture
from pictures.models.said import PictureState
from pictures.services import sharing, states
from pictures.services.sharing import KIND

#: What nobody but its giver and reviewers has seen.
_UNSEEN = (PictureState.HELD, PictureState.REFUSED)


def forget_person(*, before: AccountCopy, after: AccountCopy, erased: bool, **_rest: Any) -> None:
    """Name nobody below what others use, and destroy what was never public.

    Inside the transaction in which the account is erased.
    """
    if not erased:
        return
    own = Picture.objects.filter(uploaded_by_user=before.pk, is_shared=True)
    for picture in own.filter(state__in=_UNSEEN):
        states.move(picture, PictureState.DELETED)
        sharing.forget_words(picture)
        cases.close_contribution(
            kind=KIND, pk=picture.pk, number=0, state=Case.State.WITHDRAWN, by=None
        )
    own.filter(credit__icontains=before.name).update(credit=after.name)


def rows_of(user: User) -> list[dict[str, Any]]:
    """Return what an account has said of its pictures, for the copy that it takes along."""
    own = Picture.objects.filter(uploaded_by_user=user, is_shared=True)
    said = ("pk", "description", "caption", "credit", "licence", "people", "state", "created_at")
    return list(own.order_by("pk").values(*said))
