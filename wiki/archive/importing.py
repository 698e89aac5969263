"""An archive is brought in: everything of it is read before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from pictures.models import Picture
from text.files import Unreadable
from text.pictures import numbers_in
from wiki.archive.files import PICTURES, README, ArchiveFiles, opened
from wiki.archive.pages import ArchivedPage, read_page
from wiki.archive.pictured import ArchivedPicture, pictures_in
from wiki.services.archived import (
    Became,
    DrawnPicture,
    drawn_picture,
    give_picture,
    picture_here,
    take_over_page,
)
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
        taken = _Pictures(files, report)
        for page in _pages(files):
            try:
                became, warnings = _taken_over(page, taken, by)
            except ImportRefused as error:
                report.refused += 1
                said = {"name": page.name, "error": error}
                yield _("%(name)s: refused: %(error)s") % said
                continue
            report.articles[became] += 1
            yield "; ".join([f"{page.name}: {_words(became)}", *warnings])


def _taken_over(
    page: ArchivedPage, pictures: _Pictures, by: User
) -> tuple[Became, tuple[str, ...]]:
    """Take over an article and its new pictures: both, or neither. Raises `ImportRefused`.

    Pictures are drawn before the transaction begins. Their files go when it fails; of a process
    that is killed in it a file without a row stays, which nobody is shown.
    """
    new = pictures.new_in(page)
    given: list[Picture] = []
    try:
        with transaction.atomic():
            for number, drawn in new.items():
                given.append(give_picture(drawn=drawn, by=by))
                pictures.here[number] = given[-1].pk
            outcome = take_over_page(page=page, pictured=pictures.here, by=by)
    except BaseException:
        pictures.forget(new, given)
        raise
    pictures.count(given)
    return outcome


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
    """The pictures of an archive: those in texts that come over come with them, each once.

    `here` says which number each has here that is here.
    """

    def __init__(self, files: ArchiveFiles, report: ArchiveReport) -> None:
        self._files, self._report = files, report
        self._archived: dict[int, ArchivedPicture] = pictures_in(files)
        self.here: dict[int, int] = {}

    def new_in(self, page: ArchivedPage) -> dict[int, DrawnPicture]:
        """Return by their numbers in the archive the pictures of a text that are not here yet."""
        new = {}
        for number in sorted(numbers_in(page.body) & self._archived.keys() - self.here.keys()):
            picture = self._archived[number]
            data = self._files.bytes_of(picture.file)
            there = picture_here(data)
            if there is None:
                new[number] = drawn_picture(picture=picture, data=data)
            else:
                self.here[number] = there.pk
        return new

    def forget(self, new: Iterable[int], given: Iterable[Picture]) -> None:
        """Keep nothing of pictures whose rows were not kept: their files lie there without."""
        for number in new:
            self.here.pop(number, None)
        for picture in given:
            picture.file.storage.delete(picture.file.name)

    def count(self, given: Iterable[Picture]) -> None:
        """Count pictures that came over."""
        for picture in given:
            self._report.pictures += 1
            self._report.pictures_waiting += picture.state == Picture.State.HELD
