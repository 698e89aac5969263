"""What is a downloaded list called? By its kind, its filters and a month, in words.

Whoever finds "termine-bad-cannstatt-2026-11.csv" among a hundred files knows what is in it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from districts.lists.filters import EntryFilter
from text.slugs import slugify

#: So many filters are named; a file's name is no list.
NAMED = 3
#: Longer names are cut at a word: some programs allow 255 bytes with the whole path.
LONGEST = 100


def filter_words(filters: EntryFilter) -> list[str]:
    """Return what a list was narrowed by, in the words of the filter panel."""
    return [words for found in filters.named.values() for words in found.values()]


def title(kind: str, filters: EntryFilter) -> str:
    """Return the name of a list with its filters, for people: "Termine: Bad Cannstatt, Klima"."""
    words = filter_words(filters)
    return f"{kind}: {', '.join(words)}" if words else kind


def file_name(kind: str, filters: EntryFilter, *more: str, ending: str) -> str:
    """Return the name of a list as a file; `more` are further parts, a month at last."""
    words = filter_words(filters)
    rest = [_("and more")] if len(words) > NAMED else []
    parts = [slugify(part) for part in (kind, *words[:NAMED], *rest)]
    end = "".join(f"-{part}" for part in more)
    return f"{slugify('-'.join(parts), max_length=LONGEST - len(end))}{end}.{ending}"
