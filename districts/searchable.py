"""What search may know of actors, projects, dates, networks and council papers.

Every source answers with a fixed number of queries, whatever it is asked for. What is not public is
left out; of a project without names no person and no organisation is said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import JSONField, OuterRef, QuerySet, Subquery

from districts.calendar import recurrence
from districts.entries import EntryKind
from districts.entries.acts import Expressions, acts_of, at_once
from districts.models import (
    Actor,
    Date,
    District,
    Entry,
    Sector,
    Status,
    Topic,
)
from districts.towns import city_term
from search import contract
from search.contract import Record, Term, Traits

LANGUAGE = settings.LANGUAGE_CODE
CHUNK = 2000
E = TypeVar("E", bound=Entry)


class EntrySource(Generic[E]):
    """Base of the sources: reads live entries with their places and topics."""

    traits = Traits()
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()

    def __init__(self, kind: EntryKind) -> None:
        self.kind, self.label, self.model = kind.key, kind.one, kind.model

    def rows(self) -> QuerySet[Any]:
        """Return what may be public."""
        rows: QuerySet[Any] = self.model.objects.live()
        return rows

    def records(self, pks: Iterable[int]) -> Mapping[int, Record]:
        """Return the public records of these primary keys."""
        rows = self.rows().filter(pk__in=list(pks)).select_related("city", *self.related)
        rows = rows.prefetch_related("districts__city", "topics", *self.many)
        return {entry.pk: self.record(entry) for entry in rows}

    def pks(self) -> Iterator[int]:
        """Stream every primary key that may be public."""
        keys = self.rows().order_by("pk").values_list("pk", flat=True)
        yield from keys.iterator(chunk_size=CHUNK)

    def record(self, entry: E) -> Record:
        """Put one entry into search's words."""
        raise NotImplementedError

    def common(self, entry: E) -> dict[str, Any]:
        """Return what all kinds say alike."""
        return {
            "kind": self.kind,
            "pk": entry.pk,
            "language": LANGUAGE,
            "url": entry.get_absolute_url(),
            "updated_at": entry.updated_at,
            "city": city_term(entry),
            "districts": tuple(district_term(d) for d in entry.districts.all()),
            "topics": tuple(Term(t.slug, t.name) for t in entry.topics.all()),
            "boost_terms": topic_words(entry.topics.all()),
        }


def register_source(kind: EntryKind) -> None:
    """Make a kind findable."""
    if kind.source is not None:
        contract.register(kind.source(kind))
        if kind.reach is not None:
            contract.register_acts(kind.key, _leads(kind, kind.reach))


def _leads(kind: EntryKind, reach: Callable[[], Expressions]) -> contract.LeadsTo:
    """Return what hits of a kind lead to, as it stands now: of what is not public nothing."""

    def said() -> Subquery:
        rows = kind.model.objects.live().filter(pk=OuterRef("object_id"))
        return Subquery(rows.values(said=at_once(reach()))[:1], output_field=JSONField())

    return contract.LeadsTo(partial(acts_of, relay=kind.relay), said)


def register_words() -> None:
    """Say what the values of facets are called that are the same everywhere."""
    contract.register_labels("sector", dict(Sector.choices))
    contract.register_labels("status", dict(Status.choices))


def noon(day: date) -> datetime:
    """Return a moment on this day; noon is the same day in every zone of Europe."""
    return datetime.combine(day, time(12), tzinfo=recurrence.ZONE)


def district_term(district: District) -> Term:
    """Return a district as a facet value."""
    return Term(district.slug, district.name)


def topic_words(topics: Iterable[Topic]) -> tuple[str, ...]:
    """Return the other words by which the topics of an entry are looked for."""
    return tuple(word for topic in topics for word in topic.synonyms.splitlines() if word)


def sector_terms(actors: Iterable[Actor]) -> tuple[Term, ...]:
    """Return each sector of these actors once."""
    found = {actor.sector: actor.get_sector_display() for actor in actors}
    return tuple(Term(value, label) for value, label in found.items())


def location(entry: Actor | Date) -> tuple[float, float] | None:
    """Return latitude and longitude where both are known."""
    if entry.latitude is None or entry.longitude is None:
        return None
    return entry.latitude, entry.longitude
