"""How is a picture written into an archive, and read again? Its file, and its words beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pictures.models import Picture
from pictures.services.sharing import WORDS
from pictures.share_forms import OPEN
from text.files import Unreadable
from wiki.archive import front_matter
from wiki.archive.files import PICTURES, ArchiveFiles

_ENDINGS = (".jpg", ".png")


@dataclass(frozen=True, slots=True)
class ArchivedPicture:
    """A picture of an archive: its number there, and what is said of it."""

    number: int
    ending: str
    words: dict[str, str]

    @property
    def file(self) -> str:
        """Return the name of its file."""
        return f"{PICTURES}{self.number}{self.ending}"


def files_of(picture: Picture) -> list[tuple[str, bytes]]:
    """Return both files of a public picture; none where its own is away."""
    name = str(picture.file.name)
    ending = ".png" if name.lower().endswith(".png") else ".jpg"
    try:
        with picture.file.storage.open(name) as opened:
            data = opened.read()
    except OSError:
        return []
    start = f"{PICTURES}{picture.pk}"
    head = {key: getattr(picture, key) for key in WORDS}
    # The longest of its words is what is read aloud: it stands below as text, for whoever looks.
    words = front_matter.written(head, f"{picture.description}\n")
    return [(f"{start}{ending}", data), (f"{start}.md", words.encode())]


def pictures_in(files: ArchiveFiles) -> dict[int, ArchivedPicture]:
    """Return the pictures of an archive by their numbers there. Raises `Unreadable`."""
    names = set(files.names)
    found = {}
    for name in files.names:
        if name.startswith(PICTURES) and name.endswith(".md"):
            number = int(name.removeprefix(PICTURES).removesuffix(".md"))
            ending = next((end for end in _ENDINGS if f"{PICTURES}{number}{end}" in names), None)
            if ending is None:
                raise Unreadable(
                    _("the file of picture %(number)d is missing") % {"number": number}
                )
            head, _text = front_matter.read(files.text_of(name))
            found[number] = ArchivedPicture(number, ending, _words(name, head))
    return found


def _words(name: str, head: dict[str, Any]) -> dict[str, str]:
    words = {key: head.get(key, "") for key in WORDS}
    if not all(isinstance(value, str) for value in words.values()):
        raise Unreadable(_("%(name)s: its head holds something else than words") % {"name": name})
    if words["licence"] not in {licence.value for licence in OPEN}:
        said = {"name": name, "licence": words["licence"][:40]}
        raise Unreadable(_("%(name)s: pictures are not taken over as “%(licence)s”") % said)
    return words


def digests(data: bytes) -> tuple[str, str]:
    """Return what tells a file from others: as it is kept here, and as it was uploaded."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest(), hashlib.sha256(data).hexdigest()
