"""Stripping the files that lie there already: images, documents that are pictures, faces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.users.models import UserProfile

from pictures.models import Picture
from pictures.stripping import UnreadablePicture, bare, check
from pictures.stripping.files import BareFile

_Stored: TypeAlias = Picture | AbstractDocument | UserProfile
STRIPPED, KEPT, UNREADABLE, MISSING = "stripped", "kept", "unreadable", "missing"


def strip_stored_pictures() -> Iterator[tuple[str, str]]:
    """Strip every stored picture that holds more than is to be seen; yield each name and outcome.

    A stripped file gets a new name, so that no cache hands out the old one, which is deleted with
    all sizes that were made of it. One that cannot be read stays as it is, and the others go on;
    so does what somebody has hidden, replaced or deleted meanwhile.
    """
    for model, field in _places():
        rows = model._default_manager.exclude(**{field: ""}).order_by("pk")
        for thing in rows.iterator(chunk_size=100):
            yield str(getattr(thing, field)), _strip(thing, field)


def _places() -> list[tuple[type[_Stored], str]]:
    return [(Picture, "file"), (get_document_model(), "file"), (UserProfile, "avatar")]


def _strip(thing: _Stored, field: str) -> str:
    stored = getattr(thing, field)
    storage, name = stored.storage, stored.name
    try:
        with storage.open(name) as file:
            data = file.read()
        kept = bare(data)
        if isinstance(thing, Picture):
            check(kept)  # Wagtail measures what it stores
    except FileNotFoundError:
        return MISSING
    except UnreadablePicture:
        return UNREADABLE
    if kept == data:
        return KEPT
    with transaction.atomic():
        # As it is by now, and nobody changes it until the commit.
        rows = type(thing)._default_manager.select_for_update()
        row: Any = rows.filter(pk=thing.pk, **{field: name}).first()
        if row is None:
            return MISSING
        base = name.rpartition("/")[2]
        getattr(row, field).save(base, BareFile(kept, name=base), save=False)
        if hasattr(row, "file_hash"):
            row.file_size, row.file_hash = len(kept), ""
        row.save()
        if isinstance(row, Picture):
            # One by one: each takes its file along.
            for rendition in row.renditions.all():
                rendition.delete()
        transaction.on_commit(lambda: storage.delete(name), robust=True)
    return STRIPPED
