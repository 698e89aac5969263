"""Which sizes of a shared picture does the worker make ahead, so that no reader waits?"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.fields.files import FieldFile
from wagtail.images.models import Filter, SourceImageIOError

import pagecache
from pictures.models import Picture
from pictures.refused_files import digest_of

logger = logging.getLogger(__name__)
WIDTHS = (480, 960, 1440)
#: AVIF weighs half of what all browsers can show.
FORMATS = ("avif", "jpeg")
#: Pictures of one run: about a second each.
AT_ONCE = 10


def spec(form: str, width: int = WIDTHS[-1]) -> str:
    """Return the name of a size, as Wagtail knows it."""
    return f"width-{width}|format-{form}"


SPECS = tuple(spec(form, width) for form in FORMATS for width in WIDTHS)


def make_sizes(most: int = AT_ONCE) -> int:
    """Make what is missing of public shared pictures, the newest first; return of how many."""
    there = Count("renditions", filter=Q(renditions__filter_spec__in=SPECS))
    rows = Picture.objects.shared().live().annotate(there=there).filter(there__lt=len(SPECS))
    found = list(rows.order_by("-pk")[:most])
    for picture in found:
        _make(picture)
    if found:
        pagecache.bump()
    return len(found)


def _make(picture: Picture) -> None:
    try:
        made = picture.get_renditions(*(Filter(spec=name) for name in SPECS))
    except SourceImageIOError:
        logger.warning("The file of picture %s is missing.", picture.pk)
        return
    _note_shown(picture, [one.file for one in made.values() if one.pk])


def _note_shown(picture: Picture, files: Iterable[FieldFile]) -> None:
    """Write down what tells these files, so that they can be refused when somebody wants that."""
    digests = set()
    for file in files:
        with suppress(FileNotFoundError), file.storage.open(str(file.name)) as opened:
            digests.add(digest_of(opened.read()))
    with transaction.atomic():
        row = Picture.objects.select_for_update().get(pk=picture.pk)
        row.shown_digests = sorted({*row.shown_digests, *digests})
        row.save(update_fields=["shown_digests"])
