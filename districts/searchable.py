"""What search may know of actors, projects, dates, networks and council papers.

Every source answers with a fixed number of queries, whatever it is asked for. What is not public is
left out; of a project without names no person and no organisation is said.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from districts import entries, recurrence, times
from districts.models import (
    Actor,
    City,
    CouncilPaper,
    Date,
    District,
    Network,
    Project,
    Sector,
    Status,
    Topic,
)
from districts.models.entries import if_public
from districts.summary import first_words
from search import contract
from search.contract import Record, Term
from text.words import as_item, in_words

LANGUAGE = settings.LANGUAGE_CODE
CHUNK = 2000
#: Of so many of its next times a date says what is different.
MOST_TIMES = 12


class EntrySource:
    """Base of the sources: reads live entries with their places and topics."""

    kind: str
    model: type[Any]
    related: tuple[str, ...] = ()
    many: tuple[str, ...] = ()

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

    def record(self, entry: Any) -> Record:
        """Put one entry into search's words."""
        raise NotImplementedError

    def common(self, entry: Any) -> dict[str, Any]:
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


class ProjectSource(EntrySource):
    """Projects, with what worked and what did not."""

    kind = "project"
    model = Project
    many = ("actors__carrier", "target_groups", "conditions")

    def record(self, entry: Project) -> Record:
        """Say what the project is and what was learned."""
        actors = [a for a in entry.actors.all() if a.state == "live" and not entry.nameless]
        texts = [
            *(as_item(step, number) for number, step in enumerate(entry.steps, 1)),
            *(condition.text for condition in entry.conditions.all()),
            in_words(entry.what_worked),
            in_words(entry.what_did_not_work),
            in_words(entry.do_differently),
            in_words(entry.results),
            in_words(entry.what_stays),
            "" if entry.nameless else entry.funded_by,
            *(group.name for group in entry.target_groups.all()),
            *(actor.name for actor in actors),
        ]
        return Record(
            **self.common(entry),
            title=entry.title,
            summary=entry.summary,
            text="\n\n".join(filter(None, texts)),
            sectors=sector_terms(actors),
            status=Term(entry.status, entry.get_status_display()),
        )


class ActorSource(EntrySource):
    """Actors; their phone number only where it is public, their mail address never."""

    kind = "actor"
    model = Actor
    related = ("carrier",)

    def record(self, entry: Actor) -> Record:
        """Say who they are and what they do."""
        carrier = str(if_public(entry.carrier) or "")
        return Record(
            **self.common(entry),
            title=entry.name,
            summary=entry.summary,
            text="\n\n".join(filter(None, (in_words(entry.description), entry.address, carrier))),
            sectors=sector_terms([entry]),
            location=location(entry),
        )


class DateSource(EntrySource):
    """Dates; a repeating one stands at its next occurrence and is made anew when that is over."""

    kind = "event"
    model = Date
    related = ("organiser",)
    many = ("hosts",)

    def record(self, entry: Date) -> Record:
        """Say what happens, where and when next."""
        ahead = list(islice(times.coming(entry, timezone.now()), MOST_TIMES))
        coming = next((each for each in ahead if not each.cancelled), None)
        organiser = if_public(entry.organiser)
        written = (in_words(entry.text), in_words(entry.agenda))
        texts = [*written, entry.place, entry.open_to, entry.costs, str(organiser or "")]
        for each in ahead if entry.changes else ():
            own = each.time.change
            written = (in_words(own.text or ""), in_words(own.agenda or ""))
            texts += [own.place or "", *written, each.because]
        common = self.common(entry)
        common["districts"] += tuple(district_term(d) for d in entry.hosts.all())
        return Record(
            **common,
            title=entry.title,
            summary=first_words(entry.text) or entry.place,
            text="\n\n".join(filter(None, texts)),
            sectors=sector_terms([organiser] if organiser else []),
            date=coming.time.start if coming else entry.next_start,
            location=location(entry),
            refresh_at=coming.time.end if coming else None,
            extra={"date_kind": entry.kind},
        )


class NetworkSource(EntrySource):
    """Networks, with who belongs to them."""

    kind = "network"
    model = Network
    many = ("actors",)

    def record(self, entry: Network) -> Record:
        """Say what the network does and who belongs to it."""
        actors = [actor for actor in entry.actors.all() if actor.state == "live"]
        texts = [in_words(entry.text), *(actor.name for actor in actors)]
        return Record(
            **self.common(entry),
            title=entry.title,
            summary=entry.summary,
            text="\n\n".join(filter(None, texts)),
            sectors=sector_terms(actors),
        )


class PaperSource(EntrySource):
    """Council papers."""

    kind = "paper"
    model = CouncilPaper

    def record(self, entry: CouncilPaper) -> Record:
        """Say what the paper is about."""
        common = self.common(entry)
        common["boost_terms"] = (*common["boost_terms"], entry.reference)
        return Record(
            **common,
            title=entry.title,
            summary=" · ".join(filter(None, (entry.paper_type, entry.reference))),
            text=entry.text,
            date=noon(entry.date) if entry.date else None,
        )


def register_sources() -> None:
    """Make the kinds of this app findable."""
    for kind in entries.findable():
        contract.register(import_string(kind.source)())
    contract.register_labels("sector", dict(Sector.choices))
    contract.register_labels("status", dict(Status.choices))


def noon(day: Any) -> datetime:
    """Return a moment on this day; noon is the same day in every zone of Europe."""
    return datetime.combine(day, time(12), tzinfo=recurrence.ZONE)


def district_term(district: District) -> Term:
    """Return a district as a facet value."""
    return Term(district.slug, district.name)


def city_term(entry: Any) -> Term | None:
    """Return the city of an entry, or of its first district."""
    city: City | None = entry.city
    if city is None:
        city = next((district.city for district in entry.districts.all()), None)
    return Term(city.slug, city.name) if city else None


def topic_words(topics: Iterable[Topic]) -> tuple[str, ...]:
    """Return the other words by which the topics of an entry are looked for."""
    return tuple(word for topic in topics for word in topic.synonyms.splitlines() if word)


def sector_terms(actors: Iterable[Actor]) -> tuple[Term, ...]:
    """Return each sector of these actors once."""
    found = {actor.sector: actor.get_sector_display() for actor in actors}
    return tuple(Term(value, label) for value, label in found.items())


def location(entry: Any) -> tuple[float, float] | None:
    """Return latitude and longitude where both are known."""
    if entry.latitude is None or entry.longitude is None:
        return None
    return entry.latitude, entry.longitude
