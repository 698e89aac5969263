"""`manage.py wiki_import FILE.jsonl`: take over articles with all their revisions.

`--archive FOLDER --by MAIL` takes over Markdown files with pictures (`wiki.archive`) instead.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from text import files
from text.progress import progress
from wiki.archive.importing import ArchiveReport, brought_in, checked
from wiki.exchange import ImportedArticle, read_article
from wiki.services import ImportOutcome, import_articles
from wiki.services.archived import Became
from wiki.services.import_rules import ImportRefused

#: Enough that what a batch asks for all of its lines costs each of them little; few enough to be in
#: memory, and for the links of a batch to be looked after within seconds.
ARTICLES, REVISIONS = 50, 500
#: The number of a line, and its article.
Line: TypeAlias = tuple[int, ImportedArticle]


class Command(BaseCommand):
    help = (
        "Import articles with all revisions, one JSON object a line. A file that cannot be read to "
        "its end is not taken over. Importing again appends what is missing; what differs is "
        "refused and named. Of an archive, articles that are missing here are created, and texts "
        "that were changed in it are edits of the account named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="articles with all revisions")
        parser.add_argument("--archive", type=Path, metavar="PATH", help="a folder or a ZIP file")
        parser.add_argument(
            "--by", metavar="MAIL", help="whose changes and pictures those of an archive are"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    # A shell has no language of its own; what a person reads here is in that of the site.
    @translation.override(settings.LANGUAGE_CODE)
    def handle(self, *args: Any, **options: Any) -> None:
        path, archive = options["file"], options["archive"]
        if (path is None) == (archive is None):
            raise CommandError(_("Name either a file or --archive with a folder or ZIP file."))
        if archive:
            self._archive(archive, _account(options["by"] or ""), as_json=options["json"])
        else:
            self._lines(path, as_json=options["json"])

    def _archive(self, path: Path, by: User, *, as_json: bool) -> None:
        """Read the whole archive first: of one that is not sound nothing is taken over."""
        report = ArchiveReport()
        try:
            total = checked(path)
            with progress(self.stdout, total=total) as shown:
                for said in brought_in(path, by, report):
                    shown.step("" if as_json else said)
        except files.Unreadable as error:
            raise CommandError(str(error)) from error
        words = {
            **{became.value: report.articles[became] for became in Became},
            "pictures": report.pictures,
            "pictures_waiting": report.pictures_waiting,
            "refused": report.refused,
        }
        sentence = _(
            "%(new)s articles new, %(changed)s changed, %(waits)s wait for review, %(unchanged)s "
            "unchanged, %(refused)s refused; %(pictures)s pictures new, of which "
            "%(pictures_waiting)s wait for review."
        )
        self.stdout.write(json.dumps(words) if as_json else sentence % words)
        if report.refused:
            raise CommandError(_("%(refused)s articles were refused, see above.") % words)

    def _lines(self, path: Path, *, as_json: bool) -> None:
        """Read the whole file first: of one that is cut off nothing is taken over."""
        total = _checked(path)
        self.articles = self.revisions = self.unchanged = self.refused = 0
        with progress(self.stdout, total=total) as shown:
            for lines in _batches(_articles(path)):
                outcomes = import_articles([article for _number, article in lines])
                for (number, article), outcome in zip(lines, outcomes, strict=True):
                    said = self._said(number, article, outcome)
                    shown.step("" if as_json else said)
        words = {
            "articles": self.articles,
            "revisions": self.revisions,
            "unchanged": self.unchanged,
            "refused": self.refused,
        }
        sentence = _(
            "%(articles)s articles imported, %(revisions)s revisions added, %(unchanged)s "
            "articles unchanged, %(refused)s refused."
        )
        self.stdout.write(json.dumps(words) if as_json else sentence % words)
        if self.refused:
            raise CommandError(_("%(refused)s lines were refused, see above.") % words)

    def _said(
        self, number: int, data: ImportedArticle, outcome: ImportOutcome | ImportRefused
    ) -> str:
        """Count what became of a line; return what to say about it."""
        words = {"number": number, "title": data.title}
        title = _("line %(number)s (%(title)s)") % words
        if isinstance(outcome, ImportRefused):
            self.refused += 1
            return _("%(title)s: refused: %(error)s") % {"title": title, "error": outcome}
        self.revisions += outcome.added
        self.articles += bool(outcome.added)
        self.unchanged += not outcome.added
        what = _("unchanged")
        if outcome.added:
            what = _("%(number)s revisions") % {"number": outcome.added}
        return "; ".join([f"{title}: {what}", *outcome.warnings])


def _account(mail: str) -> User:
    """Return whose changes those of an archive are. Raises `CommandError`."""
    user = User.objects.filter(email__iexact=mail, is_active=True).first() if mail else None
    if user is None:
        raise CommandError(
            _("Say with --by whose account takes the archive over (its mail address).")
        )
    return user


def _batches(articles: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the articles in batches, by number of articles and of revisions."""
    batch: list[Line] = []
    revisions = 0
    for line in articles:
        batch.append(line)
        revisions += len(line[1].revisions)
        if len(batch) == ARTICLES or revisions >= REVISIONS:
            yield batch
            batch, revisions = [], 0
    if batch:
        yield batch


def _articles(path: Path) -> Iterator[tuple[int, ImportedArticle]]:
    """Yield the articles of a file with the numbers of their lines. Raises `CommandError`."""
    try:
        for number, line in files.lines_of(path):
            data = files.parsed(line, name=str(path), line=number)
            try:
                yield number, read_article(data)
            except files.Unreadable as error:
                words = {"path": path, "number": number, "error": error}
                raise CommandError(_("%(path)s, line %(number)s: %(error)s.") % words) from error
    except files.Unreadable as error:
        raise CommandError(str(error)) from error


def _checked(path: Path) -> int:
    """Return how many articles a file holds; raises `CommandError` when one cannot be read."""
    try:
        total = sum(1 for _article in _articles(path))
    except CommandError as error:
        raise CommandError(_("%(error)s Nothing was taken over.") % {"error": error}) from error
    if not total:
        raise CommandError(_("%(name)s is empty.") % {"name": path})
    return total
