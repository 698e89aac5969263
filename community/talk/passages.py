"""Words of a text that somebody asks about: kept with what stood around them, and found again.

A text changes while people talk. The words are looked for in the text as it is now, without regard
to line breaks, quotation marks and case; of several places the one that reads most alike around is
meant. Where they are gone the question stays, and says so; the old words are shown only to those
who may read the revision they are from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Model

from accounts.person import Person
from community.models import Comment
from community.models.comments import CONTEXT_LENGTH, PASSAGE_LENGTH
from community.talk.places import PresentText, TalkedAbout
from versions import contract as versions

#: Signs that programs and keyboards write in several ways.
_ALIKE = str.maketrans(
    dict.fromkeys("„“”«»‚‘’'‹›", '"')
    | dict.fromkeys("–—‑", "-")
    # The one letter that becomes two when it is lowered; then places would not fit any more.
    | {"İ": "i"}
)
_BLANKS = re.compile(r"\s+")
#: Where what stood around the words has changed, so many places of them are compared.
PLACES = 300


@dataclass(frozen=True, slots=True)
class AskedWords:
    """Words of a text, and what stands before and behind them."""

    words: str
    before: str
    after: str
    number: int


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """What is shown of a passage: where it is now; `is_lost` where its words are gone.

    `words` are "" for whoever may not read them.
    """

    words: str
    url: str
    is_lost: bool


@dataclass(frozen=True, slots=True)
class _Flat:
    """A text on one line, and the same with signs that mean the same made the same."""

    words: str
    alike: str

    @classmethod
    def of(cls, text: str) -> _Flat:
        words = _flat(text)
        return cls(words, _alike(words))


def find(words: str, text: PresentText) -> AskedWords | None:
    """Return a passage of a text with what stands around it; None where it has no such words."""
    wanted = _flat(words)[:PASSAGE_LENGTH].strip()
    flat = _Flat.of(text.words)
    at = flat.alike.find(_alike(wanted)) if wanted else -1
    if at < 0:
        return None
    end, kept = at + len(wanted), flat.words
    before, after = kept[max(0, at - CONTEXT_LENGTH) : at], kept[end : end + CONTEXT_LENGTH]
    return AskedWords(kept[at:end], before, after, text.number)


def shown(
    comments: Iterable[Comment], where: TalkedAbout, thing: Model, user: Person
) -> dict[int, ShownPassage]:
    """Return how the passages of comments about one thing are shown, by key; two queries at most.

    One is asked only where the words of a passage are gone.
    """
    asked = [comment for comment in comments if comment.passage]
    text = where.text(thing) if asked and where.text else None
    if not asked:
        return {}
    flat = _Flat.of(text.words if text else "")
    there = {comment.pk for comment in asked if _alike(comment.passage) in flat.alike}
    lost = {comment.passage_number for comment in asked if comment.pk not in there}
    readable = _readable(where.subject.key, thing, lost, user) if lost else set()
    url = where.subject.url(thing)
    return {
        comment.pk: ShownPassage(comment.passage, _address(url, comment, flat), is_lost=False)
        if comment.pk in there
        else ShownPassage(
            comment.passage if comment.passage_number in readable else "", url, is_lost=True
        )
        for comment in asked
    }


def _readable(kind: str, thing: Model, numbers: Iterable[int], user: Person) -> set[int]:
    """Return which revisions of a thing somebody may read the text of."""
    known = versions.found(kind)
    if known is None or known.visible is None:
        return set()
    rows = known.visible(thing, user).filter(number__in=set(numbers), text_hidden=False)
    return set(rows.order_by().values_list("number", flat=True))


def _address(url: str, comment: Comment, flat: _Flat) -> str:
    """Return where the words stand, marked by browsers that can."""
    words = comment.passage
    at = _place(comment, flat.alike)
    found = flat.words[at : at + len(words)] if at >= 0 else words
    parts = found.split()
    # A long one is named by its beginning and its end.
    ends = (parts[:4], parts[-4:]) if len(parts) > 8 else (parts,)
    return f"{url}#:~:text={','.join(map(_quoted, ends))}"


def _place(comment: Comment, alike: str) -> int:
    """Return where the words stand; of several places the one that is most alike around."""
    wanted = _alike(comment.passage)
    before, after = _alike(comment.passage_before), _alike(comment.passage_after)
    unchanged = alike.find(f"{before}{wanted}{after}")
    if unchanged >= 0:
        return unchanged + len(before)
    best, best_at, at = -1, -1, alike.find(wanted)
    for _number in range(PLACES):
        if at < 0:
            break
        end = at + len(wanted)
        near = alike[max(0, at - len(before)) : at], alike[end : end + len(after)]
        score = _common(near[0][::-1], before[::-1]) + _common(near[1], after)
        if score > best:
            best, best_at = score, at
        at = alike.find(wanted, at + 1)
    return best_at


def _common(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginnings."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))


def _quoted(parts: Sequence[str]) -> str:
    return quote(" ".join(parts), safe="").replace("-", "%2D")


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _alike(text: str) -> str:
    """Return a text of the same length in which signs that mean the same are the same."""
    return text.translate(_ALIKE).lower()
