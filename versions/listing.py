"""Which revisions has a thing, for a list and for one line of it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.at_address import person_url
from accounts.person import Person
from versions.contract import Kind
from versions.hidden import shown_growth, with_hidden_parents
from versions.models import AbstractRevision, Versioned, since

State = AbstractRevision.State


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision as lists show it; hidden parts are empty, `hidden` names them.

    `size` is by how much it is longer than what it was made from, None where that is not told.
    """

    number: int
    label: str
    url: str
    compare_url: str
    compare_now_url: str
    date: datetime
    author: str
    author_url: str
    author_slug: str
    summary: str
    size: int | None
    minor: bool
    state: str
    current: bool
    merged: bool
    hidden: tuple[str, ...]
    author_key: int | None = None

    @property
    def fewer(self) -> int:
        """Return by how much it is shorter than what it was made from."""
        return -(self.size or 0)


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A stretch of a history; `older` is the number to go on before, None at the end."""

    lines: list[RevisionLine]
    older: int | None
    is_first: bool

    @property
    def several(self) -> bool:
        """Whether there are two lines to compare."""
        return len(self.lines) > 1


def listed(
    kind: Kind,
    thing: Versioned,
    user: Person,
    *,
    before: int | None,
    author: str,
    minor: bool,
    size: int,
) -> HistoryPage:
    """Return `size` revisions from the newest (or from `before`) on; one query.

    `author` is the slug of an account, or "" for everybody; `minor=False` leaves small changes out.
    """
    if kind.visible is None:
        return HistoryPage([], None, True)
    rows = kind.visible(thing, user)
    if before is not None:
        rows = rows.filter(number__lt=before)
    if author:
        rows = rows.filter(author__slug=author, author_hidden=False)
    if not minor:
        rows = rows.filter(minor=False)
    listed_rows = getattr(rows, "listed", rows.all)()
    found = list(with_hidden_parents(listed_rows).order_by("-number")[: size + 1])
    older = found[size - 1].number if len(found) > size else None
    return HistoryPage([one(kind, thing, row) for row in found[:size]], older, before is None)


def as_of(kind: Kind, thing: Versioned, user: Person, day: date) -> AbstractRevision | None:
    """Return what was public at the end of a day; None when the thing did not exist yet."""
    if kind.visible is None:
        return None
    end = timezone.make_aware(datetime.combine(day, time.max))
    rows = kind.visible(thing, user).filter(state=State.LIVE)
    public = rows.annotate(since=since()).filter(since__lte=end)
    revision: AbstractRevision | None = public.order_by("-number").first()
    return revision


def one(kind: Kind, thing: Versioned, revision: AbstractRevision) -> RevisionLine:
    """Return a revision as a line; needs `author` selected."""
    url = kind.url(thing)
    parent = revision.parents[0] if revision.parents else None
    author = None if revision.author_hidden else revision.author
    name = author.name if author else "" if revision.author_hidden else revision.author_name
    return RevisionLine(
        number=revision.number,
        label=label(revision),
        url=f"{url}version/{revision.number}/",
        compare_url=f"{url}vergleich/?from={parent}&to={revision.number}" if parent else "",
        compare_now_url=""
        if revision.number == thing.published_number
        else f"{url}vergleich/?from={revision.number}",
        date=revision.created,
        author=name,
        author_url=person_url(author.slug) if author else "",
        author_slug=author.slug if author else "",
        summary="" if revision.summary_hidden else revision.summary,
        size=shown_growth(revision),
        minor=revision.minor,
        state=str(revision.get_state_display()) if revision.state != State.LIVE else "",
        current=revision.number == thing.published_number,
        merged=revision.is_merge,
        hidden=_hidden(revision),
        author_key=author.pk if author else None,
    )


def label(revision: AbstractRevision) -> str:
    """Return how a revision is called: its number and day."""
    day = date_format(timezone.localtime(revision.created), "DATE_FORMAT")
    return _("Version %(number)d of %(day)s") % {"number": revision.number, "day": day}


def _hidden(revision: AbstractRevision) -> tuple[str, ...]:
    parts = {
        _("text"): revision.text_hidden,
        _("summary"): revision.summary_hidden,
        _("author"): revision.author_hidden,
    }
    return tuple(name for name, is_hidden in parts.items() if is_hidden)
