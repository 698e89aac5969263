"""Reading talks: threads of a first comment and its answers, as somebody may hear them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window

import pagecache
from accounts.person import Person
from community.models import Comment
from community.models.comments import CommentQuerySet
from community.talk import places
from text.inline import in_words

State = Comment.State
#: So many threads stand below the thing itself.
BELOW = 3


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment with its answers in the order they were written.

    `may_resolve` says that the reader of a page settles it; whoever makes the page asks.
    """

    first: Comment
    answers: list[Comment] = field(default_factory=list)
    may_resolve: bool = False


def talk(kind: str, pk: int, user: Person = None) -> list[Thread]:
    """Return what somebody may read at a place, the oldest thread first. One query."""
    pagecache.shows_also(places.shown_key(kind, pk))
    threads: dict[int, Thread] = {}
    rows = Comment.objects.at(kind, pk).visible_to(user)
    for comment in rows.select_related("author", "resolved_by").order_by("created", "pk"):
        if comment.parent_id is None:
            threads[comment.pk] = Thread(comment)
        elif comment.parent_id in threads:
            threads[comment.parent_id].answers.append(comment)
    return list(threads.values())


def firsts(kind: str, pk: int, user: Person = None) -> CommentQuerySet:
    """Return the first comments at a place: those that are open before the others, newest first."""
    rows = Comment.objects.at(kind, pk).visible_to(user).filter(parent=None)
    rows = rows.select_related("author", "resolved_by")
    return rows.order_by(F("resolved_at").desc(nulls_first=True), "-created", "-pk")


def with_answers(rows: Iterable[Comment], user: Person = None) -> list[Thread]:
    """Return first comments with what was answered; one query."""
    threads = {row.pk: Thread(row) for row in rows}
    said = Comment.objects.visible_to(user).filter(parent__in=threads)
    for answer in said.select_related("author").order_by("created", "pk"):
        threads[answer.parent_id or 0].answers.append(answer)
    return list(threads.values())


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a thing of the talk about it: a few threads, and how many there are."""

    rows: list[Comment]
    total: int


def below(kind: str, pk: int) -> Below:
    """Return what everybody may read below a thing; its rows have `replies`, a number. One query.

    The total is reckoned along with the rows.
    """
    pagecache.shows_also(places.shown_key(kind, pk))
    heard = Q(answers__state=State.LIVE, answers__audience=Comment.Audience.ALL)
    rows: Any = firsts(kind, pk).annotate(replies=Count("answers", filter=heard))
    found = list(rows.annotate(total=Window(Count("pk")))[:BELOW])
    return Below(found, found[0].total if found else 0)


def open_at(kind: str, pk: int) -> QuerySet[Comment]:
    """Return the numbered first comments at a place that nobody has resolved, oldest first."""
    rows = Comment.objects.at(kind, pk).public().filter(parent=None, resolved_at=None)
    return rows.filter(number__gt=0).order_by("number")


def words_at(kind: str, pks: Iterable[int]) -> Mapping[int, str]:
    """Return the public words said at places, for search, by primary key of the place."""
    found: dict[int, list[str]] = {}
    rows = Comment.objects.filter(place_kind=kind, place_pk__in=list(pks)).public()
    for pk, words in rows.order_by("created", "pk").values_list("place_pk", "words"):
        found.setdefault(pk, []).append(in_words(words))
    return {pk: "\n\n".join(parts) for pk, parts in found.items()}


def unanswered(kind: str) -> Iterable[Comment]:
    """Return the public first comments of a kind of place that nobody has answered or resolved.

    The oldest comes first.
    """
    answers = Comment.objects.filter(parent=OuterRef("pk"), state=State.LIVE)
    rows = Comment.objects.filter(place_kind=kind, parent=None, resolved_at=None).public()
    rows = rows.exclude(Exists(answers))
    return rows.select_related("author").order_by("created", "pk")
