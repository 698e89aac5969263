"""What waits for somebody: one list on their overview, filled by the apps above, and one query.

    awaiting.register(WaitingSource("cases", rows=…, line=…, told_by=(Case, LogEntry)))

Called from `AppConfig.ready()`. `rows(user)` is a query made by `columns`; all of them are
asked as one. An app says what somebody has to answer or to decide. What only tells them that
others are still at work on something of theirs is not counted (`asks=False`).

The head of every page says how many there are. Putting the query together takes ten times as long
as the page around it, so that the number is kept until a row that tells of something is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, IntegerField, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.signals import post_save

from accounts.models import User
from pagecache import bump, shows_only
from pagecache.shared import kept


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Something that waits: since when, what it is, where it is answered, and for how many it is.

    `asks` says that it waits for this person.
    """

    title: str
    url: str
    since: datetime
    source: str
    number: int = 1
    asks: bool = True


@dataclass(frozen=True, slots=True)
class WaitingSource:
    """One sort of thing that waits.

    `rows(user)` is a query made by `columns`; None where nothing can wait for somebody.
    `line(number, words, path)` says what a row is called and where it is answered. `told_by` are
    the models whose rows, when saved, tell of something new or that something is done; who deletes
    or updates rows without saving them calls `changed`.
    """

    key: str
    rows: Callable[[User], QuerySet[Any, Any] | None]
    line: Callable[[int, str, str], tuple[str, str]]
    asks: bool = True
    told_by: Collection[type[Model]] = ()


#: What time alone changes (a task is over) is right again after so many seconds.
KEEP_SECONDS = 30
#: The key of the content version that ends all numbers.
_WAITING = "waiting"
_sources: dict[str, WaitingSource] = {}


def register(source: WaitingSource) -> None:
    """Say what waits for somebody."""
    _sources[source.key] = source
    for model in source.told_by:
        post_save.connect(changed, sender=model, dispatch_uid=_WAITING)


def changed(**_signal: Any) -> None:
    """Let the numbers be asked again, once the transaction is committed."""
    bump((_WAITING,), only_said=True)


def columns(
    rows: QuerySet[Any],
    source: str,
    *,
    since: Combinable,
    number: Combinable | int = 1,
    words: Combinable | str = "",
    path: Combinable | str = "",
) -> QuerySet[Any, Any]:
    """Return rows with what `WaitingSource` asks for: expressions, texts or numbers."""
    return rows.order_by().values_list(
        Cast(Value(source), CharField()),
        Cast(Value(number) if isinstance(number, int) else number, IntegerField()),
        Cast(since, DateTimeField()),
        Cast(Value(words) if isinstance(words, str) else words, CharField()),
        Cast(Value(path) if isinstance(path, str) else path, CharField()),
    )


def of(user: User) -> list[Awaiting]:
    """Return what waits for somebody, the longest first. One query, the first time in a request."""
    known: list[Awaiting] | None = user.__dict__.get("what_waits")
    if known is None:
        known = user.__dict__["what_waits"] = _read(user)
    return known


def number_of(user: User, source: str = "") -> int:
    """Return how many things somebody is asked for, of all sources or of one.

    As `of` says where it was asked in this request; else as it was since something changed.
    """
    if "what_waits" in user.__dict__:
        numbers: Mapping[str, int] | None = _numbers(of(user))
    else:
        numbers = kept("accounts:waiting", str(user.pk), lambda: _made(user), seconds=KEEP_SECONDS)
    return sum(n for key, n in (numbers or {}).items() if source in ("", key))


def _made(user: User) -> Mapping[str, int]:
    shows_only(_WAITING)
    return _numbers(of(user))


def _numbers(waiting: Iterable[Awaiting]) -> Mapping[str, int]:
    numbers: Counter[str] = Counter()
    for one in waiting:
        numbers[one.source] += one.number if one.asks else 0
    return numbers


def _read(user: User) -> list[Awaiting]:
    asked = [rows for source in _sources.values() if (rows := source.rows(user)) is not None]
    if not asked:
        return []
    found = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    lines = [_line(*row) for row in found if row[1]]
    return sorted(lines, key=lambda one: (not one.asks, one.since))


def _line(key: str, number: int, since: datetime, words: str, path: str) -> Awaiting:
    source = _sources[key]
    title, url = source.line(number, words, path)
    return Awaiting(title, url, since, key, number, source.asks)
