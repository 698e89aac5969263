"""What becomes of a picture that waits. Who may decide, the inbox has asked."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from community import cases
from community.models import Case
from pictures.errors import StateChanged
from pictures.models import Picture
from pictures.models.said import PictureState
from pictures.services.sharing import KIND
from pictures.services.states import move


def accept_picture(*, picture: Picture, by: User | None) -> None:
    """Let everybody see a picture that waits. Raises `StateChanged`, `FileMissing`."""
    _decide(picture, PictureState.LIVE, Case.State.ACCEPTED, by)


def refuse_picture(*, picture: Picture, by: User | None, reason: str = "") -> None:
    """Decide against a picture that waits; its uploader can still see it. Raises `StateChanged`."""
    _decide(picture, PictureState.REFUSED, Case.State.REFUSED, by, reason)


def _decide(
    picture: Picture, state: PictureState, decision: Case.State, by: User | None, reason: str = ""
) -> None:
    if picture.state != PictureState.HELD:
        raise StateChanged
    with transaction.atomic():
        move(picture, state)
        cases.close_contribution(
            kind=KIND, pk=picture.pk, number=0, state=decision, by=by, reason=reason
        )


def hold_again(*, picture: Picture) -> bool:
    """Let a picture wait again that was accepted or refused; say whether it could."""
    if picture.state not in (PictureState.LIVE, PictureState.REFUSED):
        return False
    move(picture, PictureState.HELD)
    return True
