"""`manage.py search_check`: is everything findable that should be, and nothing else?"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import check
from search.compare import Differences
from search.engines.base import Unavailable
from search.rebuild import IndexRefused
from text import thing_keys

#: So many examples of each kind of difference are named.
EXAMPLES = 5


class Command(BaseCommand):
    help = "Compare records with their sources and the index with the records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what differs, look again")
        parser.add_argument("--json", action="store_true", help="print figures for a program")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = check.check()
            if options["repair"] and not found.clean:
                check.repair(found)
                found = check.check()
        except Unavailable as error:
            raise CommandError(f"The search server does not answer: {error}") from error
        except IndexRefused as error:
            raise CommandError(str(error)) from error
        missing, stale, ghosts = found.counts
        if options["json"]:
            figures = {"missing": missing, "stale": stale, "ghosts": ghosts}
            self.stdout.write(json.dumps(figures))
        else:
            self._name(found)
            if found.outdated:
                self.stdout.write("The index was made by another version: run search_rebuild.")
            self.stdout.write(f"{missing} missing, {stale} stale, {ghosts} ghosts")
        if not found.clean:
            raise SystemExit(1)

    def _name(self, found: Differences) -> None:
        for title, things in (
            ("missing", found.missing),
            ("stale", found.stale),
            ("ghost", found.ghosts),
        ):
            for kind, pk in sorted(things)[:EXAMPLES]:
                self.stdout.write(f"{title}: {thing_keys.key(kind, pk)}")
        for title, keys in (
            ("missing in the index", found.index_missing),
            ("stale in the index", found.index_stale),
            ("ghost in the index", set(found.index_ghosts)),
        ):
            for key in sorted(keys)[:EXAMPLES]:
                self.stdout.write(f"{title}: {key}")
