"""Drawing an uploaded picture anew, in a process that is ended when it takes too much.

::

    NotTaken            it was not taken; `message` says why, to whoever uploaded it
    ├── WrongKind       no picture of a kind that is taken, whatever its name says
    ├── TooHeavy        the file is too large
    ├── TooLarge   the picture is too large
    ├── TooMuchWork       it took too long, or too much memory
    └── Damaged         it cannot be read
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from pictures.encoding.process import Refusal
from text.translatable import Words

#: The most that a file may weigh, in bytes.
BYTES = 15 * 1024 * 1024
#: Seconds from the start of the process to its end.
SECONDS = 10.0
_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_ANSWER = 200
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png"}


class NotTaken(ValueError):
    """A picture was not taken."""

    message: Words = ""

    def __init__(self) -> None:
        super().__init__(type(self).__name__)


class WrongKind(NotTaken):
    message = _(
        "This file is no picture that we can take. Photos (JPEG, HEIC), PNG, WebP and AVIF are;"
        " drawings as SVG and PDF files are not."
    )


class TooHeavy(NotTaken):
    message = _("This file is larger than 15 MB. Please choose a smaller one.")


class TooLarge(NotTaken):
    message = _(
        "This picture has more than 50 million pixels. Please make it smaller and try again."
    )


class TooMuchWork(NotTaken):
    message = _(
        "This picture takes too much work to be read. Please save it as a smaller JPEG and try"
        " again."
    )


class Damaged(NotTaken):
    message = _("This picture cannot be read: the file is damaged. Please try another one.")


_REFUSALS: dict[str, type[NotTaken]] = {
    Refusal.KIND: WrongKind,
    Refusal.PIXELS: TooLarge,
    Refusal.MEMORY: TooMuchWork,
    Refusal.BROKEN: Damaged,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is kept: its file (JPEG or PNG), and its size in pixels."""

    data: bytes
    ending: str
    width: int
    height: int


def drawn_anew(data: bytes, *, seconds: float = SECONDS) -> Drawn:
    """Return a picture from anybody as it is kept; raises `NotTaken`."""
    if len(data) > BYTES:
        raise TooHeavy
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pictures.encoding.process"],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=_ROOT,
            # Nothing of our own surroundings: no secret, no settings.
            env={"PATH": os.defpath, "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuchWork from error
    if done.returncode:
        # Ended by a limit, or fallen over what it read.
        raise TooMuchWork
    head, _newline, content = done.stdout.partition(b"\n")
    answer = json.loads(head[:_LONGEST_ANSWER])
    if "refused" in answer:
        raise _REFUSALS.get(answer["refused"], Damaged)
    return Drawn(content, _ENDINGS[answer["format"]], answer["width"], answer["height"])
