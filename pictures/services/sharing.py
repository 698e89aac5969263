"""What residents do with pictures of their own: upload, put their words right, take them back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

import pagecache
from accounts.models import User
from community import cases, log, trust
from community.models import Case
from pictures.errors import NotAllowed, WordsChanged
from pictures.models import Picture, PicturePlace
from pictures.refused_files import digest_of
from pictures.services.states import move
from pictures.stripping.files import BareFile
from pictures.taking import Upload
from text import thing_keys

#: What a picture says, besides where it belongs.
WORDS = ("description", "caption", "credit", "licence", "source_url", "taken", "people")
KIND = "picture"
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _There:
    """Where a picture will belong, for `community.trust`."""

    places: frozenset[Place]

    def trust_scopes(self) -> frozenset[Place]:
        return self.places


def share_picture(
    *, upload: Upload, words: Mapping[str, str], places: Iterable[Place], by: User
) -> Picture:
    """Keep a picture that somebody gives to all; it waits where their words would wait, too.

    `words` are those of `WORDS`; `places` are pairs of kind and key. Raises `NotAllowed`.
    """
    there = _There(frozenset(places))
    if not trust.may(by, "create", there):
        raise NotAllowed
    because = trust.held_because(by, there)
    drawn = upload.drawn
    picture = Picture(
        **{name: words[name] for name in WORDS},
        title=words["description"][:255],
        is_shared=True,
        state=Picture.State.HELD if because else Picture.State.LIVE,
        uploaded_by_user=by,
        upload_digest=upload.digest,
        shown_digests=[digest_of(drawn.data)],
        file_size=len(drawn.data),
        file_hash=hashlib.sha1(drawn.data, usedforsecurity=False).hexdigest(),
    )
    # Named by us: a name that a camera or a person gave may say who and when.
    picture.file = BareFile(drawn.data, name=f"{KIND}{drawn.ending}")
    try:
        with transaction.atomic():
            picture.save()
            _write_places(picture, there.places)
            if because:
                open_case(picture, there.places, because)
            pagecache.bump()
    except BaseException:
        picture.file.storage.delete(picture.file.name)
        raise
    return picture


def _write_places(picture: Picture, places: Collection[Place]) -> None:
    PicturePlace.objects.filter(picture=picture).delete()
    rows = [PicturePlace(picture=picture, kind=kind, pk_in_kind=pk) for kind, pk in sorted(places)]
    PicturePlace.objects.bulk_create(rows)


def open_case(picture: Picture, places: Collection[Place], because: str) -> Case:
    """Put a picture that waits on the list; inside `atomic()`."""
    return cases.open_case(
        sort=Case.Sort.PENDING,
        kind=KIND,
        pk=picture.pk,
        title=picture.title,
        url=picture.get_absolute_url(),
        sender=cases.Sender(picture.uploaded_by_user),
        scopes=places,
        held_because=because,
        words=picture.caption,
    )


def seen(picture: Picture) -> str:
    """Return what tells the words of a picture from others; needs its places."""
    said = [getattr(picture, name) for name in WORDS]
    there = [thing_keys.key(kind, pk) for kind, pk in sorted(picture.trust_scopes())]
    return hashlib.sha256("\0".join([*said, *there]).encode()).hexdigest()[:32]


def may_change(user: trust.Person, picture: Picture) -> bool:
    """Say whether somebody may change its words.

    Whoever gave it, as long as nobody has to look at that again; and who may decide about it.
    """
    if not isinstance(user, User) or picture.state not in (
        Picture.State.LIVE,
        Picture.State.HELD,
    ):
        return False
    if trust.may(user, "review", picture):
        return True
    is_own = picture.uploaded_by_user_id == user.pk and trust.may(user, "edit", picture)
    waits = picture.state == Picture.State.HELD
    return is_own and (waits or not trust.held_because(user, picture))


def change_words(
    *, picture: Picture, seen_as: str, words: Mapping[str, str], places: Iterable[Place], by: User
) -> Picture:
    """Put what is said of a picture right, if it is still as it was seen (`seen`).

    Raises `NotAllowed`, `WordsChanged`.
    """
    with transaction.atomic():
        row = Picture.objects.select_for_update().get(pk=picture.pk)
        if not may_change(by, row):
            raise NotAllowed
        if seen(row) != seen_as:
            raise WordsChanged
        for name in WORDS:
            setattr(row, name, words[name])
        row.title = row.description[:255]
        row.save(update_fields=["title", *WORDS])
        _write_places(row, frozenset(places))
        pagecache.bump()
    return row


def may_delete(user: trust.Person, picture: Picture) -> bool:
    """Say whether somebody may have the file destroyed: who gave it, and moderators."""
    if not isinstance(user, User) or picture.state == Picture.State.DELETED:
        return False
    is_own = picture.uploaded_by_user_id == user.pk and picture.state != Picture.State.HIDDEN
    return (is_own and trust.may(user, "edit", picture)) or trust.may(user, "delete", picture)


def delete_picture(*, picture: Picture, by: User) -> None:
    """Destroy the file with all its sizes, and what was said of it; its number leads nowhere then.

    Raises `NotAllowed`, `StateChanged`.
    """
    if not may_delete(by, picture):
        raise NotAllowed
    with transaction.atomic():
        move(picture, Picture.State.DELETED)
        forget_words(picture)
        is_own = picture.uploaded_by_user_id == by.pk
        cases.close_contribution(
            kind=KIND,
            pk=picture.pk,
            number=0,
            state=Case.State.WITHDRAWN if is_own else Case.State.REFUSED,
            by=by,
        )
        log.write(action="delete", who=by, kind=KIND, pk=picture.pk)


def forget_words(picture: Picture) -> None:
    """Let nothing of what was said of a deleted picture stay; inside `atomic()`."""
    gone = {**dict.fromkeys(WORDS, ""), "title": "", "licence": "all-rights"}
    Picture.objects.filter(pk=picture.pk).update(**gone)
    for name, value in gone.items():
        setattr(picture, name, value)
