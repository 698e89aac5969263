"""Why something could not be written.

::

    WikiError                code, message, field
    ├── Invalid              400  a value that cannot be
    │   ├── UnknownBase      400  no, an unknown or a future base revision
    │   └── ...
    ├── TooLong              413  a text beyond the limit
    ├── NotAllowed           403  this account may not do that
    ├── TooMany              429  too much in too short a time; `retry_after` seconds
    ├── TaskTaken            409  somebody else takes care of that row already
    ├── AddressTaken         409  an article of this title is there; `article`
    └── EditConflict         409  both changed the same place; `base`, `theirs`, `mine`, `merged`

Messages are for people and translated; codes are for programs and stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from text.translatable import Words
from versions.merge import Merge

if TYPE_CHECKING:
    from wiki.models import Article


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One side of a conflict; `number` is None for the text that was not saved."""

    number: int | None
    title: str
    body: str


class WikiError(Exception):
    """Something was not written. `field` names what is wrong, "" when it is no single value."""

    status = 400
    code = "invalid"

    def __init__(self, message: Words, *, field: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code or self.code


class Invalid(WikiError):
    """A value that cannot be."""


class TaskTaken(WikiError):
    """Somebody else takes care of a row of a work list already."""

    status = 409
    code = "task_taken"


class UnknownBase(Invalid):
    """The revision that an edit says it started from is missing, unknown or not there yet."""

    code = "unknown_base"


class TooLong(WikiError):
    """A text beyond the limit."""

    status = 413
    code = "too_long"


class NotAllowed(WikiError):
    """This account may not do that."""

    status = 403
    code = "not_allowed"


class TooMany(WikiError):
    """Too much in too short a time; `retry_after` says after how many seconds it goes on."""

    status = 429
    code = "too_many"

    def __init__(self, message: Words, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AddressTaken(WikiError):
    """There is an article of this title already."""

    status = 409
    code = "title_taken"

    def __init__(self, message: Words, *, article: Article) -> None:
        super().__init__(message, field="title")
        self.article = article


class EditConflict(WikiError):
    """Two people changed the same place.

    `base` is what both started from, `theirs` what stands there now, `mine` what was to be saved.
    `merged` is everything that could be combined, with both texts where they overlap;
    `merged_title` and `merged_topics` (primary keys) are those of the result, a title of two
    minds the writer's own. `merge` has the single places to decide; None where a text of the others
    is hidden, and then `merged` may be the writer's own text.
    """

    status = 409
    code = "conflict"

    def __init__(
        self,
        message: Words,
        *,
        base: ConflictSide,
        theirs: ConflictSide,
        mine: ConflictSide,
        merged: str = "",
        merged_title: str = "",
        merged_topics: tuple[int, ...] = (),
        merge: Merge | None = None,
    ) -> None:
        super().__init__(message)
        self.base = base
        self.theirs = theirs
        self.mine = mine
        self.merged = merged
        self.merged_title = merged_title or mine.title
        self.merged_topics = merged_topics
        self.merge = merge

    @property
    def is_about_title(self) -> bool:
        """Say whether the two want different titles."""
        return len({self.base.title, self.theirs.title, self.mine.title}) == 3
