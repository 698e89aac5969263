"""What does each district do on a topic? Two queries, however many districts there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from accounts.person import Person
from districts import entries
from districts.entries import EntryKind, OnTopic
from districts.lists.facets import Rows
from districts.models import CouncilPaper, District, Topic
from districts.querysets import columns_of, link_rows
from text.fold import fold

#: How many of a kind each district shows before it links to its list.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One entry: what it is, its address and name, and its status, if it has one."""

    kind: EntryKind
    title: str
    url: str
    status: str


@dataclass(slots=True)
class DistrictRow:
    """One district and its first entries on the topic."""

    district: District
    lines: list[TopicLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ByDistrict:
    """The districts that do something, by name, what belongs to no single district, and papers."""

    rows: list[DistrictRow]
    elsewhere: list[TopicLine]
    papers: list[CouncilPaper]


def by_district(topics: Iterable[Topic], user: Person, now: datetime) -> ByDistrict:
    """Return what each district does on any of these topics, as this reader may see it."""
    chosen = list(topics)
    found = list(_query(chosen, user, now))
    places = {place for place, *_rest in found if place}
    districts = District.objects.filter(pk__in=places).select_related("city")
    rows = {district.pk: DistrictRow(district) for district in districts}
    elsewhere: list[TopicLine] = []
    for place, key, slug, title, status in sorted(found, key=lambda row: row[3]):
        kind = entries.by_key(key)
        line = TopicLine(kind, title, kind.url_of(slug), status)
        (rows[place].lines if place in rows else elsewhere).append(line)
    order = [kind for kind, _on in entries.on_topics()]
    for lines in (elsewhere, *(row.lines for row in rows.values())):
        lines.sort(key=lambda line: order.index(line.kind))
    papers = CouncilPaper.objects.visible_to(user).on_topics(chosen).defer("text", "files")
    return ByDistrict(
        sorted(rows.values(), key=lambda row: fold(row.district.name)),
        elsewhere,
        list(papers.newest_first()[:10]),
    )


def _query(topics: list[Topic], user: Person, now: datetime) -> QuerySet[Any, Any]:
    parts = []
    for kind, on in entries.on_topics():
        rows = kind.current(kind.listed_for(user).on_topics(topics), now)
        parts += [_placed(rows, kind, on), _unplaced(rows, kind, on)]
    return parts[0].union(*parts[1:], all=True)


def _placed(rows: Rows, kind: EntryKind, on: OnTopic) -> QuerySet[Any, Any]:
    """Return the first entries of each district."""
    text = CharField()
    ours, theirs = columns_of(rows.model, "districts")
    number = Window(
        RowNumber(), partition_by=[F(theirs)], order_by=[F(f"{ours}__{on.by}"), F(ours)]
    )
    cut = link_rows(rows, "districts").annotate(
        district_pk=Cast(F(theirs), IntegerField()),
        kind_of=Value(kind.key, output_field=text),
        shown_title=Cast(F(f"{ours}__{kind.naming}"), text),
        word=_word(f"{ours}__{on.status}" if on.status else ""),
        number=number,
    )
    cut = cut.filter(number__lte=SHOWN)
    slug = f"{ours}__slug"
    named: QuerySet[Any, Any] = cut.values_list(
        "district_pk", "kind_of", slug, "shown_title", "word"
    )
    return named


def _unplaced(rows: Rows, kind: EntryKind, on: OnTopic) -> QuerySet[Any, Any]:
    """Return the first entries that belong to no single district."""
    text = CharField()
    cut = (
        rows.filter(districts__isnull=True)
        .order_by()
        .annotate(
            district_pk=Cast(Value(0), IntegerField()),
            kind_of=Value(kind.key, output_field=text),
            shown_title=Cast(F(kind.naming), text),
            word=_word(on.status),
            number=Window(RowNumber(), order_by=[F(on.by), F("pk")]),
        )
    )
    cut = cut.filter(number__lte=SHOWN)
    named: QuerySet[Any, Any] = cut.values_list(
        "district_pk", "kind_of", "slug", "shown_title", "word"
    )
    return named


def _word(column: str) -> Cast | Value:
    """Return a column as text, or nothing."""
    text = CharField()
    return Cast(F(column), text) if column else Value("", output_field=text)
