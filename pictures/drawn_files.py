"""The file of a picture on its way into our storage: drawn anew, whoever brings it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import File

from pictures.encoding.anew import BYTES, TooHeavy
from pictures.stripping.files import BareFile
from pictures.taking import taken


def drawn_file(file: File) -> BareFile:
    """Return what is kept instead of a picture; the same if it was drawn before. Raises `NotTaken`.

    It is noted with the upload: a form that asks for more than a file stores the upload meanwhile,
    and what it stores is this (`pictures.stripping.files.bare_file`).
    """
    if isinstance(file, BareFile):
        return file
    upload: Any = file
    if getattr(upload, "drawn", None) is None:
        if file.size > BYTES:
            raise TooHeavy
        file.seek(0)
        drawn = taken(file.read()).drawn
        file.seek(0)
        upload.drawn = BareFile(drawn.data, name=_named(file.name or "", drawn.ending))
    kept: BareFile = upload.drawn
    return kept


def _named(name: str, ending: str) -> str:
    """Return the name of a file that is of another kind than what was sent, perhaps."""
    path = PurePosixPath(name.replace("\\", "/"))
    return f"{path.stem or 'picture'}{ending}"
