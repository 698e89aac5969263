"""When and where people meet."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from districts.calendar import moved_words, recurrence, repetition, times
from districts.calendar.times import ShownTime
from districts.entries import overviews, reach
from districts.entries.card import Card
from districts.entries.date_lines import at_its_time, looked_at
from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import FACTS
from districts.entries.listed import InMenu, Listed, Sort
from districts.entries.overviews import OnDistrict, OnTopic
from districts.entries.page import EntryPage
from districts.entries.shape import Shape
from districts.entries.staff import Staff, StaffColumn
from districts.lists import records
from districts.lists.choice_labels import access_words
from districts.lists.tables import (
    CHANGED,
    CITY,
    DISTRICT,
    PAGE,
    TOPICS,
    Column,
    names,
    public,
    where,
)
from districts.models import Actor, City, Date, DateRevision, District, Topic
from districts.models.entries import if_public
from districts.modules import own
from districts.pages.summary import first_words
from districts.searchable import EntrySource, district_term, location, sector_terms
from search.contract import Record, Traits
from text.inline import in_lines, in_words
from text.tables import Cell

#: Of so many of its next times a date says in search what is different.
MOST_TIMES = 12
SOONEST = (Sort("", _("Next first"), ("next_start", "pk")),)
LATEST = (Sort("", _("Latest first"), ("-next_start", "-pk")),)


SHAPE = Shape(
    DateRevision,
    (
        *("title", "kind", "start", "end", "recurrence", "exceptions", "changes", "place"),
        *("latitude", "longitude", "text", "agenda", "open_to", "open_to_all", "costs", "access"),
        *("phone", "link", "next_topics"),
    ),
    keys={"city": City, "organiser": Actor, "next_host": District},
    many={"districts": District, "topics": Topic},
    personal=("phone",),
)


def card(date: Date, chosen: frozenset[int]) -> Card:
    """Show a date at its next time, which may be elsewhere, in one of the `chosen` districts."""
    shown = times.shown(date, timezone.now(), chosen)
    return {
        "summary": first_words(shown.text),
        "kind_label": date.get_kind_display(),
        "place": shown.place,
        "when": when(date, shown.time),
        "cancelled": shown.cancelled,
        "cancelled_because": shown.cancelled_because,
        **({"places": shown.places} if date.changes else {}),
    }


def when(date: Date, found: recurrence.Occurrence) -> dict[str, Any]:
    """Return the start and end of an occurrence, and how the date repeats."""
    begin, end = found.start.astimezone(recurrence.ZONE), found.end.astimezone(recurrence.ZONE)
    return {
        "start": begin,
        "end": end,
        "one_day": begin.date() == end.date(),
        "has_end": end > begin,
        "repeats": repetition.in_words(date.recurrence, begin) if date.recurrence else "",
        "moved_from": moved_words.moved_from(found),
        "because": found.change.because,
    }


def record(entry: Date) -> records.Record:
    """Return a date; `next_start` is its next occurrence."""
    return records.common(entry, records.FACTS) | {
        "title": entry.title,
        "kind": entry.kind,
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
        "next_start": entry.next_start.isoformat(),
        "recurrence": entry.recurrence,
        "place": entry.place,
        "text": entry.text,
        "organiser": records.named(if_public(entry.organiser)),
        "open_to": entry.open_to,
        "open_to_all": entry.open_to_all,
        "costs": entry.costs,
        "access": entry.access,
        "cancelled": entry.cancelled_at is not None,
        "cancelled_because": entry.cancelled_because if entry.cancelled_at else "",
        "changed_times": [_changed_time(each) for each in times.changed(entry)],
    }


def _changed_time(shown: times.ShownTime) -> records.Record:
    """Return one time of a series that is not as the others; `day` is the one its rule has."""
    return {
        "day": shown.time.day.isoformat(),
        "start": shown.time.start.isoformat(),
        "end": shown.time.end.isoformat(),
        "place": shown.place,
        "districts": [records.named(district) for district in shown.places],
        "text": shown.text,
        "agenda": shown.agenda,
        "cancelled": shown.cancelled,
        "cancelled_because": shown.cancelled_because,
        "changed_because": shown.because,
    }


class EventSource(EntrySource[Date]):
    """Dates; a repeating one stands at its next occurrence and is made anew when that is over."""

    traits = Traits(dated=True, passes=True)
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
            texts += [own.place or "", *written, each.because, each.cancelled_because]
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
            extra={"date_kind": entry.kind} | _until(coming),
        )


def _until(coming: ShownTime | None) -> dict[str, str]:
    """Name the last day of what goes on for several."""
    return {"until": coming.until.isoformat()} if coming and coming.until else {}


# A date stands in its table once for each of its times that is asked for: rows are `ShownTime`.


def _begin(row: ShownTime) -> Any:
    return row.time.start.astimezone(recurrence.ZONE)


def _end(row: ShownTime) -> Any:
    return row.time.end.astimezone(recurrence.ZONE) if row.time.end > row.time.start else None


def _last_day(row: ShownTime) -> Cell:
    end = _end(row)
    return end.date() if end and end.date() != _begin(row).date() else None


def _end_time(row: ShownTime) -> Cell:
    end = _end(row)
    return end.time() if end else None


def _repeats(row: ShownTime) -> str:
    rule = row.entry.recurrence
    return repetition.in_words(rule, _begin(row)) if rule else ""


def _for_whom(row: ShownTime) -> str:
    everybody = str(_("open to everybody")) if row.entry.open_to_all else ""
    return row.entry.open_to or everybody


def _cancelled(row: ShownTime) -> str:
    return (row.cancelled_because or str(_("yes"))) if row.cancelled else ""


def _this_once(row: ShownTime) -> str:
    return " – ".join(filter(None, (row.moved_from, row.because)))


def _of_entry(column: Column) -> Column:
    return Column(column.heading, lambda row: column.value(row.entry))


COLUMNS = (
    Column(pgettext_lazy("day", "Date"), lambda row: _begin(row).date()),
    Column(_("Begins at"), lambda row: _begin(row).time()),
    Column(_("Ends at"), _end_time),
    Column(_("Last day"), _last_day),
    Column(_("Title"), lambda row: row.entry.title),
    Column(_("Kind"), lambda row: row.entry.get_kind_display()),
    Column(pgettext_lazy("calendar", "Cancelled"), _cancelled),
    Column(_("Different this once"), _this_once),
    Column(_("Repeats"), _repeats),
    Column(_("Place"), lambda row: row.place),
    Column(DISTRICT.heading, lambda row: where(row.entry, row.places)),
    _of_entry(CITY),
    Column(_("What happens"), lambda row: in_lines(row.text)),
    Column(_("Organised by"), lambda row: public(row.entry.organiser)),
    Column(_("For whom"), _for_whom),
    Column(_("Costs"), lambda row: row.entry.costs),
    Column(_("Access"), lambda row: names(access_words(row.entry.access))),
    *(_of_entry(column) for column in (TOPICS, CHANGED, PAGE)),
)
DATES = EntryKind(
    key="event",
    module=own.DATES,
    model=Date,
    start="termine",
    route="date",
    one=pgettext_lazy("calendar", "Date"),
    many=pgettext_lazy("calendar", "Dates"),
    shape=SHAPE,
    writing=Writing(
        form_name="districts.forms.dates.DateForm",
        writer_name="districts.services.dates.WRITER",
        create_name="districts.services.create_date",
        update_name="districts.services.update_date",
        template="districts/form_date.html",
        new_title=_("Enter a date"),
        new_lead=_("When, where, what for. Regular offers repeat by themselves."),
        agreed=FACTS,
    ),
    card=card,
    reach=reach.date,
    current=lambda rows, now: rows.upcoming(now),
    menu=InMenu("dates", 10),
    listed=Listed(
        name="events",
        lead=_("When and where people meet."),
        count=lambda n: ngettext("%(n)s date", "%(n)s dates", n) % {"n": n},
        told=(
            "List dates that are not over, the next one first; `view=archive` those that are.\n\n"
            "`month=2026-11` lists those with a time in that month, `day=2026-11-14` on that day."
            "\n\n"
            "`changed_times` are the single times of a series that are not as the others, each "
            "with what holds then, and whether and why it is cancelled."
        ),
        record=record,
        columns=COLUMNS,
        schema_name="districts.api_schemas.EventOut",
        filters_name="districts.lists.filters.DateFilter",
        sorts=SOONEST,
        fetched=lambda rows: rows.with_places().with_hosts_of_single_times(),
        recorded=lambda rows: records.with_links(rows, "hosts").select_related("city", "organiser"),
        has_days=True,
        view_name="districts.views.dates.dates",
        table_name="districts.views.files.dates",
    ),
    staff=Staff(
        icon="date",
        columns=(
            StaffColumn("get_kind_display", _("Kind"), "kind"),
            StaffColumn("next_start", _("Next on"), "next_start", "day"),
        ),
        filters=("kind", "open_to_all", "council_meeting"),
    ),
    page=EntryPage(
        template="districts/date.html",
        links=lambda _date: ("topics", "bodies"),
        along=lambda rows: rows.with_hosts().select_related("city", "organiser", "next_host"),
        more_name="districts.views.details.of_date",
        rights_name="districts.views.details.may_at_date",
    ),
    on_district=OnDistrict(
        title=_("Next dates"),
        anchor="termine",
        slot=overviews.DATES,
        words=at_its_time(),
        moment="next_start",
        by="next_start",
        lines_by="moment",
        most=6,
        at_most=3,
        looked_at=looked_at,
        template="districts/sections/dates.html",
    ),
    on_topic=OnTopic(
        by="next_start", best=("next_start",), all_of=_("All dates on this"), order=30
    ),
    source=EventSource,
    names_actors="organiser",
)
