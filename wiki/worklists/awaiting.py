"""What somebody takes care of stands on their overview, and in the mail of the morning.

Titles are read from what everybody may read at this moment; what is there no more is told nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import awaiting
from accounts.models import User
from districts.models import District
from wiki.addresses import address, new_url
from wiki.models import Link, Task
from wiki.querysets import used

SOURCE = "tasks"


def register() -> None:
    """Make the source known."""
    awaiting.register(awaiting.WaitingSource(SOURCE, rows=rows_of, line=line_of))


def of_somebody(user: User) -> QuerySet[Task]:
    """Return what somebody takes care of, as far as everybody may read of it."""
    public = Q(article__state="live", article__published_number__gt=0) & used("article__district")
    return Task.objects.running().filter(public | Q(Exists(_asking())), user=user)


def _asking() -> QuerySet[Link]:
    """Return the links of public texts that look for what a task is about."""
    there = Coalesce("district", Value(0))
    return Link.objects.annotate(there=there).filter(
        used("district"),
        used("source__district"),
        there=Coalesce(OuterRef("district"), Value(0)),
        target=None,
        title_words=OuterRef("title_words"),
        source__language=OuterRef("language"),
        source__state="live",
        source__published_number__gt=0,
    )


def rows_of(user: User) -> QuerySet[Any, Any]:
    """Return what somebody takes care of, as `accounts.awaiting` asks for it."""
    return shown(of_somebody(user))


def shown(rows: QuerySet[Task]) -> QuerySet[Any, Any]:
    """Return tasks with their titles, and of what their addresses are made."""
    return awaiting.columns(
        rows,
        SOURCE,
        since=F("since"),
        words=_joined(Cast("until", CharField()), _title()),
        path=_joined(
            Coalesce("article__language", "language"),
            Coalesce("article__district__slug", "district__slug", Value("")),
            Coalesce("article__slug", Value("")),
        ),
    )


def _title() -> Coalesce:
    return Coalesce("article__title", Subquery(_asking().values("title")[:1]), Value(""))


def _joined(*parts: Combinable) -> Concat:
    """Return parts in one text; no language, day or slug holds the bar."""
    between = [one for part in parts for one in (Value("|"), part)][1:]
    return Concat(*between, output_field=CharField())


def line_of(_number: int, words: str, path: str) -> tuple[str, str]:
    """Return what a row is called, and where it is done."""
    until, _bar, title = words.partition("|")
    day = date_format(date.fromisoformat(until), "DATE_FORMAT")
    named = _("You take care of “%(title)s” until %(day)s") % {"title": title, "day": day}
    return named, _url(title, path)


def _url(title: str, path: str) -> str:
    """Return the address of an article, or where a wanted one is begun."""
    language, place, slug = path.split("|")
    district = District(slug=place) if place else None
    return address(district, slug, language) if slug else new_url(district, title, language)
