"""Of which parts is the page of a list made, and when does each have to be made again?

What stands around the rows (filters with their counts, how many there are, the list as a file) ends
when something is counted otherwise, the card of an entry when that entry changes. Which cards stand
on a page is asked of the database whenever one of them may be another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

import pagecache
from districts.entries import EntryKind
from districts.entries.acts import asked
from districts.entries.listed import Sort
from districts.lists.cards import card
from districts.lists.filters import EntryFilter
from districts.lists.kept_rows import of_each
from districts.lists.listing import PAGE_SIZE, Listing, ordered
from districts.models import Actor, Entry
from districts.pages.illustrations import for_empty_list
from districts.shown import said_by_counts
from pagecache.shared import KEEP_SECONDS, LONGER_SECONDS, kept
from text.thing_keys import key

#: Where the rows stand in what is around them; no text of ours or anybody else's holds it.
HERE = mark_safe("<!-- rows -->")


@dataclass(frozen=True, slots=True)
class AroundRows:
    """What stands before and after the rows in HTML, and which page of the list this is."""

    before: SafeString
    after: SafeString
    number: int


def around(
    request: HttpRequest, kind: EntryKind, audience: str, make: Callable[[], dict[str, Any]]
) -> AroundRows:
    """Return what stands around the rows of a list, made or kept.

    `make` returns the context of `districts/_list.html`, with the `listing`: made for `audience`,
    and of nothing but counts and what belongs to every page.
    """

    def made() -> tuple[str, str, int]:
        said_by_counts(kind.key)
        context = {**make(), "rows": HERE, "illustration": for_empty_list(kind.key)}
        listing: Listing = context["listing"]
        html = render_to_string("districts/_list.html", context, request=request).strip()
        before, _here, after = html.partition(HERE)
        return before, after, listing.page.number

    told = f"{get_language()}|{timezone.localdate()}"
    words = f"{kind.key}|{audience}|{told}|{request.get_full_path()}"
    before, after, number = kept("districts:around", words, made) or made()
    return AroundRows(mark_safe(before), mark_safe(after), number)


def cards_on(number: int, filters: EntryFilter, sort: Sort, kind: EntryKind) -> list[SafeString]:
    """Return the cards on a page of a list in HTML, made or kept; four queries at most."""
    start = (number - 1) * PAGE_SIZE
    pks = ordered(filters, sort).values_list("pk", flat=True)[start : start + PAGE_SIZE]
    # A date that is a guest in a chosen district shows the time that is there, and each the next.
    passes = kind.lists.has_days
    chosen = frozenset(each.pk for each in filters.scope.districts) if passes else frozenset()
    found = of_each(
        "districts:card",
        kind,
        list(pks),
        fetched=lambda pks: kind.lists.fetched(kind.with_acts(filters.queryset.filter(pk__in=pks))),
        make=lambda entry: _card(entry, chosen),
        words=str(sorted(chosen)),
        seconds=KEEP_SECONDS if passes else LONGER_SECONDS,
    )
    return [mark_safe(html) for html in found]


def _card(entry: Entry, chosen: frozenset[int]) -> str:
    shown = {"card": card(entry, chosen=chosen), "level": 2}
    if actor := asked(getattr(entry, "reached", None)):
        # Who is called and written to from the card of something else: a number is taken back.
        pagecache.shows_also(key(Actor.KIND, actor))
    return str(get_template("districts/_card.html").render(shown))
