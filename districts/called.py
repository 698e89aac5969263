"""Which districts are called so? By the words of their names, never by their bytes or addresses.

An address that is typed as it is finds its district, too, where no name says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from districts.models import District
from text.identity import words_of


def districts_called(names: Iterable[str]) -> dict[str, list[District]]:
    """Return the districts of each name, oldest first, with their cities; one query at most.

    All districts are looked at: there are as many as a country has, and databases do not know
    which names are the same.
    """
    wanted = {name: words for name in names if (words := words_of(name))}
    if not wanted:
        return {}
    by_words: dict[str, list[District]] = {words: [] for words in wanted.values()}
    by_address: dict[str, District] = {}
    for district in District.objects.select_related("city").order_by("pk"):
        by_address[district.slug] = district
        for words in {words_of(district.name), words_of(district.short)} & by_words.keys():
            by_words[words].append(district)
    at = {name: by_address.get(name.lower()) for name in wanted}
    return {name: by_words[words] or _listed(at[name]) for name, words in wanted.items()}


def _listed(district: District | None) -> list[District]:
    return [district] if district else []
