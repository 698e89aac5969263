"""`manage.py wiki_import FILE.jsonl`: take over articles with all their revisions."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wiki.exchange import Unreadable, read_line
from wiki.progress import progress
from wiki.services import import_article
from wiki.services.importing import Refused


class Command(BaseCommand):
    help = (
        "Import articles with all revisions, one JSON object a line. Importing again appends what "
        "is missing; what differs is refused and named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open(encoding="utf-8", newline="\n") as file:
                total = sum(1 for line in file if line.strip())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        self.articles = self.revisions = self.unchanged = self.refused = 0
        with (
            path.open(encoding="utf-8", newline="\n") as file,
            progress(total, self.stdout) as step,
        ):
            for number, line in enumerate(file, start=1):
                if line.strip():
                    step(self._one(number, line))
        self.stdout.write(
            f"{self.articles} articles imported, {self.revisions} revisions added, "
            f"{self.unchanged} articles unchanged, {self.refused} refused."
        )
        if self.refused:
            raise CommandError(f"{self.refused} lines were refused, see above.")

    def _one(self, number: int, line: str) -> str:
        """Import one line; return what to say about it."""
        title = f"line {number}"
        try:
            data = read_line(line.rstrip("\n"))
            title = f"{title} ({data.title})"
            outcome = import_article(data=data)
        except (Unreadable, Refused) as error:
            self.refused += 1
            return f"{title}: refused: {error}"
        self.revisions += outcome.added
        self.articles += bool(outcome.added)
        self.unchanged += not outcome.added
        what = f"{outcome.added} revisions" if outcome.added else "unchanged"
        return "; ".join([f"{title}: {what}", *outcome.warnings])
