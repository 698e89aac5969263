"""What is known in one district? Everything its page shows of the directory, from one query.

Each kind is cut to the first few of each group (projects by status, actors by sector), and each row
carries how many there are in its group. The newest changes come along in the same query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, RowNumber

from districts import entries, times
from districts.models import Actor, CouncilPaper, Date, District, Need, Network, Project
from districts.nearby import topics_part
from districts.stewards import stewards_part

#: Columns of every part of the query.
COLUMNS = ("part", "group", "n", "slug", "title", "words", "moment", "near")
#: Stands for words of a date that depend on its time; no place is called like this.
LOOK = "\u2063"
#: How many of each group a page shows before it links to the list.
SHOWN = {"project": 6, "actor": 5, "network": 5, "event": 6, "paper": 5, "need": 5, "change": 5}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry on a district's page; `near` is 0 for its own and 1 for the city-wide."""

    kind: str
    slug: str
    title: str
    words: str
    moment: datetime | None
    near: int
    cancelled: bool = False
    because: str = ""
    moved_from: str = ""

    @property
    def url(self) -> str:
        """Return where the entry is shown."""
        return entries.by_key(self.kind).url_of(self.slug)


@dataclass(frozen=True, slots=True)
class Group:
    """The first entries of a group and how many there are in all."""

    value: str
    total: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known in a district, by kind and group, what changed last, and whom to ask.

    `stewards` are (slug, name); `topics` are (slug of a district, slug of a topic, its name), also
    of the neighbours.
    """

    groups: dict[str, list[Group]]
    changes: list[Line]
    stewards: list[tuple[str, str]]
    topics: list[tuple[str, str, str]]

    @property
    def empty(self) -> bool:
        """Whether the directory knows nothing of this district's own."""
        return not any(
            line.near == 0
            for groups in self.groups.values()
            for group in groups
            for line in group.lines
        )

    def total(self, kind: str) -> int:
        """Return how many entries of a kind there are."""
        return sum(group.total for group in self.groups.get(kind, ()))


def overview(district: District, neighbours: list[District], user: Any, now: datetime) -> Overview:
    """Return what this reader may see of a district, and the topics of its neighbours."""
    parts = [
        *_parts(district, user, now),
        stewards_part("district", district.pk),
        topics_part(district, neighbours),
    ]
    rows = parts[0].union(*parts[1:], all=True)
    groups: dict[tuple[str, str], Group] = {}
    changes: list[Line] = []
    stewards: list[tuple[str, str]] = []
    topics: list[tuple[str, str, str]] = []
    for part, value, n, slug, title, words, moment, near in sorted(rows, key=_order):
        kind, _, what = part.partition(":")
        line = Line(kind, slug, title, words.strip(), moment, near)
        if kind == "steward":
            stewards.append((slug, title))
        elif kind == "topic":
            topics.append((value, slug, title))
        elif what == "change":
            changes.append(line)
        else:
            groups.setdefault((kind, value), Group(value, n, [])).lines.append(line)
    by_kind: dict[str, list[Group]] = {}
    for (kind, _value), group in groups.items():
        by_kind.setdefault(kind, []).append(group)
    for group in by_kind.get("event", ()):
        group.lines[:] = _looked_at(group.lines, district, now)
    newest = sorted(changes, key=lambda line: line.moment or now, reverse=True)
    return Overview(by_kind, newest[: SHOWN["change"]], stewards, topics)


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    part, group, _n, _slug, title, _words, moment, near = row
    if part == "event:":
        return (part, group, moment.timestamp() if moment else 0, title)
    if part == "paper:":
        return (part, group, near, -moment.timestamp() if moment else 0, title)
    return (part, group, near, title)


def _parts(district: District, user: Any, now: datetime) -> Iterable[QuerySet[Any, Any]]:
    no_words = Value("", output_field=CharField())
    # Two equal expressions would become one column around a window function.
    a_blank = Value(" ", output_field=CharField())
    kinds: tuple[tuple[str, Any, Any, str, Any, str, Any], ...] = (
        ("project", Project.objects, F("status"), "title", F("summary"), "updated_at", "sort_key"),
        ("actor", Actor.objects, F("sector"), "name", F("summary"), "updated_at", "sort_key"),
        ("network", Network.objects, no_words, "title", F("summary"), "updated_at", "sort_key"),
        ("event", Date.objects, no_words, "title", _at_its_time(), "next_start", "next_start"),
        (
            "paper",
            CouncilPaper.objects,
            no_words,
            "title",
            F("reference"),
            "date",
            F("date").desc(),
        ),
        ("need", Need.objects, no_words, "title", a_blank, "created_at", "-created_at"),
    )
    for kind, manager, group, title, words, moment, order in kinds:
        rows = manager.visible_to(user).in_districts([district])
        if kind == "actor":
            rows = rows.listed()
        changed = rows
        if kind == "event":
            rows = rows.upcoming(now)
        if kind == "need":
            rows = rows.open()
        yield _first_of_each(rows, kind, group, title, words, moment, order)
        if kind != "need":
            own = changed.filter(nearness=0)
            yield _first_of_each(
                own, kind, no_words, title, a_blank, "updated_at", "-updated_at", what="change"
            )


def _at_its_time() -> Case:
    """Say where a date is, or that its times have to be looked at one by one."""
    alike = Q(changes={}, cancelled_at__isnull=True)
    return Case(When(alike, then=F("place")), default=Value(LOOK))


def _looked_at(lines: list[Line], district: District, now: datetime) -> list[Line]:
    """Return the lines of dates, each at the time that counts in this district.

    Costs a query where a date is cancelled or has times of its own, and none elsewhere.
    """
    slugs = [line.slug for line in lines if line.words == LOOK]
    rows = Date.objects.filter(slug__in=slugs).prefetch_related("districts", "hosts")
    dates = {row.slug: row for row in rows} if slugs else {}
    chosen = frozenset({district.pk})
    found = [
        _at(line, times.shown(dates[line.slug], now, chosen)) if line.slug in dates else line
        for line in lines
    ]
    return sorted(found, key=lambda line: (line.moment or now, line.title))


def _at(line: Line, shown: times.Shown) -> Line:
    return replace(
        line,
        words=shown.place,
        moment=shown.time.start,
        cancelled=shown.cancelled,
        because=shown.because,
        moved_from=shown.moved_from,
    )


def _first_of_each(
    rows: Any,
    kind: str,
    group: Any,
    title: str,
    words: Any,
    moment: str,
    order: Any,
    *,
    what: str = "",
) -> QuerySet[Any, Any]:
    text = CharField()
    by: Any = order
    if isinstance(order, str):
        by = F(order.lstrip("-")).desc() if order.startswith("-") else F(order)
    partition = [group] if isinstance(group, F) else None
    cut = rows.order_by().annotate(
        part=Value(f"{kind}:{what}", output_field=text),
        group=Cast(group, text),
        n=Window(Count("pk"), partition_by=partition),
        place_in_group=Window(
            RowNumber(), partition_by=partition, order_by=[F("nearness"), by, F("pk")]
        ),
        shown_title=Cast(F(title), text),
        words=Cast(words, text),
        moment=Cast(F(moment), DateTimeField()),
        near=Cast(F("nearness"), IntegerField()),
    )
    return cut.filter(place_in_group__lte=SHOWN[what or kind]).values_list(  # type: ignore[no-any-return]
        "part", "group", "n", "slug", "shown_title", "words", "moment", "near"
    )
