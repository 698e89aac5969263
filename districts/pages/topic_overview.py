"""What does each district do on a topic? Two queries, however many districts there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from accounts.person import Person
from districts import entries
from districts.entries import EntryKind, OnTopic
from districts.entries.acts import acts_of, asked, at_once
from districts.lists.facets import Rows
from districts.models import Topic
from districts.querysets import columns_of, link_rows
from text.acts import Act

#: How many of a kind each district shows before it links to its list.
SHOWN = 3
#: Stands for the key of a district where something belongs to no single one.
ELSEWHERE = 0
#: So many acts stand in a line; the others are one step away.
ACTS = 2


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One entry: its address and name, its status, if it has one, and what can be done about it.

    `asks` is the key of the actor who answers for it, None where that is nobody else.
    """

    title: str
    url: str
    status: str
    acts: tuple[Act, ...] = ()
    asks: int | None = None


def lines_on(
    topics: Collection[Topic], user: Person, now: datetime, *, kinds: Collection[str]
) -> dict[str, dict[int, list[TopicLine]]]:
    """Return the first entries of these kinds on any of these topics, as this reader may see them.

    By kind and by the key of the district (`ELSEWHERE`), each list by title.
    """
    parts = []
    for kind, on in entries.on_topics():
        if kind.key in kinds:
            rows = kind.current(kind.listed_for(user).on_topics(topics), now)
            parts += [_placed(rows, kind, on), _unplaced(rows, kind, on)]
    if not parts:
        return {}
    found = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[3])
    urls = {
        kind.key: kind.urls_of(slug for _place, key, slug, *_rest in found if key == kind.key)
        for kind, _on in entries.on_topics()
    }
    reached = _reached({(key, slug) for _place, key, slug, *_rest in found})
    lines: dict[str, dict[int, list[TopicLine]]] = {}
    for place, key, slug, title, status in found:
        url, said = urls[key][slug], reached.get((key, slug))
        acts = acts_of(url, said, relay=entries.by_key(key).relay)
        line = TopicLine(title, url, status, tuple(islice(acts, ACTS)), asked(said))
        lines.setdefault(key, {}).setdefault(place, []).append(line)
    return lines


def _reached(shown: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return how people are reached about these entries, by kind and slug; one query or none."""
    text = CharField()
    parts = []
    for kind, _on in entries.on_topics():
        slugs = [slug for key, slug in shown if key == kind.key]
        if kind.reach is not None and slugs:
            rows = kind.model._default_manager.filter(slug__in=slugs).order_by()
            told = Cast(at_once(kind.reach()), text)
            parts.append(rows.values_list(Value(kind.key, output_field=text), "slug", told))
    if not parts:
        return {}
    return {(key, slug): told for key, slug, told in parts[0].union(*parts[1:], all=True)}


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
            district_pk=Cast(Value(ELSEWHERE), IntegerField()),
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
