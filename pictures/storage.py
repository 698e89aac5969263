"""Where do the files of uploads lie? Those of pictures that are not public: where no address leads.

The name of a file says which: what begins with `private/` lies below `PRIVATE_MEDIA_ROOT`, all the
rest below `MEDIA_ROOT`. So the row that names a file also says whether it is public, and both
change in one statement. Nothing hands out the private folder; whoever may see a picture that is not
public gets it from a view that asks who they are (`pictures.models.PictureFile.url`).
"""

from __future__ import annotations

import secrets
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import File
from django.utils._os import safe_join

from pictures.stripping.files import MediaStorage

PRIVATE = "private/"
#: Together with its folder, a mark of its own and its kind, a name stays below the 100 characters
#: that its column holds.
_LONGEST_STEM, _LONGEST_SUFFIX = 50, 10


def is_private(name: str) -> bool:
    """Say whether a file lies where no address leads, by its name."""
    return name.startswith(PRIVATE)


def fresh_name(name: str, *, folder: str, private: bool) -> str:
    """Return a name that no file has had before, so that nobody keeps another one under it."""
    path = PurePosixPath(name.replace("\\", "/"))
    suffix = path.suffix if len(path.suffix) <= _LONGEST_SUFFIX else ""
    mark = secrets.token_hex(6)
    stem = path.name.removesuffix(path.suffix)[:_LONGEST_STEM] or "picture"
    return f"{PRIVATE if private else ''}{folder}/{stem}_{mark}{suffix}"


class UploadStorage(MediaStorage):
    """Both folders of uploads under one roof."""

    def path(self, name: str) -> str:
        """Return where a file lies; raises `SuspiciousFileOperation` for what leads elsewhere."""
        if is_private(name):
            return str(safe_join(settings.PRIVATE_MEDIA_ROOT, name.removeprefix(PRIVATE)))
        return str(super().path(name))

    def url(self, name: str | None) -> str:
        """Return the address of a public file; raises `ValueError` for others: they have none."""
        if name and is_private(name):
            raise ValueError("This file is not public.")
        return str(super().url(name))

    def _save(self, name: str, content: File) -> str:
        if not is_private(name):
            return super()._save(name, content)
        # For the account alone under which the site runs.
        folder = MediaStorage(
            location=Path(settings.PRIVATE_MEDIA_ROOT),
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )
        return PRIVATE + folder._save(name.removeprefix(PRIVATE), content)
