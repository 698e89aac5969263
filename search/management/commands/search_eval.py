"""`manage.py search_eval`: how well does the production search answer given questions?"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from search import scratch
from search.engines.base import Unavailable
from search.engines.database import vocabulary
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch import client
from search.evaluate import Figures, fill_database, measure, measure_elasticsearch
from text import files

ENGINES = ("elasticsearch", "database")


class Command(BaseCommand):
    help = "Index a foreign corpus apart from the site, ask questions, and print MRR@10 and times."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--docs", type=Path, required=True, help="lines of id, title, text")
        parser.add_argument("--queries", type=Path, required=True, help="lines of query, relevant")
        parser.add_argument("--engine", choices=ENGINES, help="default: the one the site uses")
        parser.add_argument("--json", action="store_true", help="print one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        docs, queries = _lines(options["docs"]), _lines(options["queries"])
        engine = options["engine"] or ENGINES[0 if client.configured() else 1]
        if engine == "elasticsearch" and not client.configured():
            raise CommandError("ELASTICSEARCH_URL is not set.")
        try:
            figures = _measure(engine, docs, queries)
        except (Unavailable, RuntimeError) as error:
            raise CommandError(str(error)) from error
        except (KeyError, TypeError) as error:
            raise CommandError(f"A line lacks what is needed: {error}") from error
        shown = figures.as_json()
        if options["json"]:
            self.stdout.write(json.dumps(shown))
        else:
            self.stdout.write("\n".join(f"{name:10} {value:g}" for name, value in shown.items()))


def _measure(engine: str, docs: list[Any], queries: list[Any]) -> Figures:
    """Measure in a scratch database, also for the index.

    It holds no editors' synonyms, so the figures of two sites say the same thing.
    """
    with scratch.database():
        if engine == "elasticsearch":
            return measure_elasticsearch(docs, queries)
        fill_database(docs)
        vocabulary.refresh()
        return measure(DatabaseEngine(), [str(doc["id"]) for doc in docs], queries)


def _lines(path: Path) -> list[Any]:
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return [
                files.parsed(line, name=str(path), line=number)
                for number, line in files.lines_of(path)
            ]
        except files.Unreadable as error:
            raise CommandError(str(error)) from error
