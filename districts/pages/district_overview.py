"""What is known in one district? What its page shows of the directory, from one query.

Each kind is cut to the first few of each group (projects by status, actors by sector), and each row
carries how many there are in its group. The newest changes come along in the same query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, JSONObject, RowNumber

from accounts.person import Person
from districts import entries
from districts.entries import EntryKind, OnDistrict
from districts.entries.acts import acts_of, at_once, read
from districts.entries.overviews import NO_WORDS
from districts.lists.facets import Rows
from districts.models import District
from districts.pages.illustrations import GENERAL, drawing, topics_to_draw
from districts.pages.nearby import topics_part
from districts.stewards import Contact, stewards_part
from text.acts import Act

#: Columns of every part of the query.
COLUMNS = ("part", "group", "n", "slug", "title", "words", "moment", "near", "reach", "drawn")
#: What changed last, whatever it is.
NEWEST = OnDistrict(title="", anchor="", slot=0, by="-updated_at", most=3)


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One entry on a district's page; `near` is 0 for its own and 1 for the city-wide.

    `until` is the last day of what goes on for several. `phone` is a number that may be shown, and
    `writes_to` the slug of who gets a message, "" where none is passed on. `drawing` is the symbol
    for where there is no picture, "" for kinds without pictures.
    """

    kind: str
    slug: str
    title: str
    words: str
    moment: datetime | None
    near: int
    cancelled: bool = False
    cancelled_because: str = ""
    unlike: str = ""
    because: str = ""
    until: date | None = None
    phone: str = ""
    writes_to: str = ""
    drawing: str = ""

    @property
    def url(self) -> str:
        """Return where the entry is shown."""
        return entries.by_key(self.kind).url_of(self.slug)

    @property
    def acts(self) -> tuple[Act, ...]:
        """What can be done about it."""
        said = {"phone": self.phone, "writes_to": self.writes_to}
        return tuple(acts_of(self.url, said, relay=entries.by_key(self.kind).relay))


