"""Where do people talk? Each kind of thing says so once, from `AppConfig.ready()`::

    places.register(places.TalkedAbout(ARTICLES, is_open=…, improve=…))

where `ARTICLES` is a `community.subjects.Subject`. What guests are asked before they write is the
same everywhere; the app that keeps it says so (`ask_guests`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from community.subjects import SUBJECTS, Subject
from text import thing_keys


@dataclass(frozen=True, slots=True)
class SpamQuestion:
    """What guests are asked in place of a foreign riddle; any of the answers will do."""

    text: str
    answers: tuple[str, ...]

    def is_right(self, answer: str) -> bool:
        """Compare without case, blanks and full stops at the ends."""
        given = answer.strip(" .!?\t\n").casefold()
        return given in {known.strip().casefold() for known in self.answers}


@dataclass(frozen=True, slots=True)
class PresentText:
    """The text of a thing as everybody reads it: its revision, its words, its headings."""

    number: int
    words: str
    headings: tuple[str, ...] = ()


def nothing(_pk: int) -> None:
    """Follow no change."""


def nobody_else(_user: User, _thing: object) -> bool:
    """Leave it to whoever began a talk and those who decide at the place of the thing."""
    return False


def no_form(_thing: object) -> str:
    """Be improved nowhere."""
    return ""


@dataclass(frozen=True, slots=True)
class TalkedAbout:
    """A kind of thing that people talk about.

    `subject`          what it is
    `is_open(thing)`   whether comments may be written now
    `changed(pk)`      called inside the transaction in which what is public changes, besides the
                       pages that show the talk, which are made anew
    `below`            where the talk stands below the page of a thing; "" where it is on the page
    `settles(user, thing)`   whether somebody else settles its talks, too: whoever edits it
    `improve(thing)`   where anybody improves it; "" where nobody can
    `text(thing)`      the text that people may ask about word by word; None where there is none
    `parties(user)`    the keys of things at which this account may talk with one other, to be part
                       of a query; None where everybody hears everything
    """

    subject: Subject
    is_open: Callable[[Any], bool]
    changed: Callable[[int], None] = nothing
    below: str = "diskussion/"
    settles: Callable[[User, Any], bool] = nobody_else
    improve: Callable[[Any], str] = no_form
    text: Callable[[Any], PresentText | None] | None = None
    parties: Callable[[User], QuerySet[Any, Any]] | None = None

    def talk_url(self, thing: object) -> str:
        """Return where the whole talk about a thing is read."""
        return f"{self.subject.url(thing)}{self.below}"

    def is_party(self, pk: int, user: object) -> bool:
        """Say whether somebody may talk here among the two only."""
        if self.parties is None or not isinstance(user, User):
            return False
        return self.subject.key in SUBJECTS and pk in set(self.parties(user))


_places: dict[str, TalkedAbout] = {}


def register(place: TalkedAbout) -> None:
    """Make a kind of place known, once."""
    SUBJECTS.register(place.subject)
    _places[place.subject.key] = place


def place(kind: str) -> TalkedAbout:
    """Return a registered kind of place; `KeyError` when there is none of this name."""
    return _places[kind]


def found(kind: str) -> TalkedAbout | None:
    """Return a registered kind of place, None when there is none of this name."""
    return _places.get(kind)


def places() -> tuple[TalkedAbout, ...]:
    """Return every registered kind of place."""
    return tuple(_places.values())


def is_place(kind: str) -> bool:
    """Say whether people talk about things of a kind."""
    return kind in _places


def shown_key(kind: str, pk: int) -> str:
    """Return the key of what is said at a place, for the pages that show it (`pagecache`)."""
    return f"talk of {thing_keys.key(kind, pk)}"


def no_question() -> SpamQuestion | None:
    """Ask nothing."""
    return None


_question: Callable[[], SpamQuestion | None] = no_question


def ask_guests(question: Callable[[], SpamQuestion | None]) -> None:
    """Say what guests are asked, in the reader's language; an app above knows the settings."""
    global _question
    _question = question


def question() -> SpamQuestion | None:
    """Return what guests are asked; None for nothing."""
    return _question()
