"""What does one row of a work list stand for, and what is it called in forms?"""

from __future__ import annotations

from dataclasses import dataclass

from text.identity import KEY_LENGTH
from text.storable import storable
from text.whole_numbers import whole_number


@dataclass(frozen=True, slots=True)
class WorkItem:
    """An article by its key, or a wanted one by where it is looked for."""

    article: int | None = None
    district: int | None = None
    language: str = ""
    title_words: str = ""

    @property
    def key(self) -> str:
        """What it is called in forms: "12", or "3 playgrounds" ("0 …" for no district)."""
        return str(self.article) if self.article else f"{self.district or 0} {self.title_words}"

    @property
    def fields(self) -> dict[str, int | str | None]:
        """The fields of a task that name it."""
        return {
            "article_id": self.article,
            "district_id": self.district,
            "language": self.language,
            "title_words": self.title_words,
        }


def read(key: str, language: str) -> WorkItem | None:
    """Return what a form names; None where it names nothing. `language` is the reader's."""
    number, parted, words = storable(key).partition(" ")
    named = whole_number(number)
    if named is None or len(words) > KEY_LENGTH or bool(parted) != bool(words):
        return None
    if not parted:
        return WorkItem(article=named) if named else None
    return WorkItem(district=named or None, language=language, title_words=words)
