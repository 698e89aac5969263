"""`manage.py wiki_export FILE.jsonl`: all public articles with all their revisions."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from text.progress import progress
from wiki.exporting import lines
from wiki.models import Article


class Command(BaseCommand):
    help = "Export all public articles with all accepted revisions, one JSON object a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        # A half-written file must never pass for a whole one.
        partial = path.with_name(f"{path.name}.partial")
        written = 0
        total = Article.objects.addressed().count()
        try:
            with (
                partial.open("w", encoding="utf-8", newline="\n") as file,
                progress(self.stdout, total=total) as shown,
            ):
                for line in lines():
                    file.write(f"{line}\n")
                    written += 1
                    shown.step()
            partial.replace(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from error
        self.stdout.write(f"{written} articles exported to {path}.")
