"""Destroying a picture for good, because somebody who is in it does not want to be seen.

Its files are refused from then on, whoever uploads them. The ledger remembers both, so that an
older backup brings back neither the picture nor the way to upload it once more (`destroy_again`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from community import cases, log, trust
from community.models import Case
from community.people import erasure_ledger
from community.people.erasure_ledger import Contents, RefusedFiles
from pictures.errors import NotAllowed
from pictures.models import Picture
from pictures.models.said import PictureState
from pictures.refused_files import digest_of
from pictures.services.sharing import KIND, forget_words
from pictures.services.states import move

BATCH = 500


def destroy_picture(*, picture: Picture, by: User) -> None:
    """Destroy its files and words, and those of the same file that was given twice.

    Raises `NotAllowed`, and `erasure_ledger.LedgerUnwritable`: then nothing has happened. The line
    is written last. A process that dies between it and the commit leaves a picture that the next
    start destroys, as was decided.
    """
    if not trust.may(by, "hide", picture):
        raise NotAllowed
    with transaction.atomic():
        rows = list(_same(picture).select_for_update().order_by("pk"))
        refused = {row.pk: _digests(row) for row in rows}
        for row in rows:
            _destroy(row, by)
        for pk, digests in refused.items():
            erasure_ledger.refuse_files(picture=pk, digests=digests)


def _same(picture: Picture) -> QuerySet[Picture]:
    same = Q(pk=picture.pk)
    if picture.upload_digest:
        same |= Q(upload_digest=picture.upload_digest)
    rows: QuerySet[Picture] = Picture.objects.shared().filter(same)
    return rows


def _digests(picture: Picture) -> set[str]:
    """Return what tells its files: as it came, as it is, and as it was shown."""
    known = {picture.upload_digest, *picture.shown_digests} - {""}
    try:
        with picture.file.storage.open(picture.file.name) as file:
            known.add(digest_of(file.read()))
    except FileNotFoundError:
        pass  # deleted before, by whoever gave it
    return known


def _destroy(picture: Picture, by: User | None) -> None:
    """Let nothing of a picture stay but its number; inside `atomic()`, its row locked."""
    if picture.state != PictureState.DELETED:
        move(picture, PictureState.DELETED)
    forget_words(picture)
    cases.close_contribution(kind=KIND, pk=picture.pk, number=0, state=Case.State.WITHDRAWN, by=by)
    # What is to be seen in it stood as the title of all that was said of it.
    Case.objects.about(KIND, picture.pk).update(title=name_of(picture))
    log.write(action="delete", who=by, kind=KIND, pk=picture.pk)
    pagecache.bump()


def name_of(picture: Picture) -> str:
    """Return what to call a picture without a word of what is to be seen in it."""
    day = date_format(picture.created_at, "DATE_FORMAT")
    return _("Picture %(number)s of %(day)s") % {"number": picture.pk, "day": day}


def destroy_again(contents: Contents) -> int:
    """Destroy what an older backup has brought back; returns how many pictures.

    One is meant only when number and file are the same: numbers are given again after a restore. No
    query where nothing was ever destroyed.
    """
    refused: dict[int, list[RefusedFiles]] = defaultdict(list)
    for line in contents.refused:
        refused[line.picture].append(line)
    pks = list(refused)
    found = 0
    for start in range(0, len(pks), BATCH):
        for picture in _there(pks[start : start + BATCH]):
            if _is_refused(picture, refused[picture.pk]):
                found += _again(picture.pk)
    return found


def _there(pks: Iterable[int]) -> QuerySet[Picture]:
    rows: QuerySet[Picture] = Picture.objects.filter(pk__in=pks)
    return rows.exclude(state=PictureState.DELETED)


def _is_refused(picture: Picture, lines: Iterable[RefusedFiles]) -> bool:
    known = (picture.upload_digest, *picture.shown_digests)
    return any(line.has(digest) for line in lines for digest in known)


@transaction.atomic
def _again(pk: int) -> int:
    row = _there([pk]).select_for_update().first()
    if row is None:
        return 0  # by another process, a moment ago
    _destroy(row, None)
    return 1
