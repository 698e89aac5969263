"""Pictures on their way into our storage, from a form that can refuse them or from a program.

The storage itself strips every picture that is put into it, whichever model, form, command or
package does so; there is no way around it. Forms do it before, so that what cannot be read is said
beside the field and that digest and size of the file are those of what is kept.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

from cms.stripping.bare import Unreadable, bare, check, is_picture

_HEAD = 16
UNREADABLE = _("This picture cannot be read: the file is damaged. Please try another one.")


class BareFile(ContentFile):
    """The content of a picture that was stripped already."""


def bare_file(file: Any) -> Any:
    """Return a file to keep instead of this one; the same if it is no picture.

    Raises `Unreadable`.
    """
    if isinstance(file, BareFile):
        return file
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if not isinstance(head, bytes) or not is_picture(head):
        return file
    data = file.read()
    file.seek(0)
    kept = bare(data)
    return file if kept == data else BareFile(kept, name=file.name)


def checked(file: Any) -> Any:
    """Return what to keep of an uploaded picture, read to its end; `ValidationError` else."""
    try:
        kept = bare_file(file)
        kept.seek(0)
        check(kept.read())
        kept.seek(0)
    except Unreadable as error:
        raise ValidationError(UNREADABLE, code="invalid_image") from error
    return kept


def validate_picture(file: Any) -> None:
    """Refuse a picture that the storage could not strip; a validator of a model's field."""
    if not getattr(file, "_committed", False):
        checked(file)


class MediaStorage(FileSystemStorage):
    """The folder of uploads. No picture in it tells where, when and with what it was taken."""

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, bare_file(content))  # type: ignore[misc]
        return saved
