"""Showing, hiding and destroying a picture: its files follow its state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.db import transaction

import pagecache
from accounts.models import User
from community import trust
from pictures.errors import FileMissing, NotAllowed, StateChanged
from pictures.models import ORIGINALS, DiscardedFile, Picture, Rendition
from pictures.models.said import PictureState
from pictures.storage import fresh_name, is_private
from pictures.stripping.files import BareFile


def set_state(*, picture: Picture, state: PictureState, by: User) -> None:
    """Show or hide a picture; its file and sizes follow it out of the public folder or into it.

    `picture` is as `by` has seen it, and has the new state afterwards. Raises `NotAllowed`,
    `StateChanged`, `FileMissing`.
    """
    if not trust.may(by, "hide", picture):
        raise NotAllowed
    move(picture, state)


def move(picture: Picture, state: PictureState) -> None:
    """Do so for somebody who may: who that is, the caller has asked. Errors as above.

    The file is copied before the commit, and what it was copied from is deleted after it: if the
    process ends in between, the row names a file that is there. What is to be deleted is written
    down in the same transaction, for the worker to go on with. Of a deleted picture no file stays.
    """
    with transaction.atomic():
        seen = Picture.objects.filter(pk=picture.pk, state=picture.state)
        # The lock keeps sizes from being stored meanwhile (`Picture.create_rendition`).
        row = seen.select_for_update().first()
        if row is None:
            raise StateChanged
        old, row.state = row.file.name, state
        moves = is_private(old) == row.is_public or state == PictureState.DELETED
        name = _copy(row) if moves else old
        try:
            if not seen.update(state=state, file=name):
                raise StateChanged
            row.moved(state, name)
            # First of all that happens after the commit: what follows deletes files, and may fail.
            pagecache.bump()
            if moves:
                _discard_later([old, *row.renditions.values_list("file", flat=True)])
                row.renditions.all().delete()  # made anew from the file
            # Tells cms, which makes the sizes of what is shown, and its pages new.
            row.save(update_fields=["state"])
        except BaseException:
            if moves:
                row.file.storage.delete(name)
            raise
    picture.moved(state, name)


def _copy(picture: Picture) -> str:
    """Copy the file to where its state belongs; return its new name.

    A picture whose file is gone can be hidden all the same: then no file that comes back is public.
    """
    storage, name = picture.file.storage, picture.file.name
    target = fresh_name(name, folder=ORIGINALS, private=not picture.is_public)
    if picture.state == PictureState.DELETED:
        return target
    try:
        with storage.open(name) as file:
            data = file.read()
    except FileNotFoundError as missing:
        if picture.is_public:
            raise FileMissing from missing
        return target
    # As it is: what could not be stripped today has to be hidden, too.
    copied: str = storage.save(target, BareFile(data, name=target))
    return copied


def _discard_later(names: Iterable[str]) -> None:
    rows = DiscardedFile.objects.bulk_create([DiscardedFile(name=name) for name in names])
    keys = [row.pk for row in rows]
    transaction.on_commit(lambda: remove_discarded(keys), robust=True)


def remove_discarded(keys: Iterable[int] | None = None) -> int:
    """Delete the files that no row names any more, all or some; return how many. A worker's job."""
    rows = (
        DiscardedFile.objects.all() if keys is None else DiscardedFile.objects.filter(pk__in=keys)
    )
    number = 0
    for row in rows:
        if not _is_in_use(row.name):  # by an upload that came after and took the name
            cast(Any, Picture._meta.get_field("file")).storage.delete(row.name)
            number += 1
        row.delete()
    return number


def _is_in_use(name: str) -> bool:
    return any(model._default_manager.filter(file=name).exists() for model in (Picture, Rendition))
