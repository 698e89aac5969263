"""`manage.py check_translations`: fails when a sentence of the interface has no German words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.translations import COMPLETE, missing


class Command(BaseCommand):
    help = "Name every message of the interface that a complete catalogue lacks."

    def handle(self, *args: Any, **options: Any) -> None:
        for language in COMPLETE:
            lacking = sorted(missing(language))
            for _context, msgid in lacking:
                self.stdout.write(f"{language}: {msgid!r}")
            if lacking:
                raise CommandError(f"{len(lacking)} messages have no translation into {language}.")
        self.stdout.write("All messages are translated.")
