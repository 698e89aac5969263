"""Who wrote which part of the text that is read now? What a page shows of `versions.authorship`.

Only numbers of revisions are kept (`pagecache.shared`); names, and what was hidden since, are read
each time. It is no ranking: people stand in the order in which their words do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

import pagecache
from pagecache import shared
from text import thing_keys
from text.excerpted import Walk, is_delimiter
from versions.authorship import Credited, CreditedPoint, RevisionText, TooMuchHistory, credited
from versions.contract import Kind
from versions.credited_html import credited_html
from versions.listing import label, one
from versions.models import AbstractRevision, Versioned
from versions.readable import BUDGET_SECONDS, PieceReader
from versions.units import is_sign, words

State = AbstractRevision.State
#: 500 revisions of 2,000 words in paragraphs take 0.2 s, as one single paragraph 3 s. The clock is
#: looked at between two revisions, the longest of which takes another 0.3 s.
SECONDS = 1.0
#: Bytes of a text of which this is told; articles of 14 KB are long. Only numbers are kept, so that
#: one of 500 KB would take seconds each time it is read.
LONGEST = 100_000
#: Bytes of a revision of it at any time.
LONGEST_EVER = 150_000
#: Paragraphs and lines of a page; nobody reads more.
SHOWN_AT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Credits:
    """Numbers of revisions by part; None for a text whose history is too long.

    `carried` tells of what was accepted in which public revision it came.
    """

    text: Credited | None
    carried: dict[int, int]


@dataclass(slots=True)
class Writer:
    """Somebody with words in the text, by the order of their first one."""

    place: int
    name: str
    url: str
    words: int = 0
    share: int = 0


@dataclass(frozen=True, slots=True)
class WordsFrom:
    """Where words are from: whose they are, and the version that brought them, if that is told."""

    writer: Writer
    label: str
    url: str


@dataclass(slots=True)
class ShownPoint:
    """Paragraphs and lines that stand together and are from the same: as they read, and by whom."""

    html: SafeString
    sources: list[tuple[Writer, list[WordsFrom]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WhoWroteWhat:
    """All that the page shows; no points where it takes too long to find out."""

    writers: list[Writer]
    points: list[ShownPoint]
    too_long: bool = False
    cut: bool = False


def credits_of(kind: Kind, thing: Versioned) -> Credits:
    """Return which revision brought what of the published text, made or kept."""

    def make() -> Credits:
        pagecache.shows_only(thing_keys.key(kind.name, thing.pk))
        return _made(kind, thing)

    words_of_key = f"{kind.name} {thing.pk} {thing.published_number}"
    found = shared.kept("versions:authors", words_of_key, make, seconds=shared.LONGER_SECONDS)
    assert found is not None
    return found


def _made(kind: Kind, thing: Versioned) -> Credits:
    carried: dict[int, int] = {}

    def history() -> Iterator[RevisionText]:
        rows: Any = _accepted(kind, thing).order_by("number")
        for number, parents, state, text in rows.values_list(
            "number", "parents", "state", kind.body
        ).iterator(chunk_size=50):
            for parent in parents:
                carried.setdefault(parent, number)
            yield RevisionText(number, parents, text, state == State.LIVE)

    head = Q(number=thing.published_number, size__gt=LONGEST)
    try:
        if _accepted(kind, thing).filter(head | Q(size__gt=LONGEST_EVER)).exists():
            raise TooMuchHistory
        return Credits(credited(history(), seconds=SECONDS), carried)
    except TooMuchHistory:
        return Credits(None, {})


def _accepted(kind: Kind, thing: Versioned) -> Any:
    """Return what has become public up to now, by itself or in another revision."""
    rows: Any = kind.revisions._default_manager
    return rows.filter(
        **{kind.revisions.thing_field: thing},
        state__in=[State.LIVE, State.ACCEPTED],
        number__lte=thing.published_number,
    )


def who_wrote_what(kind: Kind, thing: Versioned, *, sees_hidden: bool) -> WhoWroteWhat:
    """Return the parts of the published text with whoever wrote them; two queries at most.

    `sees_hidden` says that the reader is told what was hidden of revisions.
    """
    found = credits_of(kind, thing)
    if found.text is None:
        return WhoWroteWhat([], [], too_long=True)
    shown = found.text.points[:SHOWN_AT_MOST]
    sources = _Sources(kind, thing, found, sees_hidden=sees_hidden)
    for point in shown:
        sources.count(point)
    sources.share_out()
    points = _joined(_shown(found.text.lead, shown, sources))
    return WhoWroteWhat(sources.writers, points, cut=len(shown) < len(found.text.points))


class _Sources:
    """Whose the revisions are that have words in a text."""

    def __init__(self, kind: Kind, thing: Versioned, found: Credits, *, sees_hidden: bool) -> None:
        assert found.text is not None
        self._kind, self._thing, self._found = kind, thing, found
        self._sees_hidden = sees_hidden
        numbers = {part.number for point in found.text.points for part in point.parts}
        rows = _accepted(kind, thing).filter(number__in=numbers).select_related("author")
        rows = getattr(rows, "listed", rows.all)()
        self._rows = {row.number: row for row in rows}
        self._by_number: dict[int, WordsFrom] = {}
        self._writers: dict[object, Writer] = {}

    @property
    def writers(self) -> list[Writer]:
        """Return everybody who has words in it, by the order of the first ones."""
        return list(self._writers.values())

    def count(self, point: CreditedPoint) -> None:
        """Count the words of a point for those who wrote them."""
        for part in point.parts:
            self.of(part.number).writer.words += count_words(part.text)

    def share_out(self) -> None:
        """Say of everybody how many of a hundred words are theirs."""
        total = sum(writer.words for writer in self.writers) or 1
        for writer in self.writers:
            writer.share = round(100 * writer.words / total)

    def of(self, number: int) -> WordsFrom:
        """Return where the words of a revision are from."""
        if number not in self._by_number:
            self._by_number[number] = self._made(number)
        return self._by_number[number]

    def _made(self, number: int) -> WordsFrom:
        row = self._rows.get(number)
        if row is None or (row.text_hidden and not self._sees_hidden):
            return WordsFrom(self._writer("hidden", _("a hidden version"), ""), "", "")
        line = one(self._kind, self._thing, row)
        name = line.author or _("somebody without a name")
        writer = self._writer(line.author_key or ("named", line.author), name, line.author_url)
        # What waited has no page that everybody may read; it came in with a version that has one.
        public = number if row.state == State.LIVE else self._found.carried.get(number, number)
        return WordsFrom(writer, label(row), f"{self._kind.url(self._thing)}version/{public}/")

    def _writer(self, key: object, name: str, url: str) -> Writer:
        return self._writers.setdefault(key, Writer(len(self._writers) + 1, name, url))


def count_words(text: str) -> int:
    """Return how many words a text has; signs are none."""
    return sum(not is_sign(item) for item in words(text).items)


def _shown(lead: str, points: tuple[CreditedPoint, ...], sources: _Sources) -> Iterator[ShownPoint]:
    reader, walk = PieceReader(BUDGET_SECONDS), Walk()
    walk.past(lead)
    for point in points:
        around = walk.around
        walk.past(point.text + point.space)
        if is_delimiter(point.text):
            continue
        html = reader.html(point.text, around, with_heading=False)
        yield _credited_point(point, html, sources)


def _joined(points: Iterable[ShownPoint]) -> list[ShownPoint]:
    """Join neighbours that are from the same versions: names are said once for all of them."""
    joined: list[ShownPoint] = []
    for point in points:
        if joined and joined[-1].sources == point.sources:
            joined[-1].html += mark_safe("\n") + point.html
        else:
            joined.append(point)
    return joined


def _credited_point(point: CreditedPoint, html: str, sources: _Sources) -> ShownPoint:
    """Leave the words unmarked of whoever wrote most of it; the others' are told apart."""
    written: Counter[int] = Counter()
    for part in point.parts:
        written[sources.of(part.number).writer.place] += 1 + count_words(part.text)
    main = written.most_common(1)[0][0]

    def mark(number: int) -> str:
        source = sources.of(number)
        return "" if source.writer.place == main else _mark(source)

    by: dict[int, tuple[Writer, list[WordsFrom]]] = {}
    for number in dict.fromkeys(part.number for part in point.parts):
        source = sources.of(number)
        by.setdefault(source.writer.place, (source.writer, []))[1].append(source)
    # The parts have been escaped, the rest is sanitised (`text.piece_html`).
    html = mark_safe(credited_html(html, point.parts, mark))
    return ShownPoint(html, list(by.values()))


def _mark(source: WordsFrom) -> str:
    """Return the number of who wrote the words before it; it leads to their version."""
    said = f"{source.writer.name}, {source.label}" if source.label else source.writer.name
    words_ = format_html('{}<span class="visually-hidden"> ({})</span>', source.writer.place, said)
    if source.url:
        return format_html('<sup><a href="{}">{}</a></sup>', source.url, words_)
    return format_html("<sup>{}</sup>", words_)
