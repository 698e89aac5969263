"""What can be followed, and what is it called? Names are those that everybody may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import pgettext

from community import contract
from community.models import Watch
from community.subjects import SUBJECTS
from community.talk import places
from search import contract as search
from text.translatable import Words
from versions import contract as versions


@dataclass(frozen=True, slots=True)
class Followed:
    """One watch as lists show it; `title` is "" for what nobody may read (any more)."""

    watch: Watch
    label: Words
    title: str
    url: str

    @property
    def is_search(self) -> bool:
        """Whether it is a search."""
        return bool(self.watch.search)


def can_be_watched(kind: str) -> bool:
    """Say whether anything ever happens to things of a kind: revisions, or talk."""
    if kind not in SUBJECTS:
        return False
    return versions.found(kind) is not None or places.is_place(kind)


def listed(watches: Iterable[Watch]) -> list[Followed]:
    """Return watches with names and addresses; two queries at most."""
    rows = list(watches)
    names = search.named({(row.object_kind, row.object_pk) for row in rows if not row.search})
    words = search.in_words(row.parameters for row in rows if row.search)
    return [_of_search(row, words) if row.search else _of_thing(row, names) for row in rows]


def _of_search(row: Watch, words: dict[str, str]) -> Followed:
    url = f"{reverse('search:results')}?{row.parameters}"
    return Followed(row, pgettext("what is watched", "Search"), words.get(row.parameters, ""), url)


def _of_thing(row: Watch, names: dict[tuple[str, int], search.PublicName]) -> Followed:
    found = names.get((row.object_kind, row.object_pk))
    label = contract.label_of(row.object_kind)
    return Followed(row, label, found.title if found else "", found.url if found else "")
