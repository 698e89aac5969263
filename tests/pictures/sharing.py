"""Pictures that residents gave, for tests."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from pictures.models import Picture
from pictures.services import Upload, share_picture
from tests.people import person
from tests.pictures.uploads import drawn_here, saved

SAID = {
    "description": "Kinder am Brunnen",
    "caption": "Einweihung im Mai",
    "credit": "Mia Muster",
    "licence": "cc-by-4.0",
    "people": "children",
    "source_url": "",
    "taken": "",
}


def given_picture(
    by: User | None = None, *, places: Iterable[tuple[str, int]] = (), **words: str
) -> Picture:
    """Make a picture that somebody gave; of a new account it waits."""
    data = saved("JPEG")
    upload = Upload.of(drawn_here(data), data)
    words = {**SAID, **words}
    return share_picture(upload=upload, words=words, places=places, by=by or person())
