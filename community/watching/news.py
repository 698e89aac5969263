"""What has happened where somebody watches, as references: no word of it is read here.

Own acts and small changes are left out. Several changes of one thing are one item: what is told of
it is what became of it since the reader was last told, and is found out when the mail leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from community.models import Happening, Watch
from search import contract as search

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Past:
    """One happening, as far as it matters here."""

    at: datetime
    number: int
    comment: int
    actor: int | None


@dataclass(slots=True)
class NewsItem:
    """One thing that somebody is to be told of.

    `first` is the first revision that is new to them (0: none), `comments` are new ones, `last` is
    when the last of it happened.
    """

    watch: int
    kind: str
    pk: int
    first: int = 0
    comments: list[int] = field(default_factory=list)
    last: datetime | None = None

    def stored(self) -> list[Any]:
        """Return it as it is kept in a digest."""
        return [self.watch, self.kind, self.pk, self.first, self.comments]

    @classmethod
    def read(cls, row: Sequence[Any]) -> NewsItem:
        """Return what `stored` has kept."""
        return cls(*row)


class Window:
    """Everything that has happened in a stretch of time, and which searches find of it."""

    def __init__(self, *, since: datetime, until: datetime) -> None:
        self._past: dict[Key, list[Past]] = defaultdict(list)
        rows = Happening.objects.filter(at__gt=since, at__lte=until, minor=False)
        columns = "object_kind", "object_pk", "at", "number", "comment", "actor"
        for kind, pk, at, number, comment, actor in rows.order_by("at").values_list(*columns):
            self._past[kind, pk].append(Past(at, number, comment, actor))
        self._found: Mapping[str, set[Key]] = {}

    def look_for(self, parameters: Iterable[str]) -> None:
        """Find out what searches find of it."""
        changed = [key for key, past in self._past.items() if any(one.number for one in past)]
        self._found = search.found_by(set(parameters), changed)

    def items(self, watches: Iterable[tuple[Watch, datetime]]) -> list[NewsItem]:
        """Return what one reader is to be told of, the newest first; each watch until a moment."""
        found: dict[Key, NewsItem] = {}
        # A thing comes before a search that finds it: its link ends what the reader knows it by.
        for watch, until in sorted(watches, key=lambda pair: bool(pair[0].search)):
            for key in self._keys(watch):
                item = key not in found and self._item(watch, key, until)
                if item:
                    found[key] = item
        return sorted(found.values(), key=lambda item: (item.last, item.pk), reverse=True)

    def _keys(self, watch: Watch) -> Iterable[Key]:
        if watch.search:
            return sorted(self._found.get(watch.parameters, ()))
        key = (watch.object_kind, watch.object_pk)
        return [key] if key in self._past else []

    def _item(self, watch: Watch, key: Key, until: datetime) -> NewsItem | None:
        past = [one for one in self._past[key] if watch.told_until < one.at <= until]
        own = max((one.number for one in past if one.actor == watch.user_id), default=0)
        others = [one for one in past if one.actor != watch.user_id]
        # Who has written meanwhile has seen what was there.
        numbers = [one.number for one in others if one.number > own]
        comments = [] if watch.search else sorted({one.comment for one in others if one.comment})
        if not numbers and not comments:
            return None
        return NewsItem(
            watch.pk, *key, first=min(numbers, default=0), comments=comments, last=others[-1].at
        )
