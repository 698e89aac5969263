"""Taking a file from anybody: what is kept of it, or why it is not taken."""

from __future__ import annotations

from dataclasses import dataclass

from pictures.encoding.anew import Drawn, drawn_anew
from pictures.refused_files import digest_of, ensure_not_refused


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was drawn anew, and SHA-256 of what it was drawn from."""

    drawn: Drawn
    digest: str

    @classmethod
    def of(cls, drawn: Drawn, data: bytes) -> Upload:
        """Return what is kept of an uploaded file."""
        return cls(drawn, digest_of(data))


def taken(data: bytes) -> Upload:
    """Return a picture as it is kept; raises `encoding.anew.NotTaken`, with words for its sender.

    What was destroyed because of who is in it is known by the file itself, and by what we would
    make of it: other bytes may hold the same pixels.
    """
    ensure_not_refused(digest_of(data))
    drawn = drawn_anew(data)
    ensure_not_refused(digest_of(drawn.data))
    return Upload.of(drawn, data)