@dataclass(frozen=True, slots=True)
class Group:
    """The first entries of a group and how many there are in all."""

    value: str
    total: int
    lines: list[DistrictLine]


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known in a district, by kind and group, what changed last of each, and whom to ask.

    `topics` are (slug of a district, slug of a topic, its name).
    """

    groups: dict[str, list[Group]] = field(default_factory=dict)
    changes: dict[str, list[DistrictLine]] = field(default_factory=dict)
    stewards: list[Contact] = field(default_factory=list)
    topics: list[tuple[str, str, str]] = field(default_factory=list)

    def has_own(self, kind: str) -> bool:
        """Whether there are entries of a kind in this very district, not only city-wide ones."""
        return any(line.near == 0 for group in self.groups.get(kind, ()) for line in group.lines)

    def total(self, kind: str) -> int:
        """Return how many entries of a kind there are."""
        return sum(group.total for group in self.groups.get(kind, ()))


def overview(
    district: District,
    user: Person,
    now: datetime,
    *,
    kinds: Collection[str] | None = None,
    topics_of: Collection[District] = (),
    stewards: bool = True,
) -> Overview:
    """Return what this reader may see of a district; one query.

    `kinds` are those that are wanted (None: all that stand on its page), `topics_of` the districts
    whose topics are, `stewards` says whether its contact persons are.
    """
    sections = {
        kind.key: (kind, section)
        for kind, section in entries.on_districts()
        if kinds is None or kind.key in kinds
    }
    parts = [part for each in sections.values() for part in _parts(district, user, now, *each)]
    if stewards:
        parts.append(stewards_part("district", district.pk))
    if topics_of:
        parts.append(topics_part(topics_of))
    known = Overview()
    if parts:
        on = {key: section for key, (_kind, section) in sections.items()}
        _sort_in(known, parts[0].union(*parts[1:], all=True), on)
    for key, (_kind, section) in sections.items():
        if section.looked_at:
            for group in known.groups.get(key, ()):
                group.lines[:] = section.looked_at(group.lines, district, now)
    for lines in known.changes.values():
        lines.sort(key=lambda line: line.moment or now, reverse=True)
    return known


def _sort_in(
    known: Overview, rows: Iterable[tuple[Any, ...]], on: Mapping[str, OnDistrict]
) -> None:
    """Put rows of the query where they belong."""
    groups: dict[tuple[str, str], Group] = {}
    ordered = sorted(rows, key=partial(_order, on))
    for part, value, n, slug, title, words, moment, near, reach, drawn in ordered:
        kind, _, what = part.partition(":")
        line = DistrictLine(kind, slug, title, words.strip(), moment, near, **_reached(reach))
        if kind in on and on[kind].pictured:
            line = replace(line, drawing=drawing(drawn))
        if kind == "steward":
            known.stewards.append(Contact(slug, title, words.strip()))
        elif kind == "topic":
            known.topics.append((value, slug, title))
        elif what == "change":
            known.changes.setdefault(kind, []).append(line)
        else:
            if (kind, value) not in groups:
                groups[kind, value] = Group(value, n, [])
                known.groups.setdefault(kind, []).append(groups[kind, value])
            groups[kind, value].lines.append(line)


def _reached(said: str) -> Mapping[str, Any]:
    return read(said) if said.strip() else {}


def _order(sections: Mapping[str, OnDistrict], row: tuple[Any, ...]) -> tuple[Any, ...]:
    part, group, _n, _slug, title, _words, moment, near, _reach, _drawn = row
    kind, _, what = part.partition(":")
    section = sections.get(kind) if not what else None
    stamp = moment.timestamp() if moment else 0
    if section is not None and section.lines_by == "moment":
        return (part, group, stamp, title)
    if section is not None and section.lines_by == "-moment":
        return (part, group, near, -stamp, title)
    return (part, group, near, title)


def _parts(
    district: District, user: Person, now: datetime, kind: EntryKind, section: OnDistrict
) -> Iterable[QuerySet[Any, Any]]:
    rows = kind.listed_for(user).in_districts([district])
    yield _first_of_each(kind.current(rows, now), kind, section)
    if section.changes:
        yield _first_of_each(rows.filter(nearness=0), kind, NEWEST, what="change")


def _first_of_each(
    rows: Rows, kind: EntryKind, section: OnDistrict, *, what: str = ""
) -> QuerySet[Any, Any]:
    text = CharField()
    group = F(section.group) if section.group else Value("", output_field=text)
    partition = [group] if section.group else None
    cut = rows.order_by().annotate(
        part=Value(f"{kind.key}:{what}", output_field=text),
        group=Cast(group, text),
        n=Window(Count("pk"), partition_by=partition),
        place_in_group=Window(
            RowNumber(), partition_by=partition, order_by=[F("nearness"), section.order, F("pk")]
        ),
        shown_title=Cast(F(kind.naming), text),
        # Of those that stand there: to say where a date is asks on which days it begins and ends.
        words=Case(
            When(place_in_group__lte=section.most, then=Cast(section.words, text)),
            default=Value(""),
        ),
        moment=Cast(F(section.moment), DateTimeField()),
        near=Cast(F("nearness"), IntegerField()),
        reached_by=Cast(_reach(kind) if section.reaches else NO_WORDS, text),
        # Not `NO_WORDS`: of two equal columns beside a window Django writes down one.
        drawn=Cast(topics_to_draw(kind.model) if section.pictured else Value(GENERAL), text),
    )
    return cut.filter(place_in_group__lte=section.most).values_list(  # type: ignore[no-any-return]
        "part",
        "group",
        "n",
        "slug",
        "shown_title",
        "words",
        "moment",
        "near",
        "reached_by",
        "drawn",
    )


def _reach(kind: EntryKind) -> JSONObject:
    """Return the expression for how somebody is reached, as `DistrictLine` has it."""
    assert kind.reach is not None, "nobody is reached about this kind"
    how = kind.reach()
    return at_once({name: how[name] for name in ("phone", "writes_to")})


def first_of(groups: Iterable[Group], most: int) -> list[Group]:
    """Return the first line of each group, and so many more from the first groups as there is room.

    A group is never left out: what did not hold stands beside what goes on.
    """
    kept = list(groups)
    room = max(most - len(kept), 0)
    found = []
    for group in kept:
        lines = group.lines[: 1 + room]
        room -= len(lines) - 1
        found.append(Group(group.value, group.total, lines))
    return found
