"""Pictures that wait together with a text of the same author: one case, one decision.

The app of the text calls these in its own transactions. Pictures of others, and those that are
public or hidden, are left alone.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from accounts.models import User
from community import trust
from community.models import Case
from pictures.errors import FileMissing, StateChanged
from pictures.models import Picture, PicturePlace
from pictures.models.said import PictureState
from pictures.services.sharing import KIND, Place, open_case
from pictures.services.states import move


def _of(author: User | None, numbers: Collection[int], state: PictureState) -> QuerySet[Picture]:
    if author is None or not numbers:
        return Picture.objects.none()
    rows: QuerySet[Picture] = Picture.objects.shared().filter(pk__in=numbers, state=state)
    return rows.filter(uploaded_by_user=author)


def wait_with_text(
    *, numbers: Collection[int], author: User | None, places: Collection[Place]
) -> None:
    """Let pictures wait with a text that was held: whoever reviews it sees and decides both."""
    for picture in _of(author, numbers, PictureState.HELD):
        Case.objects.open().pending().about(KIND, picture.pk, 0).delete()
        rows = [PicturePlace(picture=picture, kind=kind, pk_in_kind=pk) for kind, pk in places]
        PicturePlace.objects.bulk_create(rows, ignore_conflicts=True)


def accept_with_text(*, numbers: Collection[int], author: User | None) -> None:
    """Let everybody see the pictures that waited with a text that was accepted.

    One whose file is missing, or that somebody decides about right now, stays as it is.
    """
    for picture in _of(author, numbers, PictureState.HELD):
        Case.objects.open().pending().about(KIND, picture.pk, 0).delete()
        _moved(picture, PictureState.LIVE)


def refuse_with_text(*, numbers: Collection[int], author: User | None) -> None:
    """Refuse the pictures that waited with a text that was refused."""
    for picture in _waiting_with_text(author, numbers):
        _moved(picture, PictureState.REFUSED)


def wait_without_text(*, numbers: Collection[int], author: User | None) -> None:
    """Give pictures a case of their own whose text does not wait any more."""
    for picture in _waiting_with_text(author, numbers):
        because = trust.held_because(author, picture) or "new"
        open_case(picture, picture.trust_scopes(), because)


def wait_again_with_text(*, numbers: Collection[int], author: User | None) -> None:
    """Let pictures wait again: the decision on their text was taken back."""
    for state in (PictureState.LIVE, PictureState.REFUSED):
        for picture in _of(author, numbers, state):
            # What had a case of its own was decided by itself.
            by_itself = Case.objects.pending().about(KIND, picture.pk, 0).exists()
            if not by_itself and trust.held_because(author, picture):
                _moved(picture, PictureState.HELD)


def _waiting_with_text(author: User | None, numbers: Collection[int]) -> list[Picture]:
    """Return those that have no case of their own."""
    cases = Case.objects.open().pending().filter(object_kind=KIND, object_pk__in=numbers)
    alone = set(cases.values_list("object_pk", flat=True))
    return [row for row in _of(author, numbers, PictureState.HELD) if row.pk not in alone]


def _moved(picture: Picture, state: PictureState) -> None:
    try:
        move(picture, state)
    except (StateChanged, FileMissing):
        return
