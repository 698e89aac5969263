"""Which of our drawings can be chosen in a text? Those of topics and of kinds of things."""

from collections.abc import Iterator

from cms.starter import starter_topics
from community.subjects import SUBJECTS
from districts.pages.illustrations import GENERAL, drawn
from text.translatable import Words


def drawings() -> Iterator[tuple[str, Words]]:
    """Yield the symbol and the name of each, in the order of the sprite."""
    named: dict[str, Words] = {row["slug"]: row["name"] for row in starter_topics()}
    named |= {f"kind-{subject.key}": subject.one for subject in SUBJECTS.values()}
    for name in drawn():
        if name != GENERAL and name in named:
            yield name, named[name]
