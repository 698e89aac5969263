"""What somebody takes care of stands on their overview, and in the mail of the morning.

Titles are read from what everybody may read at this moment; what is there no more is told nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import awaiting
from accounts.models import User
from districts.models import District
from districts.modules.in_use import InUse
from districts.modules.own import ARTICLES
from wiki.addresses import address, new_url
from wiki.models import Task
from wiki.querysets import used

SOURCE = "tasks"


def _used(column: str) -> str:
    """Return the condition that the town of the district in a column uses the wiki."""
    condition = InUse(column, module=ARTICLES, district=True)
    return condition.template.replace("%(expressions)s", column)


#: What the links of public texts call what a task is about; NULL where none leads there any more.
#: In words of its own for the database: who is signed in asks it with every page, and most have no
#: task. Put together by the ORM it took longer to write than to answer.
WANTED = f"""
    SELECT MIN(link.title) FROM wiki_link link
    JOIN wiki_article asking ON asking.id = link.source_id
    WHERE link.title_words = wiki_task.title_words AND wiki_task.article_id IS NULL
    AND COALESCE(link.district_id, 0) = COALESCE(wiki_task.district_id, 0)
    AND link.target_id IS NULL AND asking.language = wiki_task.language
    AND asking.state = 'live' AND asking.published_number > 0
    AND {_used("link.district_id")} AND {_used("asking.district_id")}
"""


def register() -> None:
    """Make the source known."""
    awaiting.register(awaiting.WaitingSource(SOURCE, rows=rows_of, line=line_of))


def of_somebody(user: User) -> QuerySet[Task]:
    """Return what somebody takes care of, as far as everybody may read of it.

    `wanted` is what a wanted article is called.
    """
    public = Q(article__state="live", article__published_number__gt=0) & used("article__district")
    wanted = RawSQL(WANTED, (), CharField())  # noqa: S611  (a constant)
    rows = Task.objects.running().annotate(wanted=wanted)
    return rows.filter(public | Q(wanted__isnull=False), user=user)


def rows_of(user: User) -> QuerySet[Any, Any]:
    """Return what somebody takes care of, as `accounts.awaiting` asks for it."""
    return shown(of_somebody(user))


def shown(rows: QuerySet[Task]) -> QuerySet[Any, Any]:
    """Return tasks with their titles, and of what their addresses are made."""
    return awaiting.columns(
        rows,
        SOURCE,
        since=F("since"),
        words=_joined(Cast("until", CharField()), Coalesce("article__title", "wanted", Value(""))),
        path=_joined(
            Coalesce("article__language", "language"),
            Coalesce("article__district__slug", "district__slug", Value("")),
            Coalesce("article__slug", Value("")),
        ),
    )


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
