"""The first text of the minutes of a date: who met, the agenda as headings, what comes next.

A draft, made in the language of the reader; nothing is saved until somebody presses "Save".
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from districts.calendar import recurrence, times
from districts.models import Date, DateKind
from districts.modules.own import ARTICLES
from districts.modules.states import states
from text.languages import prefix
from text.storable import storable
from wiki.models import TITLE_LENGTH

PARAMETER = "termin"
#: Whoever writes during the meeting may begin a little before it.
EARLY = timedelta(days=1)
#: A number or a dash before an item of the agenda is no part of its heading.
_SIGNS = " \t-–*•.)0123456789"


def begin_url(entry: Date, language: str) -> str:
    """Return where the minutes of a date begin; "" where nobody would write any."""
    if not (entry.kind == DateKind.FORUM or entry.agenda) or entry.cancelled_at:
        return ""
    if entry.state != "live" or entry.start - EARLY > timezone.now():
        return ""
    if not states().is_open(ARTICLES, entry.city_id):
        return ""
    return f"{prefix(language)}/wiki/neu/?{urlencode({PARAMETER: entry.slug})}"


def draft_of(slug: str) -> dict[str, Any]:
    """Return title, place, topics and text of the minutes of a date; {} where there is none."""
    rows = Date.objects.live().filter(slug=storable(slug))
    entry = rows.select_related("organiser", "next_host").prefetch_related(
        "districts", "hosts", "topics"
    )
    found = entry.first()
    return _draft(found) if found else {}


def _draft(entry: Date) -> dict[str, Any]:
    met = _last_time(entry)
    day = date_format(met.time.start.astimezone(recurrence.ZONE), "DATE_FORMAT")
    title = _("Minutes: %(title)s, %(day)s") % {"title": entry.title, "day": day}
    places = met.places
    return {
        "title": title[:TITLE_LENGTH],
        "district": places[0].slug if places else "",
        "topics": [topic.pk for topic in entry.topics.all()],
        "body": "\n\n".join(_parts(met, day)) + "\n",
    }


def _last_time(entry: Date) -> times.ShownTime:
    """Return the last time that has begun and took place; the first one where none has."""
    now = timezone.now()
    begun = times.ShownTime(entry, recurrence.series_of(entry).at(entry.start))
    for each in times.between(entry, now - timedelta(days=366), now + EARLY):
        begun = begun if each.cancelled else each
    return begun


def _parts(met: times.ShownTime, day: str) -> list[str]:
    entry = met.entry
    link = f"[{_plain(entry.title)}]({entry.get_absolute_url()})"
    first = _("%(link)s on %(day)s") % {"link": link, "day": day}
    parts = [f"{first}, {_plain(met.place)}." if met.place else f"{first}."]
    parts += [f"## {_('Who was there')}", f"- {_('Name, where from')}"]
    items = [line.strip(_SIGNS) for line in met.agenda.splitlines()]
    parts += [f"## {_plain(item)}" for item in items if item] or [f"## {_('What was said')}"]
    parts += [f"## {_('What was agreed')}", f"- {_('What, who, until when')}"]
    parts += [f"## {_('Next time')}", *_next_time(entry)]
    return parts


def _next_time(entry: Date) -> list[str]:
    lines = [f"- {_plain(line.strip(_SIGNS))}" for line in entry.next_topics.splitlines()]
    lines = [line for line in lines if line != "- "]
    host = [_("Host: %(name)s") % {"name": entry.next_host.name}] if entry.next_host else []
    return [*host, *(["\n".join(lines)] if lines else []), *([] if host or lines else ["-"])]


def _plain(text: str) -> str:
    """Return words on one line in which nothing is a link or a heading."""
    line = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\[]<>*_`#|" else char for char in line)
