"""`manage.py wiki_export FILE.jsonl`: all public articles with all their revisions.

`--archive FOLDER` (or `FILE.zip`) writes them as Markdown files with their pictures instead.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from text.progress import progress
from wiki.archive import writing
from wiki.archive.files import PICTURES, CannotWrite, write
from wiki.exporting import lines
from wiki.models import Article


class Command(BaseCommand):
    help = (
        "Export all public articles with all accepted revisions, one JSON object a line; or, as an "
        "archive, their present texts as Markdown files with their pictures."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="for articles with all revisions")
        parser.add_argument(
            "--archive", type=Path, metavar="PATH", help="a folder, or a name that ends in .zip"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path, archive = options["file"], options["archive"]
        if (path is None) == (archive is None):
            raise CommandError("Name either a file or --archive with a folder or ZIP file.")
        try:
            said = self._archive(archive) if archive else self._lines(path)
        except (OSError, CannotWrite) as error:
            raise CommandError(f"{archive or path} cannot be written: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(said))
        elif archive:
            words = "{articles} articles and {pictures} pictures written to {path}."
            self.stdout.write(words.format(**said, path=archive))
        else:
            self.stdout.write(f"{said['articles']} articles exported to {path}.")

    def _lines(self, path: Path) -> dict[str, int]:
        # A half-written file must never pass for a whole one.
        partial = path.with_name(f"{path.name}.partial")
        written = 0
        total = Article.objects.addressed().count()
        with (
            partial.open("w", encoding="utf-8", newline="\n") as file,
            progress(self.stdout, total=total) as shown,
        ):
            for line in lines():
                file.write(f"{line}\n")
                written += 1
                shown.step()
        partial.replace(path)
        return {"articles": written}

    def _archive(self, path: Path) -> dict[str, int]:
        counted = {"articles": 0, "pictures": 0}

        def told() -> Iterator[tuple[str, bytes]]:
            with progress(self.stdout, total=writing.count()) as shown:
                for name, data in writing.files():
                    if name.startswith(PICTURES):
                        counted["pictures"] += name.endswith(".md")
                    elif "/" in name:
                        counted["articles"] += 1
                        shown.step()
                    yield name, data

        size = write(path, told())
        return {**counted, "bytes": size}
