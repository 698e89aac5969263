"""Take out of stored pictures what is not to be seen in them."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from pictures.services import STRIPPED, UNREADABLE, strip_stored_pictures


class Command(BaseCommand):
    """Strip pictures that were uploaded before the site did so; a second run changes nothing."""

    help = (
        "Take place, time, camera, names and comments out of all stored pictures: images, faces, "
        "documents that are pictures. New uploads need no help. May be repeated."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all files; name those that were changed or cannot be read."""
        found: Counter[str] = Counter()
        for name, outcome in strip_stored_pictures():
            found[outcome] += 1
            if outcome in (STRIPPED, UNREADABLE):
                self.stdout.write(f"{outcome}: {name}")
        figures = ", ".join(f"{number} {outcome}" for outcome, number in sorted(found.items()))
        self.stdout.write(figures or "There are no pictures.")
