"""An archive is brought in: everything of it is read before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from pictures.models import Picture
from text.files import Unreadable
from text.pictures import numbers_in
from wiki.archive.files import PICTURES, README, ArchiveFiles, opened
from wiki.archive.pages import ArchivedPage, read_page
from wiki.archive.pictured import ArchivedPicture, pictures_in
from wiki.services.archived import Became, take_over_page, take_over_picture
from wiki.services.import_rules import ImportRefused


@dataclass
class ArchiveReport:
    """How many files of an archive became what."""

    articles: Counter[Became] = field(default_factory=Counter)
    pictures: int = 0
    pictures_waiting: int = 0
    refused: int = 0


def checked(path: Path) -> int:
    """Read a whole archive; return how many articles it has. Raises `Unreadable`."""
    with opened(path) as files:
        pictures_in(files)
        total = sum(1 for _page in _pages(files))
    if not total:
        raise Unreadable(_("%(path)s holds no article") % {"path": path})
    return total


def brought_in(path: Path, by: User, report: ArchiveReport) -> Iterator[str]:
    """Take over one article after the other, with its pictures; yield what became of each.

    German ones come first: translations name them. Raises `Unreadable` where the archive has been
    changed since it was `checked`.
    """
    with opened(path) as files:
        taken = _Pictures(files, by, report)
        for page in _pages(files):
            try:
                pictured = taken.numbers_of(page)
                became, warnings = take_over_page(page=page, pictured=pictured, by=by)
            except ImportRefused as error:
                report.refused += 1
                said = {"name": page.name, "error": error}
                yield _("%(name)s: refused: %(error)s") % said
                continue
            report.articles[became] += 1
            yield "; ".join([f"{page.name}: {_words(became)}", *warnings])


def _words(became: Became) -> str:
    return {
        Became.NEW: _("new"),
        Became.CHANGED: _("changed"),
        Became.WAITS: _("waits for review"),
        Became.UNCHANGED: _("unchanged"),
    }[became]


def _pages(files: ArchiveFiles) -> Iterator[ArchivedPage]:
    for name in sorted(_texts(files), key=_german_first):
        try:
            page = read_page(name, files.text_of(name))
        except Unreadable as error:
            raise Unreadable(_("%(name)s: %(error)s") % {"name": name, "error": error}) from error
        yield page


def _texts(files: ArchiveFiles) -> Iterable[str]:
    return (name for name in files.names if name != README and not name.startswith(PICTURES))


def _german_first(name: str) -> tuple[bool, str]:
    return not name.startswith(f"{settings.LANGUAGE_CODE}/"), name


class _Pictures:
    """The pictures of an archive: those in texts that come over come with them, each once."""

    def __init__(self, files: ArchiveFiles, by: User, report: ArchiveReport) -> None:
        self._files, self._by, self._report = files, by, report
        self._archived: dict[int, ArchivedPicture] = pictures_in(files)
        self._here: dict[int, int] = {}

    def numbers_of(self, page: ArchivedPage) -> dict[int, int]:
        """Return by their numbers in the archive which numbers its pictures have here."""
        for number in sorted(numbers_in(page.body) & self._archived.keys() - self._here.keys()):
            self._here[number] = self._taken(self._archived[number])
        return self._here

    def _taken(self, picture: ArchivedPicture) -> int:
        data = self._files.bytes_of(picture.file)
        here, is_new = take_over_picture(picture=picture, data=data, by=self._by)
        self._report.pictures += is_new
        self._report.pictures_waiting += is_new and here.state == Picture.State.HELD
        return here.pk
