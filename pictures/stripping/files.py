"""Pictures on their way into our storage, from a form that can refuse them or from a program.

The storage itself strips every picture that is put into it, whichever model, form, command or
package does so; there is no way around it. Forms do it before, so that what cannot be read is said
beside the field and that digest and size of the file are those of what is kept.
"""

from __future__ import annotations

from math import ceil

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from pictures.stripping.bare import (
    TooManyPixels,
    UnreadablePicture,
    bare,
    check,
    check_pixels,
    is_picture,
)
from text.slugs import spelled_out

_HEAD = 16
UNREADABLE = _("This picture cannot be read: the file is damaged. Please try another one.")
TOO_MANY_PIXELS = _(
    "This picture is too large: %(pixels)s million pixels, where %(limit)s million are possible."
    " Please make it smaller and try again."
)
TOO_MANY_PIXELS_ANYWAY = _(
    "This picture is too large: it has more than %(limit)s million pixels."
    " Please make it smaller and try again."
)
_MILLION = 1_000_000


class BareFile(ContentFile):
    """The content of a picture that was stripped already."""


def bare_file(file: File) -> File:
    """Return a file to keep instead of this one; the same if it is no picture.

    Raises `UnreadablePicture`, and its `TooManyPixels` before anything is decoded.
    """
    if isinstance(file, BareFile):
        return file
    drawn = getattr(file, "drawn", None)
    if isinstance(drawn, BareFile):  # noted by whoever has drawn it anew
        return drawn
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if not isinstance(head, bytes) or not is_picture(head):
        return file
    data = file.read()
    file.seek(0)
    check_pixels(data, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    return BareFile(bare(data), name=file.name)


def checked(file: File) -> File:
    """Return what to keep of an uploaded picture, read to its end; `ValidationError` else."""
    try:
        kept = bare_file(file)
        kept.seek(0)
        check(kept.read())
        kept.seek(0)
    except UnreadablePicture as error:
        raise refused(error) from error
    return kept


def refused(error: UnreadablePicture) -> ValidationError:
    """Return what a form says beside its field of a picture that cannot be kept."""
    if not isinstance(error, TooManyPixels):
        return ValidationError(UNREADABLE, code="invalid_image")
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    values = {"limit": _in_millions(limit), "pixels": _in_millions(error.pixels or 0)}
    message = TOO_MANY_PIXELS if error.pixels else TOO_MANY_PIXELS_ANYWAY
    return ValidationError(message, code="file_too_many_pixels", params=values)


def _in_millions(pixels: int) -> str:
    """Round up, so that nobody reads of 40 million where 40 million are possible."""
    tenths = ceil(pixels * 10 / _MILLION)
    return number_format(tenths / 10 if tenths % 10 else tenths // 10)


def validate_picture(file: File) -> None:
    """Refuse a picture that the storage could not strip; a validator of a model's field."""
    if not getattr(file, "_committed", False):
        checked(file)


def validate_pixels(file: File) -> None:
    """Refuse a picture that is too large to be decoded; a validator of a form's field."""
    file.seek(0)
    data = file.read()
    file.seek(0)
    try:
        check_pixels(data, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    except UnreadablePicture as error:
        raise refused(error) from error


class MediaStorage(FileSystemStorage):
    """The folder of uploads. No picture in it tells where, when and with what it was taken."""

    def get_valid_name(self, name: str) -> str:
        """Spell umlauts out: "Für Ältere.pdf" would become "Fur_Altere.pdf" in its address."""
        valid: str = super().get_valid_name(spelled_out(name))
        return valid

    def _save(self, name: str, content: File) -> str:
        saved: str = super()._save(name, bare_file(content))  # type: ignore[misc]
        return saved
