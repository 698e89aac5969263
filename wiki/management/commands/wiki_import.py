"""`manage.py wiki_import FILE.jsonl`: take over articles with all their revisions."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from text import files
from text.progress import progress
from wiki.exchange import ImportedArticle, read_article
from wiki.services import ImportOutcome, import_articles
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
        "refused and named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    # A shell has no language of its own; what a person reads here is in that of the site.
    @translation.override(settings.LANGUAGE_CODE)
    def handle(self, *args: Any, **options: Any) -> None:
        """Read the whole file first: of one that is cut off nothing is taken over."""
        path: Path = options["file"]
        total = _checked(path)
        self.articles = self.revisions = self.unchanged = self.refused = 0
        with progress(self.stdout, total=total) as shown:
            for lines in _batches(_articles(path)):
                outcomes = import_articles([article for _number, article in lines])
                for (number, article), outcome in zip(lines, outcomes, strict=True):
                    shown.step(self._said(number, article, outcome))
        words = {
            "articles": self.articles,
            "revisions": self.revisions,
            "unchanged": self.unchanged,
            "refused": self.refused,
        }
        self.stdout.write(
            _(
                "%(articles)s articles imported, %(revisions)s revisions added, %(unchanged)s "
                "articles unchanged, %(refused)s refused."
            )
            % words
        )
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
